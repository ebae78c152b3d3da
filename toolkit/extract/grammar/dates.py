"""Dates and periods."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from toolkit.extract.grammar.flow import Flow
from toolkit.records import Period

_YEAR = r"(?:19|20)\d{2}"
_CN = "〇○零Oo一二三四五六七八九"
_DASH = r"[-~至到]"
_TOLD = (
    r",(?:我|本|全[镇乡县区市街局院校])|年初|的\d|是|相比|持平|,?全年|(?:实际|财政|决算|预算|总|基本|项目)?(?:支出|收入)"
    r"|执行数|(?:年初)?预算|决算"
)
_DATE = re.compile(
    r"(?=[\d二三一上下第前])(?:"  # most characters begin no date
    rf"(?P<ymd>(?P<y1>{_YEAR})年(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?)"
    rf"(?:{_DASH}(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日)?"
    rf"|(?P<years>(?P<ya>{_YEAR})年?{_DASH}(?P<yb>{_YEAR})(?:学年|年度|年))"
    rf"|(?P<months>(?:(?P<ym>{_YEAR})(?:年度?)?)?(?P<ma>\d{{1,2}})月?份?{_DASH}(?:(?P<ymb>{_YEAR})年)?(?P<mb>\d{{1,2}})月份?)"
    rf"|(?P<month>(?P<yq>{_YEAR})年(?P<mq>\d{{1,2}})月份?)"
    rf"|(?P<half>(?:(?P<yh>{_YEAR})年(?:度)?)?(?P<h>上半年|下半年))"
    rf"|(?P<quarter>(?:(?P<yk>{_YEAR})年(?:度)?)?(?:第?(?P<k>[一二三四])季度|前(?P<kk>[二三])季度|[一二三]至(?P<kz>[二三四])季度))"
    rf"|(?P<year>(?P<y>{_YEAR})(?:年度|年末|年底|年初|学年度|学年|年))"
    rf"|(?P<listed>(?P<yl>{_YEAR})(?=、{_YEAR}年))"
    rf"|(?P<iso>(?P<yi>{_YEAR})[-/.](?P<mi>\d{{1,2}})[-/.](?P<di>\d{{1,2}})(?!\d))"
    rf"|(?P<cn>(?P<cy>[二][{_CN}]{{3}})年(?:(?P<cm>[一二三四五六七八九十]{{1,2}})月(?:(?P<cd>[一二三四五六七八九十]{{1,3}})日)?)?)"
    rf"|(?P<md>(?P<mm>\d{{1,2}})月(?P<dd>\d{{1,2}})日)"
    rf"|(?P<mon>(?<![\d.])(?P<mo>1[0-2]|[1-9])月(?:份|底|末|初|上旬|中旬|下旬)?)"
    r"|(?P<short>(?<![\d.年])(?P<ys>[012]\d)年(?=(?:度|末|底|初|[春秋]季|[上下]半年|\d{1,2}月)))"
    # 23年,我院…; 比21年的97.65%; 22年实际支出: a year and no duration, by what stands on both sides
    rf"|(?P<told>(?<![^,;。比较与在])(?P<yt>1[5-9]|2\d)年(?={_TOLD})))"
)
_BARE = re.compile(
    r"20(?:(?<![\d.,〔\[(A-Za-z-]20)[0-4]|(?<=[^\d],20)[12])\d(?=[\u4e00-\u9fff])"  # letters first: far quicker
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found at ``start:end`` of a flow."""

    start: int
    end: int
    period: Period | None
    year: int | None
    fault: str | None = None
    months: tuple[int, int] | None = None


def dates(flow: Flow) -> list[Dated]:
    """Find every date and period of the flow, in order."""
    found = [_read(m) for m in _DATE.finditer(flow.text)]
    taken = {d.start for d in found}
    for match in _BARE.finditer(flow.text):
        if match.start() not in taken and not any(d.start < match.end() and match.start() < d.end for d in found):
            if _is_amount(flow.text, match):
                continue
            year = int(match[0])
            found.append(Dated(match.start(), match.end(), _of_year(year), year, fault="年份后缺“年”字"))
    return sorted(found, key=lambda d: d.start)


_COUNTED = re.compile(
    r"[个人名户件份宗起次元亩万亿千百多余吨公米平家项台套场册辆类处座所条期倍分天小批栋间株棵头只组种届级版号]"
)


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Tell whether four digits count something (2023户) or stand in a list, and are no year."""
    after = text[match.end() : match.end() + 1]
    return bool(_COUNTED.match(after))


_CN_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_CN_DAYS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_LEAP_YEAR = 2024  # in which 29 February is a day


def _read(match: re.Match[str]) -> Dated:
    kind = next(name for name in _READERS if match[name])
    return _READERS[kind](match, *match.span())


def _full_date(m: re.Match[str], start: int, end: int) -> Dated:
    year, month, day = int(m["y1"]), int(m["m1"]), int(m["d1"])
    first = _day(year, month, day)
    last = _day(int(m["y2"] or year), int(m["m2"] or month), int(m["d2"])) if m["d2"] else first
    return _dated(start, end, first, last, year)


def _years(m: re.Match[str], start: int, end: int) -> Dated:
    a, b = int(m["ya"]), int(m["yb"])
    return Dated(start, end, Period(start=date(a, 1, 1), end=date(b, 12, 31)), b)


def _month_range(m: re.Match[str], start: int, end: int) -> Dated:
    year = int(m["ym"]) if m["ym"] else None
    return _months(start, end, year, int(m["ma"]), int(m["mb"]), int(m["ymb"]) if m["ymb"] else None)


def _month_of_year(m: re.Match[str], start: int, end: int) -> Dated:
    return _months(start, end, int(m["yq"]), int(m["mq"]), int(m["mq"]))


def _half(m: re.Match[str], start: int, end: int) -> Dated:
    a, b = (1, 6) if m["h"] == "上半年" else (7, 12)
    return _months(start, end, int(m["yh"]) if m["yh"] else None, a, b)


def _quarter(m: re.Match[str], start: int, end: int) -> Dated:
    year = int(m["yk"]) if m["yk"] else None
    last = "一二三四".index(m["k"] or m["kk"] or m["kz"]) + 1
    return _months(start, end, year, 3 * last - 2 if m["k"] else 1, 3 * last)


def _year(m: re.Match[str], start: int, end: int) -> Dated:
    return Dated(start, end, _of_year(int(m["y"])), int(m["y"]))


def _listed_year(m: re.Match[str], start: int, end: int) -> Dated:
    return Dated(start, end, _of_year(int(m["yl"])), int(m["yl"]))


def _iso(m: re.Match[str], start: int, end: int) -> Dated:
    day = _day(int(m["yi"]), int(m["mi"]), int(m["di"]))
    return _dated(start, end, day, day, int(m["yi"]))


def _short_year(m: re.Match[str], start: int, end: int) -> Dated:
    year = 2000 + int(m["ys"] or m["yt"])
    return Dated(start, end, _of_year(year), year, fault="年份应写全四位")


def _month(m: re.Match[str], start: int, end: int) -> Dated:
    return Dated(start, end, None, None, months=(int(m["mo"]), int(m["mo"])))


def _day_of_month(m: re.Match[str], start: int, end: int) -> Dated:
    real = _day(_LEAP_YEAR, int(m["mm"]), int(m["dd"])) is not None
    return Dated(start, end, None, None, fault=None if real else "没有这一天")


def _chinese(m: re.Match[str], start: int, end: int) -> Dated:
    year = int(m["cy"].translate(_CN_DIGITS))
    month = _counted(m["cm"]) if m["cm"] else None
    day = _counted(m["cd"]) if m["cd"] else None
    if month and day:
        first = _day(year, month, day)
        return _dated(start, end, first, first, year)
    if month:
        return _months(start, end, year, month, month)
    return Dated(start, end, _of_year(year), year)


def _counted(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _CN_DAYS[text]
    return (_CN_DAYS[tens] if tens else 1) * 10 + (_CN_DAYS[ones] if ones else 0)


def _months(start: int, end: int, year: int | None, a: int, b: int, year_b: int | None = None) -> Dated:
    if not (1 <= a <= 12 and 1 <= b <= 12):
        return Dated(start, end, None, year, fault="没有这个月份")
    if year is None:
        return Dated(start, end, None, None, months=(a, b))
    last_year = year_b or year
    period = Period(start=date(year, a, 1), end=date(last_year, b, monthrange(last_year, b)[1]))
    return Dated(start, end, period, year, months=(a, b))


def _dated(start: int, end: int, first: date | None, last: date | None, year: int) -> Dated:
    if first is None or last is None:
        return Dated(start, end, None, year, fault="没有这一天")
    return Dated(start, end, Period(start=first, end=last), year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_year(year: int) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31))


_READERS = {
    "ymd": _full_date,
    "years": _years,
    "months": _month_range,
    "month": _month_of_year,
    "half": _half,
    "quarter": _quarter,
    "year": _year,
    "listed": _listed_year,
    "iso": _iso,
    "cn": _chinese,
    "md": _day_of_month,
    "mon": _month,
    "short": _short_year,
    "told": _short_year,
}
