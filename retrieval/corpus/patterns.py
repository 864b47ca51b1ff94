"""What does one line say about itself: byline, credit, caption, numbered heading, title?

Each function looks at a single line and nothing around it; `layout` weighs the answers against the
neighbours. Every pattern is anchored and bounded, so none can take more than linear time. Lines
come with traditional characters folded (`retrieval.text.folding`); only `byline`, whose names are
shown, takes the line as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from retrieval.corpus.lines import has_inner_marks, is_closed
from retrieval.lexicons import words
from retrieval.text.folding import fold

#: Says whether a dictionary holds a string as a word.
WordTest = Callable[[str], bool]

MAX_TITLE_CHARS = 50  # a headline of two lines; official titles run to this
MAX_SUBHEAD_CHARS = 14  # RESEARCH §6
MAX_PAIRED_SUBHEAD_CHARS = 24  # a subhead of two halves with a space between
MAX_NUMBERED_CHARS = 40
MAX_AUTHORS_CHARS = 120  # of authors with where they work
MAX_CREDIT_CHARS = 60
MAX_DATE_CHARS = 32

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_NUMERAL = "一二三四五六七八九十百零〇"
_BYLINE_ROLE = re.compile(
    r"(?:本报|本刊|本网|新华社|中新社)?(?:驻[^\s]{1,6}?)?(?:特约|见习|实习|全媒体|首席){0,3}"
    r"(?:记者|通讯员|作者|执笔人?|撰稿人?|撰文|评论员|实习生|文字|文)[:：/／]?"
    r"|(?:图文|文图|图|摄影)[:：/／]?$"
)
_OFFICE = re.compile(
    rf"[{_HAN}]{{0,12}}(?:总理|省长|市长|区长|县长|镇长|乡长|州长|盟长|旗长|主席|主任|书记|院长|检察长"
    "|部长|厅长|局长|处长|科长|所长|台长|校长|会长|秘书长|董事长|总经理|发言人)"
)
#: A part of an office that signs before a name: 统计科, 党委办公室.
_SECTION = re.compile(rf"[{_HAN}]{{2,12}}(?:[科处室股局部院所站队组办委]|中心|课题组|编辑部)")
_NAME_SEPARATOR = re.compile(r"[\s、，,/／|｜]+")
_HAN_ONLY = re.compile(rf"[{_HAN}]+")
_LEADING_SIGN = re.compile(r"^[□■○●◎◆▲△]\s*")

_BRACKETED_CREDIT = re.compile(
    r"[（(【\[][^（()）]{0,30}(?:图片|照片|图像|供图|摄影|摄|制图|资料图|配图)[^（()）]{0,30}[)）】\]]"
)
_CREDITED_ROLE = re.compile(rf"[{_HAN}]{{0,8}}?(?:记者|通讯员)[\s　]*")
_NAMED_CREDIT = re.compile(
    rf"(?:{_CREDITED_ROLE.pattern})?"
    rf"[{_HAN}·]{{1,4}}(?:[\s　、，/]{{1,3}}[{_HAN}·]{{1,4}}){{0,5}}"
    r"[\s　]*(?:摄影报道|摄影|摄|供图|制图)"
)
_LABELLED_CREDIT = re.compile(
    r"(?:摄影|供图|制图|图片来源|图片|图(?![/／]文)|摄|文图|图文)"
    r"[\s　]*[/／:：|｜][\s　]*\S.{0,30}"
    r"|(?:本版|以上|文中|本文)?(?:图片|照片)均?(?:由|为).{2,30}(?:提供|供图|摄影|摄)"
    r"|资料(?:图片|照片|图)"
    rf"|[{_HAN}]{{2,16}}[\s　]+供图"
)
_TRAILING_NAMED_CREDIT = re.compile(
    rf"(?:(?<=[。！？”）)])|(?<=\s))"
    rf"(?:(?:本报|新华社|中新社)?(?:记者|通讯员)[\s　]*)?"
    rf"[{_HAN}·]{{2,4}}(?:[\s　、]{{1,3}}[{_HAN}·]{{2,4}}){{0,3}}[\s　]*(?:摄影|摄|供图)$"
)
_CAPTION_START = re.compile(
    r"(?:[▲△▼▽]|[（(]?[上下左右]图[为：:]|图为|[（(]资料图"
    rf"|图[{_NUMERAL}\d①-⑳]{{1,3}}[\s　:：为、])"
)
_NUMBERED = (
    (1, re.compile(rf"第[{_NUMERAL}\d]{{1,4}}(?:章|编|篇|部分)(?=[\s　:：]|$)")),
    (1, re.compile(rf"[{_NUMERAL}]{{1,3}}、")),
    (2, re.compile(rf"第[{_NUMERAL}\d]{{1,4}}节(?=[\s　:：]|$)")),
    (2, re.compile(rf"[（(][{_NUMERAL}]{{1,3}}[）)]")),
    (3, re.compile(r"\d{1,2}(?:[.．、](?!\d)|(?:\.\d{1,2}){1,3}[.．、]?(?=[\s　]))")),
)
_ENUMERATED = re.compile(
    rf"(?:[（(]?[{_NUMERAL}]{{1,3}}[）)、]|[（(]\d{{1,3}}[）)]|\d{{1,2}}[、）)]|\d{{1,2}}[.．](?!\d)"
    rf"|[①-⑳]|第[{_NUMERAL}\d]{{1,4}}[条章节]|[{_NUMERAL}]{{1,2}}[是要]"
    rf"|[•·●○■□◆▪►]|[-–*+][\s　]|——)"
)
_PLACE_TITLE = re.compile(
    r"[^，。；！？、：:]{1,18}"
    r"(?:省|市|区|县|旗|州|盟|镇|乡|村|街道|社区|新城|园区|港|局|委|厅|法院|检察院|集团|公司|大学|学院)"
    r"[:：](?P<rest>.*)"
)
_DATE_LINE = re.compile(
    r"(?:(?:发布|发表)?(?:日期|时间)[:：][\s　]*)?"
    r"[（(]?(?P<y>(?:19|20)\d{2})(?:年|[-./])(?P<m>\d{1,2})(?:月|[-./])(?P<d>\d{1,2})日?[）)]?"
    r"(?:[\s　]*星期[一二三四五六日天])?(?:[\s　]+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_DATE_BESIDE = re.compile(
    r"^(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?[\s　|｜]+"
    r"|[\s　|｜]+(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?$"
)
_SOURCE_LINE = re.compile(r"(?:信息)?(?:来源|稿源)[:：].{1,40}")


class Byline(NamedTuple):
    """The names of a byline, and whether the line can hardly be anything else."""

    names: tuple[str, ...]
    certain: bool  #: a role stands before the names, or one of them is in no dictionary


def byline(text: str, is_word: WordTest) -> Byline | None:
    """Read a line of one to four names, with or without 本报记者, an office or a date beside them.

    >>> byline("傅静之 王燕敏", lambda word: False)
    Byline(names=('傅静之', '王燕敏'), certain=True)
    >>> byline("本报记者 许　峰 2024年4月26日", lambda word: False).names
    ('许峰',)
    >>> byline("统计科 李海峰", lambda word: word == "统计").names
    ('李海峰',)
    """
    if names_of_offices := _with_offices(text.strip()):
        return Byline(names_of_offices, certain=True)
    if len(text) > MAX_TITLE_CHARS or has_inner_marks(text.replace("、", " ").replace("，", " ")):
        return None
    bare = _DATE_BESIDE.sub("", _LEADING_SIGN.sub("", text.strip()))
    if bare[:1] in "（(" and bare[-1:] in "）)":
        bare = bare[1:-1]
    names: list[str] = []
    role = False
    half = ""
    glued = False
    for n, token in enumerate(tokens := _NAME_SEPARATOR.split(bare.strip())):
        name = token
        if prefix := _BYLINE_ROLE.match(fold(token)):
            role = True
            name = token[prefix.end() :]
        elif _OFFICE.fullmatch(fold(token)):
            role = True
            name = ""
        elif n == 0 < len(tokens) - 1 and _is_section(token, is_word):
            continue
        if half:
            # A name of two characters is often set as wide as one of three: 许　峰.
            name, half = half + name, ""
        elif len(name) == 1 and fold(name) in words("surnames"):
            half = name
            continue
        if not name:
            continue
        if not _is_name(name):
            if not (together := _two_names(name, is_word)):
                return None
            names += together
            glued = True
            continue
        names.append(name)
    if half or not 1 <= len(names) <= 4:
        return None
    return Byline(tuple(names), role or (not glued and not all(map(is_word, names))))


def _with_offices(text: str) -> tuple[str, ...]:
    """Read the names of a line that says of each where they work: 作者：李红，教授；王小明，…."""
    role = _BYLINE_ROLE.match(fold(text))
    if role is None or len(text) > MAX_AUTHORS_CHARS or set("。！？") & set(text):
        return ()
    said = re.split("[；;]", text[role.end() :])
    names = tuple(re.split("[，,（(]", one)[0].strip() for one in said)
    has_offices = all(name != one.strip() for name, one in zip(names, said, strict=True))
    return names if has_offices and all(map(_is_name, names)) else ()


def writer_role(text: str) -> bool:
    """Say whether a line begins with a word for who wrote.

    >>> [writer_role(text) for text in ("执笔：张三", "责编：李红")]
    [True, False]
    """
    return _BYLINE_ROLE.match(text) is not None


def is_office(text: str) -> bool:
    """Say whether a line names an office alone, as it stands above the name of a speaker."""
    return len(text) <= MAX_SUBHEAD_CHARS and _OFFICE.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Say whether the whole line names who took or gave a picture.

    >>> [is_credit(text) for text in ("(图片由市委组织部提供)", "记者蒋友青摄", "他爱好拍摄")]
    [True, True, False]
    """
    if len(text) > MAX_CREDIT_CHARS:
        return False
    if _BRACKETED_CREDIT.fullmatch(text) or _LABELLED_CREDIT.fullmatch(text):
        return True
    if not _NAMED_CREDIT.fullmatch(text):
        return False
    # Without a space before it, 摄 may end a word (拍摄): then a surname must lead.
    role = _CREDITED_ROLE.match(text)
    named = text[role.end() :] if role else text
    return bool(re.search(r"[\s　](?:摄影报道|摄影|摄|供图|制图)$", text)) or (
        named[0] in words("surnames") and len(named) <= 5
    )


def trailing_credit(text: str) -> int | None:
    """Find where a credit begins that ends a line of something else.

    >>> trailing_credit("化工危废处置中心 (图片由生态环境局提供)")
    9
    """
    if text[-1:] in "）)】]":
        start = max(text.rfind(mark) for mark in "（(【[")
        if start > 0 and _BRACKETED_CREDIT.fullmatch(text, start):
            return start
        return None
    if not text.endswith(("摄", "摄影", "供图")) or is_credit(text):
        return None
    found = _TRAILING_NAMED_CREDIT.search(text, max(0, len(text) - MAX_CREDIT_CHARS))
    return found.start() if found and found.start() > 0 else None


def starts_as_caption(text: str) -> bool:
    """Say whether a line opens as only captions do (图为…, ▲…)."""
    return len(text) <= 200 and _CAPTION_START.match(text) is not None


def numbered_level(text: str) -> int | None:
    """Give the level of a numbered heading, `None` for a line that is none.

    >>> [numbered_level(text) for text in ("一、总体要求", "（二）主要任务", "一、他走了。")]
    [1, 2, None]
    """
    if len(text) > MAX_NUMBERED_CHARS or text[-1] in "，、；：,;:" or is_closed(text):
        return None
    for level, pattern in _NUMBERED:
        found = pattern.match(text)
        if found and text[found.end() :].strip() and not set("。；！？") & set(text):
            return level if level < 3 or not has_inner_marks(text[found.end() :]) else None
    return None


def is_enumerated(text: str) -> bool:
    """Say whether a line opens an item of its own: a number, a bullet, a dash."""
    return _ENUMERATED.match(text) is not None


def may_be_title(text: str) -> bool:
    """Say whether a line could be a headline or a part of one."""
    return (
        len(text) <= MAX_TITLE_CHARS
        and not set("。；;") & set(text)
        and text[-1] not in "，、,"
        and (not is_closed(text) or text[-1] in "？！?!”…" or text.endswith("..."))
        and not is_enumerated(text)
        and not is_credit(text)
        and any(character.isalpha() for character in text)
    )


def place_title(text: str) -> str | None:
    """Give what follows the colon of a headline that names its place first, or `None`.

    >>> place_title("余杭区五常街道："), place_title("镇海区：“无废”赋能"), place_title("问：何时")
    ('', '“无废”赋能', None)
    """
    if len(text) > MAX_TITLE_CHARS or not (found := _PLACE_TITLE.fullmatch(text)):
        return None
    rest = found["rest"].strip()
    return rest if not rest or may_be_title(text) else None


def may_be_subhead(text: str) -> bool:
    """Say whether a line has the shape of a subhead: short, without any mark of a sentence."""
    limit = MAX_PAIRED_SUBHEAD_CHARS if " " in text or "　" in text else MAX_SUBHEAD_CHARS
    return (
        2 <= len(text) <= limit
        and not has_inner_marks(text)
        and text[-1] not in "：:—-"
        and not is_closed(text)
        and _HAN_ONLY.search(text) is not None
    )


def date_of(text: str) -> str | None:
    """Read a line that is nothing but a date, as `YYYY-MM-DD`.

    >>> date_of("（2023年7月5日）"), date_of("2023年7月5日，台州")
    ('2023-07-05', None)
    """
    found = _DATE_LINE.fullmatch(text) if len(text) <= MAX_DATE_CHARS else None
    return _iso_date(found) if found else None


def is_dateline(text: str) -> bool:
    """Say whether a line says only when or where a report appeared.

    >>> is_dateline("来源：浙江日报"), is_dateline("发布时间：2023-07-05 10:30")
    (True, True)
    """
    return date_of(text) is not None or _SOURCE_LINE.fullmatch(text) is not None


def date_in_title(text: str) -> str | None:
    """Read the date that a headline states in full (——2025年3月5日在…会议上)."""
    found = re.search(r"(?P<y>(?:19|20)\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", text)
    return _iso_date(found) if found else None


def date_within(name: str) -> str | None:
    """Read a date that a file name states: 2023-07-05, 20230705 or 2023年7月5日."""
    found = re.search(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)", name)
    found = found or re.search(
        r"(?<!\d)(?P<y>(?:19|20)\d{2})[-_.年](?P<m>\d{1,2})[-_.月](?P<d>\d{1,2})(?!\d)", name
    )
    return _iso_date(found) if found else None


def _iso_date(found: re.Match[str]) -> str | None:
    year, month, day = (int(found[part]) for part in "ymd")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _two_names(text: str, is_word: WordTest) -> tuple[str, str] | None:
    """Part two names that a scan has glued (傅静之王燕敏); what may be words is none.

    >>> _two_names("傅静之王燕敏", lambda word: False)
    ('傅静之', '王燕敏')
    """
    for cut in (3, 2):
        first, second = text[:cut], text[cut:]
        if len(second) in (2, 3) and len(text) > 4 and _is_name(first) and _is_name(second):
            return None if is_word(first) or is_word(second) else (first, second)
    return None


def _is_section(text: str, is_word: WordTest) -> bool:
    """Tell a part of an office (安全科) from a name that ends like one (安立科)."""
    return _SECTION.fullmatch(fold(text)) is not None and (
        not _is_name(text) or is_word(text[:-1])
    )


def _is_name(text: str) -> bool:
    if not 2 <= len(text) <= 4 or not _HAN_ONLY.fullmatch(text):
        return False
    surnames, folded = words("surnames"), fold(text)
    return (folded[0] in surnames and len(text) <= 3) or (folded[:2] in surnames and len(text) > 2)
