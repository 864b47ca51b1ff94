"""Whose number is it?

The subject is the place, body or company a number tells about: named in its clause, else last
named in the paragraph, else the one the report's title begins with.
"""

from __future__ import annotations

import re
from itertools import pairwise

from retrieval.numbers.phrases import phrase_before


def set_without(first: str, last: str, left_out: str) -> str:
    """Write the signs from `first` to `last` but for some as a set of a regular expression.

    >>> set_without("a", "f", "ce")
    '[a-bd-df-f]'
    """
    edges = [ord(first) - 1, *sorted(map(ord, left_out)), ord(last) + 1]
    ranges = (f"{chr(a + 1)}-{chr(b - 1)}" for a, b in pairwise(edges) if b > a + 1)
    return f"[{''.join(ranges)}]"


_TITLE = re.compile("^(?:【[^】]*】)?(?P<head>[^：:，。！？]{2,16})[：:]")

#: What a name may hold, as one set: looking ahead at every sign takes several times as long.
_SIGN = set_without("一", "龥", "全该本占")
_PLACE = re.compile(
    r"(?P<this>[该本](?:区|县|市|省|州|镇|乡|村|街道|社区|公司|企业|集团|行|院|校|园区|开发区|工坊|协会|项目|基地|港|站|厂|局))"
    r"|(?<![占比于])(?P<whole>我国|全国|全球|全省|全市|全区|全县|全镇)"
    rf"|(?P<name>{_SIGN}{{2,10}}?(?=[省自市区县州镇乡街村公集开大银保机海示])"
    r"(?:省|自治区|市|区|县|州(?!路(?!桥))|镇|乡|街道|村|公司|集团|开发区|大学(?!生)|银行|保税区|机场|海关|示范区))"
    r"(?!最|唯一|[一-龥]?(?:场|长|委|政府|级|域|块|民|间|分|情|值|道|花|办|里))"
)


#: Common nouns that end like names.
_COMMON = re.compile(
    "会议|同意|决定|要求|(?:农村|乡村|城镇|城市|都市|强[省市区县村镇]|直辖市|股市|门市|上市|夜市|地区|城区|社区|园区|景区|"
    "山区|灾区|牧区|老区|校区|片区|郡县|乡镇|村镇|超市|菜市|街区|辖区|专区|小区|库区|林区|市区|郊区)$"
    "|^[返下回还进入驻]乡$|^[进入驻出]村$|^(?:新区|公司|集团|银行|大学|机场|海关|开发区|示范区|自治区|保税区|街道|上市公司|商业银行|.市|.县)$"
)
_LEVEL = re.compile("(?:经济)?(?:开发区|省|市|区|县|镇|乡|街道|村)$")
_MARK = re.compile("[，。；：！？]")
_CLASSIFIERS = frozenset("家个名位条项种座所")
#: What is left before a name where only its clause is cut: 距离金清镇.
_LEAD = re.compile("^(?:距离?|离|占|暨|年|[一二三四]季度|当地|整个|个|(?:股份|投资)?有限(?=公司))")


def subject_of_title(title: str) -> str | None:
    """Read the subject a title begins with.

    >>> subject_of_title("余杭区五常街道：强化为企服务 推动外贸稳中提质")
    '余杭区五常街道'
    """
    match = _TITLE.match(title)
    return match["head"].strip() if match is not None else None


def subject_in(text: str, last: str | None, titled: str | None) -> str | None:
    """Find whom `text` is about at its end: the first one named in the last clause that names any.

    Args:
        text: what stands before a number.
        last: the subject last named in the paragraph.
        titled: the report's own subject, which 该区 and 全区 mean.

    >>> subject_in("镇海区拥有国家级石化开发区，产值", None, None)
    '镇海区'
    >>> subject_in("金清镇联星村老人", None, None)
    '金清镇联星村'
    """
    found: str | None = None
    end = 0
    for match in _PLACE.finditer(text):
        name = _named(match, last, titled)
        if found is not None and _MARK.search(text, end, match.start()) is None:
            if (
                name is not None
                and name == match["name"]
                and "的" not in name
                and match.start() == end
            ):
                # 金清镇 + 联星村
                found, end = found + name, match.end()
            continue
        if name is not None:
            found, end = name, match.end()
    if found is not None and titled is not None and _stem(titled) in text[end:]:
        return titled  # 在台州路桥，…: the report's own, by its short name
    return found


def antecedent(name: str, text: str) -> str:
    """Find what 该村 stands for: the last name before it that ends so, else the words themselves.

    >>> antecedent("该村", "到过方林村的人都会感叹。该村集体经济总资产")
    '方林村'
    """
    kind = name[1:]
    if name[0] not in "该本":
        return name
    named = [
        cut
        for match in _PLACE.finditer(text)
        if match["name"] is not None and (cut := _named(match, None, None)) is not None
    ]
    return next((one for one in reversed(named) if one.endswith(kind)), name)


def _stem(titled: str) -> str:
    """Give the short name of a place: 路桥 of 路桥区."""
    return _LEVEL.sub("", titled) or titled


def _named(match: re.Match[str], last: str | None, titled: str | None) -> str | None:
    """Name what a match stands for."""
    if match["this"] is not None:
        return _referred(match["this"][1:], last, titled) or match["this"]
    if match["whole"] is not None:
        word = match["whole"]
        kind = word[1:]
        return (_referred(kind, last, titled) if kind in "省市区县镇" else None) or word
    name = _LEAD.sub("", phrase_before(match["name"]))
    return name if _is_name(name, match["name"]) else None


def _referred(kind: str, last: str | None, titled: str | None) -> str | None:
    """Resolve 该区, 全区 to the last or titled subject that is one."""
    for name in (last, titled):
        if name is not None and name.endswith(kind):
            return name
    return None


def _is_name(name: str, found: str) -> bool:
    """Tell whether what a cut leaves of `found` is still a name."""
    return (
        len(name) > 1
        and found.endswith(name)
        and name[0] not in _CLASSIFIERS
        and name[-2] not in "全的"
        and _COMMON.search(name) is None
    )
