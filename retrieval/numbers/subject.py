"""Whose number is it?

The subject is the place, body or company a number tells about: named in its clause, else last
named in the paragraph, else the one the report's title begins with.
"""

from __future__ import annotations

import re

from retrieval.numbers.phrases import phrase_before

_TITLE = re.compile("^(?:【[^】]*】)?(?P<head>[^：:，。！？]{2,16})[：:]")
_PLACE = re.compile(
    r"(?P<this>[该本](?:区|县|市|省|州|镇|乡|村|街道|社区|公司|企业|集团|行|院|校|园区|开发区|工坊|协会|项目|基地|港|站|厂|局))"
    r"|(?<![占比于])(?P<whole>我国|全国|全球|全省|全市|全区|全县|全镇)"
    r"|(?P<name>(?:(?![全该本占])[一-龥]){2,10}?(?:省|自治区|市|区|县|州|镇|乡|街道|村|公司|集团|开发区|大学|银行|保税区|机场|海关|示范区))"
    r"(?![一-龥]?(?:场|长|委|政府|级|域|块|民|间|分|情|值|道|花|办|里))"
)


#: Common nouns that end like names.
_COMMON = re.compile(
    "(?:农村|乡村|城镇|城市|都市|强[省市区县村镇]|直辖市|股市|门市|上市|夜市|地区|城区|社区|园区|景区|"
    "山区|灾区|牧区|老区|校区|片区|郡县|乡镇|村镇|超市|菜市|街区|辖区|专区|小区|库区|林区|市区|郊区)$"
    "|^(?:公司|集团|银行|大学|机场|海关|开发区|示范区|自治区|保税区|街道|上市公司|商业银行|.市|.县)$"
)
_CLASSIFIERS = frozenset("家个名位条项种座所")
#: What is left before a name where only its clause is cut: 距离金清镇.
_LEAD = re.compile("^(?:距离?|离|占|暨|当地|整个|个|(?:股份|投资)?有限(?=公司))")


def subject_of_title(title: str) -> str | None:
    """Read the subject a title begins with.

    >>> subject_of_title("余杭区五常街道：强化为企服务 推动外贸稳中提质")
    '余杭区五常街道'
    """
    match = _TITLE.match(title)
    return match["head"].strip() if match is not None else None


def subject_in(clause: str, last: str | None, titled: str | None) -> str | None:
    """Find the subject named in `clause`, the one nearest to its end.

    Args:
        clause: text before the number, in its sentence.
        last: the subject last named in the paragraph.
        titled: the report's own subject, which 该区 and 全区 mean.
    """
    found: str | None = None
    for match in _PLACE.finditer(clause):
        if match["this"] is not None:
            found = _referred(match["this"][1:], last, titled) or match["this"]
        elif match["whole"] is not None:
            word = match["whole"]
            found = (
                (_referred(word[1:], last, titled) or word) if word[1:] in "省市区县镇" else word
            )
        else:
            name = _LEAD.sub("", phrase_before(match["name"]))
            if _is_name(name, match["name"]):
                found = name
    return found


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
        and name[-2] != "全"
        and _COMMON.search(name) is None
    )
