"""How is a date or a time of day written?

Calendar dates, eras and dynasties, seasons, hours, and spans of them, in comparable text.
"""

from __future__ import annotations

import re
from functools import cache

_SPELT = "[零〇○一二三四五六七八九十廿]{1,5}"
_DIGITS = rf"(?:\d{{1,4}}|{_SPELT})"
DAY = rf"{_DIGITS} ?(?:日|号)(?![线楼院店馆])"
_MONTH = rf" ?{_DIGITS} ?(?:月份?)(?!亮|球)(?:{DAY}|[上中下]旬|初|底|末|中)?"
_PART_OF_DAY = "(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|夜间|晚|夜)"
_AROUND = "(?:许|左右|前后)"
#: 三点 alone are three points, 一时 a while: spelt out, an hour needs more than that.
_SPELT_HOUR = (
    rf"{_PART_OF_DAY}{_SPELT}[时点](?!候)(?:{_SPELT}分|半|整)?{_AROUND}?"
    rf"|{_SPELT}[时点](?:{_SPELT}分|半|整|钟|{_AROUND})"
)
_CLOCK = (
    rf"(?:(?:当地时间|北京时间)?(?:{_PART_OF_DAY}?(?:\d{{1,2}}[时点](?!候)(?:\d{{1,2}}分|半|整)?{_AROUND}?"
    rf"|\d{{1,2}}:\d{{2}})|{_SPELT_HOUR}))"
)
_ERAS = (
    "公元前|公元|西元前|西元|民国|中华民国|明治|大正|昭和|平成|令和|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|万历|"
    "天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝|建安|黄初|太康|开皇|"
    "建文|洪熙|景泰|天顺|隆庆|泰昌|天命|天聪|崇德|至元|中统|大德|至正|元贞|延祐|武德|永徽|仁寿|大业|建武|"
    "太建|建隆|太平兴国|熙宁|元丰|政和|宣和|靖康|建炎|绍兴|淳熙|嘉定|嘉泰|绍熙|咸淳|嘉永|安政|庆应|文久"
)
#: 3年后 and 20年来 are spans of time, 1945年后 is a date.
_NO_SPAN = (
    r"(?:(?<=[12]\d{3}年)|(?<=[12]\d{3} 年)|(?!轻|前|来|内|以上|以下|后|多))(?!级|龄|度|的时间)"
)
_COUNTED = r"(?:\d{1,4}|[零〇○一二三四五六七八九十元]{1,4})"
_PART_OF_YEAR = (
    "(?:代(?:初期?|前期|早期|中期|中后期|后期|晚期|末期?)?|初期?|底|末期?|中期?"
    "|[春夏秋冬][天季]?|[上下]半年|第?[一二三四]季度)"
)
#: 明世宗嘉靖四十四年, 汉武帝时期.
_REIGN = "(?:[东西南北]?[汉晋宋魏唐元明清隋]?[\u4e00-\u9fff][帝宗祖])"
_YEAR = (
    rf"(?:(?:{_REIGN}?(?:{_ERAS}){_COUNTED}年|\d{{3,4}} ?年|\d{{2}}年(?=代|\d{{1,2}}月)"
    r"|[二三四五六七八九]十年(?=代)|[一二][零〇○一二三四五六七八九]{3}年|[\u4e00-\u9fff]{2}元年)"
    rf"{_NO_SPAN}{_PART_OF_YEAR}?|\d[\d.]*[万亿]年前)"
)
#: The same year in another calendar: 天命六年[(1621年)].
_SAME_YEAR = rf"(?:[(]{_YEAR}[)])"
_RELATIVE = (
    r"(?:今天|昨天|前天|明天|当天|当日|今年|去年|前年|明年|同年|[本上下]个?月|本周|上周|近日|日前"
    r"|(?:每|本|上|下|当)?(?:周|星期|礼拜)[一二三四五六日天]+(?:[至到、和及]*(?:周|星期)?[一二三四五六日天])*"
    r"|节假日|双休日|周末|春节|元旦|国庆节?|[早晚初盛暮仲深隆]?[春夏秋冬][天季]|[早晚初盛暮仲深隆][春夏秋冬]|白天|夜间)"
)
#: Dynasties that two characters name beyond doubt: 春秋 and 三国 do not.
_DYNASTY = (
    "(?:[东西两秦后蜀]汉|[东西两魏]晋|[东西]周|[南北两唐]宋|[北东西曹]魏|前秦|后秦|北齐|南齐|北周|隋唐|明清|五代十国"
    "|晚唐|盛唐|中唐|初唐|晚明|晚清|清末民初|明末清初|战国(?!策))"
)
_PART_OF_AGE = "(?:初年?|中叶|中期|末年?|时期|年间|[早晚]期)"
_PERIOD = (
    "(?:(?:[旧新中]石器|青铜|铁器|战国|春秋|三国|南北朝|江户|明治|大正|昭和)时[代期]|南北朝|明末清初"
    "|[东西南北前后]?(?:夏|商|周|秦|汉|晋|隋|唐|宋|元|明|清|辽|金)[朝代](?:初年?|中叶|中期|末年?|[早晚]期)?"
    rf"|{_DYNASTY}{_PART_OF_AGE}?|[汉唐宋元明清][初末](?:[汉唐宋元明清民][初末])?(?=[,。;、时年期])"
    rf"|(?:{_ERAS}|{_REIGN})(?:年间|时期|(?:初|末)年|中叶)"
    "|(?:侏罗|白垩|三叠|二叠|石炭|泥盆|志留|奥陶|寒武)纪(?:[早中晚]期)?"
    "|“?十[一二三四五]五”?(?:时期|期间)|(?:第?[一二]次?世界大战|[一二]战|抗战)(?:时期|期间|[前后]))"
)
_CENTURY = (
    rf"(?:公元前?)?{_DIGITS}世纪(?:(?:{_DIGITS}|\d)0?年代)?(?:初期?|中叶|中期|末期?|后期|前期)?"
)
_ONE = (
    rf"(?:{_CENTURY}|{_PERIOD}|{_YEAR}{_SAME_YEAR}?(?:{_MONTH})?|{_RELATIVE}(?:{_MONTH}|{DAY})?|{_MONTH}|{DAY})"
    rf"(?:{_CLOCK}|{_PART_OF_DAY})?|{_CLOCK}"
)
_TO = r"\s?(?:至|到|或|—|-|–|~|～)+\s?"
_FROM = rf"(?:\d{{3,4}}{_TO}(?=\d{{3,4}}年)|\d{{1,2}}{_TO}(?=\d{{1,2}}月))"  # 1861至1865年, 1—6月
_DATE = rf"(?:{_FROM})?(?:{_ONE})(?:{_TO}(?:{_ONE}|次日{_CLOCK}))?"


@cache
def dates() -> re.Pattern[str]:
    """Compile the expression when a date is first asked for: it takes as long as an answer.

    >>> [match.group() for match in dates().finditer("5月13日上午,1—6月,每周六周日,上世纪")]
    ['5月13日上午', '1—6月', '每周六周日']
    >>> [match.group() for match in dates().finditer("天命六年(1621年)卒;南宋始建,晚春或初夏开花")]
    ['天命六年(1621年)', '南宋', '晚春或初夏']
    """
    return re.compile(_DATE)
