"""Who brought a report out: which newspaper, office or press?

A report says so at its head or foot, in a line of its own kind (来源：浙江日报, 主办单位：…), or
by a masthead: the bare name of what it appeared in. What the format itself says is asked by
whoever opens it, and is believed less than the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.text.folding import fold
from retrieval.types import Block, BlockKind, Report

N_HEAD, N_FOOT = 5, 3  # blocks at either end of a report
MAX_LINE_CHARS = 80  # of a line that says it
MAX_NAME_CHARS = 30

_LABEL = (
    r"(?:信息来源|文章来源|新闻来源|稿件来源|稿源|来源|发布单位|发布机构|发布部门|发文机关|发文单位"
    r"|主办单位|主办|编印单位|编印|编制单位|出版单位|出版者|出版)"
)
_LABELLED = re.compile(
    rf"(?:^|[\s　|｜(（]){_LABEL}\s*[:：]\s*(?P<name>[^\s　|｜()（）:：，。；]+)"
)
#: Departments whose 局 brings reports out; not any 局, which ends words too (谋篇布局).
_DEPARTMENT = (
    r"(?:统计|民政|教育|公安|司法|财政|审计|税务|商务|水利|水务|林业|气象|信访|海事|体育|应急管理"
    r"|人力资源和社会保障|自然资源|规划和自然资源|自然资源和规划|生态环境|交通运输|农业农村|医疗保障"
    r"|市场监督管理|卫生健康|退役军人事务|海洋与渔业|粮食和物资储备|邮政管理|城市管理|知识产权)"
)
_ORGAN = (
    r"(?:日报|晚报|早报|晨报|商报|时报|周报|导报|新报|学报|快报|都市报|电视台|广播电台|通讯社|新华社|新闻网|在线|"
    r"人民政府|出版社|研究院|研究中心|杂志社|报社|报业集团|传媒集团|融媒体中心|发展和改革委员会|卫生健康委员会|指挥部|办公室"
    rf"|{_DEPARTMENT}局)"
)
_MASTHEAD = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{0,16}}{_ORGAN})(?:\s*(?:数字报|电子版|客户端))?"
)
_DATED = re.compile(
    r"[\s　|｜·]*(?:(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|星期[一二三四五六日天]"
    r"|第\s*[0-9A-Za-z一二三四五六七八九十]+\s*版|第\s*[0-9]+\s*期)"
)


def publisher_of(report: Report) -> str | None:
    """Find the publisher that a report names at its head or foot."""
    lines = [
        " ".join(block.content.text.split())
        for block in _edges(report.blocks)
        if block.kind is not BlockKind.TABLE_ROW and len(block.content) <= MAX_LINE_CHARS
    ]
    return _first(map(_labelled, lines)) or _first(map(masthead, lines))


def masthead(line: str) -> str | None:
    """Read a line that is nothing but the name of a publisher, with a date or a page beside it.

    >>> masthead("浙江日报　2023年7月5日　星期三"), masthead("浙江日报记者走访了全镇")
    ('浙江日报', None)
    >>> masthead("海盐县民政局    2025年2月28日"), masthead("谋篇布局")
    ('海盐县民政局', None)
    """
    folded = fold(line)
    bare = _DATED.sub("", folded).strip(" 　|｜·")
    found = _MASTHEAD.fullmatch(bare)
    if found is None:
        return None
    at = folded.index(bare)
    return line[at : at + found.end("name")]


def is_organ(name: str) -> bool:
    """Say whether a name is that of a publisher, not of a person.

    >>> is_organ("海盐县统计局"), is_organ("傅静之")
    (True, False)
    """
    return _MASTHEAD.fullmatch(fold(name.strip())) is not None


def _labelled(line: str) -> str | None:
    found = _LABELLED.search(fold(line))
    if found is None or len(found["name"]) > MAX_NAME_CHARS:
        return None
    return line[found.start("name") : found.end("name")].strip('《》“”"')


def _edges(blocks: tuple[Block, ...]) -> Iterable[Block]:
    if len(blocks) <= N_HEAD + N_FOOT:
        return blocks
    return (*blocks[:N_HEAD], *blocks[-N_FOOT:])


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)
