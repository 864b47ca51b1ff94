"""What do people type, and what do they press, in their right mind or not?"""

from __future__ import annotations

from hypothesis import strategies as st

from bot.telegram.payloads import Kind
from tests.support.botapi.limits import MAX_TEXT
from tests.support.botapi.units import utf16_length

#: Reports that try what is hard to write: markup, emoji, one very long passage, many numbers.
CORPUS = {
    "luqiao.txt": """路桥区：社区共享停车位

许峰

当前，路桥21家机关单位停车场的2704个车位实现错时共享，赢得赞声一片。

首篮枇杷在文化节启动仪式上拍出了19800元。
""",
    "wuchang.txt": """五常街道：推动外贸稳中提质 <b>&amp;</b> "R&D"

傅静之

今年以来，五常街道走访外贸企业150余家，解决问题100余个，满意率达98%。😀 <script>1 < 2</script>

1—6月，五常街道出口金额累计达257728.57万元，占全区份额14.87%。
""",
    "haiyan.txt": "海盐经济开发区："
    + "点燃新引擎，" * 30
    + "\n\n陈越超\n\n"
    + "今年上半年，海盐经济开发区实现规上工业总产值249.2亿元，同比增长13.8%。" * 90
    + "\n\n"
    + "".join(f"开发区{n}号项目总投资{n}.5亿元，用地{n * 3}亩。" for n in range(1, 80))
    + "\n",
}
_QUESTIONS = (
    "路桥有多少个车位实现错时共享？",
    "首篮枇杷拍出了多少元？",
    "五常街道出口金额占全区多少？",
    "那占全市呢？",
    "满意率是多少",
    "海盐经济开发区规上工业总产值是多少？",
    "总投资多少？",
    "為什麼五常街道走訪外貿企業？",
    "明天天气怎么样？",
    "路桥有多少个车位？枇杷拍了多少元？满意率多少？",
    "R&D <b>是多少</b>？",
    "How many parking lots?",
)
_NAMES = ("海盐", "1", "2", "3", "9", "全部", "路桥 五常", "<b>", "经济", "总产值", "车位", "投资")
_WISHES = ("每天 08:30 全部", "monday 9:00 海盐", "更新时", "每周日 23:59", "update 2", "08:61 ？")
_COMMANDS = (
    "start", "help", "ask", "new", "language", "forget", "reports", "report", "stats",
    "compare", "subscribe", "subscriptions", "unsubscribe", "nothing",
)  # fmt: skip
_ADMIN_COMMANDS = ("status", "gaps", "feedback", "remove", "announce", "reload")
_KINDS = tuple(map(str, Kind))
_PAYLOADS = ("0", "1", "9" * 20, "-", "-5q61MQ", "all", "gaps", "d480", "u", "w9", "en")
_FILE_NAMES = (
    "甲.txt", "乙.md", "丙.csv", "丁.pdf", "戊.docx", "己.html", "../庚.txt", "README.md",
)  # fmt: skip

# No lone surrogates, which no client can send.
_anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
_endless = st.sampled_from(["问", "😀", "多少？", "a ", "<", "\n1", "年12亿元"]).map(
    lambda piece: (piece * MAX_TEXT)[: MAX_TEXT // utf16_length(piece[:1])].strip() or "问"
)
_asked = st.sampled_from(_QUESTIONS)


def _sendable(text: str) -> bool:
    return bool(text.strip()) and utf16_length(text) <= MAX_TEXT


def _commands(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    arguments = st.one_of(
        st.just(""), st.sampled_from(_NAMES), st.sampled_from(_WISHES), _asked, _anything
    )
    at = st.sampled_from(["", "@youju_bot", "@YOUJU_BOT", "@other_bot"])
    name = st.sampled_from(names)
    return st.builds(lambda name, at, words: f"/{name}{at} {words}", name, at, arguments)


texts = st.one_of(
    _asked,
    _asked,
    st.lists(_asked, min_size=2, max_size=4).map("".join),
    _commands(_COMMANDS),
    _anything,
    _endless,
).filter(_sendable)
admin_texts = st.one_of(_commands(_ADMIN_COMMANDS), _commands(_COMMANDS)).filter(_sendable)
queries = st.one_of(_asked, st.just(""), _anything)
#: Callback data as it may come from an old version, another bot, or somebody's workshop.
forgeries = st.one_of(
    st.builds(
        lambda kind, name: f"{kind}_{name}",
        st.sampled_from(_KINDS),
        st.text("ABCabc019_-", max_size=62),
    ),
    st.builds(
        lambda kind, name: f"{kind}_{name}",
        st.sampled_from(_KINDS),
        st.sampled_from(_PAYLOADS),
    ),
    _anything.map(lambda text: text.encode()[:64].decode(errors="ignore") or "x"),
)
payloads = st.one_of(st.just(""), st.text("ABCabc019_-", min_size=1, max_size=64))
files = st.tuples(
    st.sampled_from(_FILE_NAMES),
    st.one_of(
        st.binary(max_size=200),
        _anything.map(str.encode),
        st.just("玉环市：渔港新貌\n\n李四\n\n玉环新增泊位12个，投资3.4亿元。\n".encode()),
        st.just("地区,总产值（亿元）\n路桥区,249.2\n".encode()),
    ),
)  # fmt: skip
LANGUAGES = ("zh-hans", "zh-hant", "en", "de", None)
