"""Compare readers of Chinese numbers on strings that trip them: ours, cn2an and jionlp.

The strings are layouts and traps of real reports, each with the right answer by hand: in the base unit (元, %, 人 …),
or first and last day. The libraries are no dependencies of the project:

    .venv/bin/pip install --target build/numbers cn2an==0.5.24 jionlp==1.5.31
    PYTHONPATH=build/numbers .venv/bin/python -m benchmarks.numbers

cn2an reads numerals and no units, so that a regular expression takes the unit off for it; jionlp is asked for money and
dates only, for it reads nothing else. Neither is asked for the unit back.
"""

import contextlib
import io
import re
import warnings
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

from click import echo

from toolkit.extract.grammar.dates import Dated, dates
from toolkit.extract.grammar.flow import flow_of
from toolkit.extract.grammar.lexicon import lexicon
from toolkit.extract.grammar.quantities import quantities
from toolkit.knowledge import load
from toolkit.read import read_bytes
from toolkit.records import Document

Answer = tuple[Decimal, ...] | tuple[date, date] | None
"""A number, the ends of a range, the first and last day of a period; None where nothing must be read."""
Ask = Callable[[str], Answer]
Reader = dict[str, Ask]
"""What a library can be asked, by kind."""

YEAR = 2023
"""The year that is meant where none is named."""

FIGURES: dict[str, dict[str, str | None]] = {
    "number": {
        "１２３４５": "12345",
        "1,098": "1098",
        "1 098.8": "1098.8",
        "2 . 4": "2.4",
        "12,345.67": "12345.67",
        "9 5 . 1 0": "95.10",
        ",867.48": None,
        "-4.8": "-4.8",
        "一千零五": "1005",
        "十二": "12",
        "两万三千": "23000",
        "廿三": "23",
        "壹仟贰佰": "1200",
        "七千三百三十六点三": "7336.3",
    },
    "money": {
        "2亿3000万元": "230000000",
        "1,392,476万元": "13924760000",
        "1，392，476万元": "13924760000",
        "6.9\n\n亿元": "690000000",
        "29.03\n— 3 —\n亿元": "2903000000",
        "37337407.64 元": "37337407.64",
        "1 098.8万元": "10988000",
        "３．３２亿元": "332000000",
        "近百亿元": "10000000000",
        "5.65亿多元": "565000000",
        "500余万元": "5000000",
        "-5.94亿元": "-594000000",
        "￥1200元": "1200",
        "人民币12万元": "120000",
        "3000元整": "3000",
        "2.5万亿元": "2500000000000",
        "二十三万元": "230000",
        "五十三点二万元": "532000",
        "一亿二千万元": "120000000",
        "4125.49、4143.91万元": "41439100",
    },
    "unit": {
        "二千三百一十点二万名": "23102000",
        "12.6万人次": "126000",
        "1 098.8万立方米": "10988000",
        "4.5公斤/亩": "4.5",
        "300余户": "300",
        "百余人": "100",
        "2023户": "2023",
        "5000 余 人": "5000",
        "1.2万平方米": "12000",
        "12台(套)": "12",
        "7.5倍": "7.5",
        "两个": "2",
        "36处": "36",
        "3[2]件": "3",
        "1万2千人": "12000",
    },
    "percent": {
        "百分之一百一十三点四": "113.4",
        "百分之八十五点三": "85.3",
        "百分之百": "100",
        "10.2％": "10.2",
        "98%%": "98",
        "95.\n10%": "95.10",
        "88.86 %": "88.86",
        "119\n- 3 -\n.3%": "119.3",
        "-7.71%": "-7.71",
        "90%以上": "90",
        "63%～68%": "63 68",
        "12.2个百分点": "12.2",
        "千分之三": "0.3",
        "5‰": "0.5",
        "万分之五": "0.05",
        "八成": "80",
        ".32%": None,
    },
}
DATES: dict[str, str | None] = {
    "2023年12月31日": "2023-12-31 2023-12-31",
    "2023.8.29": "2023-08-29 2023-08-29",
    "2023-08-29": "2023-08-29 2023-08-29",
    "2023年1-6月": "2023-01-01 2023-06-30",
    "1—7月": "2023-01-01 2023-07-31",
    "1至7月份": "2023-01-01 2023-07-31",
    "20201-4月": "2020-01-01 2020-04-30",
    "2022-2024年": "2022-01-01 2024-12-31",
    "2023年1月至2024年3月": "2023-01-01 2024-03-31",
    "2023年1月1日至12月31日": "2023-01-01 2023-12-31",
    "2023年第三季度": "2023-07-01 2023-09-30",
    "前三季度": "2023-01-01 2023-09-30",
    "上半年": "2023-01-01 2023-06-30",
    "2023年下半年": "2023-07-01 2023-12-31",
    "2023\n年度": "2023-01-01 2023-12-31",
    "２０２３年": "2023-01-01 2023-12-31",
    "二〇二三年五月": "2023-05-01 2023-05-31",
    "二O二三年": "2023-01-01 2023-12-31",
    "2023年2月30日": None,
    "2023年13月": None,
}

CASES: dict[str, dict[str, Answer]] = {
    kind: {text: tuple(map(Decimal, right.split())) if right else None for text, right in cases.items()}
    for kind, cases in FIGURES.items()
} | {
    "date": {
        text: (date.fromisoformat(right[:10]), date.fromisoformat(right[11:])) if right else None
        for text, right in DATES.items()
    }
}


def ours() -> Reader:
    """Read with the project's grammar, from the decoded text on: layout, dates, figures."""
    words = lexicon(load())
    documents: dict[str, Document] = {}

    def parts(text: str) -> Any:
        if text not in documents:
            documents[text] = read_bytes(f"为{text}。".encode(), name="例.txt")
        return [flow_of(documents[text], block) for block in documents[text].blocks]

    def figure(text: str) -> Answer:
        found = [token for flow in parts(text) for token in quantities(flow, words, dates(flow))[0]]
        if not found:
            return None
        quantity = found[-1].quantity
        ends = [end for end in (quantity.value, quantity.upper) if end is not None]
        return tuple(end * (quantity.unit.factor if quantity.unit else 1) for end in ends)

    def day(text: str) -> Answer:
        return next((span(found) for flow in parts(text) for found in dates(flow)), None)

    return {**dict.fromkeys(FIGURES, figure), "date": day}


def span(found: Dated) -> Answer:
    """Return a period's days; months without a year are those of ours."""
    if found.fault and found.period is None:
        return None
    if found.period is not None:
        return found.period.start, found.period.end
    if found.months is None:
        return None
    first, last = found.months
    return date(YEAR, first, 1), date(YEAR, last, monthrange(YEAR, last)[1])


def cn2an() -> Reader:
    """Take the unit off with a regular expression, and let cn2an read the rest."""
    import cn2an as library

    before = re.compile(r"^(?:百分之|千分之|万分之|人民币|近|￥)")
    unit = r"个百分点|[%％‰]+|平方米|立方米|公斤/亩|人次|[元名人户台个处件倍成]"
    after = re.compile(rf"(?:余|多)?(?:{unit})(?:以上|整|\(套\))?$")
    scale = {"千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "‰": Decimal("0.1")}

    def figure(text: str) -> Answer:
        bare = after.sub("", before.sub("", text))
        times = next((factor for sign, factor in scale.items() if sign in text), Decimal(1))
        try:
            return (Decimal(str(library.cn2an(bare, "smart"))) * times,)
        except ValueError:
            return None

    return dict.fromkeys(FIGURES, figure)


def jionlp() -> Reader:
    """Ask jionlp's parsers of money and time."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as library

    def money(text: str) -> Answer:
        try:
            found = library.parse_money(text)["num"]
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        return (Decimal(found[0] if isinstance(found, list) else found),)  # of 5亿多 it gives both ends

    def day(text: str) -> Answer:
        try:
            first, last = library.parse_time(text, time_base={"year": YEAR})["time"]
            return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None

    return {"money": money, "date": day}


def right(ask: Ask, kind: str) -> list[str]:
    """Return the strings of a kind that are read right."""
    return [text for text, answer in CASES[kind].items() if ask(text) == answer]


def rate(reader: Reader, seconds: float = 0.5) -> float:
    """Return calls a second over all the strings that a library is asked."""
    asked = [(reader[kind], text) for kind in reader for text in CASES[kind]]
    calls, start = 0, perf_counter()
    while perf_counter() - start < seconds:
        for ask, text in asked:
            ask(text)
        calls += len(asked)
    return calls / (perf_counter() - start)


def main() -> None:
    """Print the table, and what each reader gets wrong."""
    warnings.simplefilter("ignore")
    readers: dict[str, Reader] = {}
    for make in (ours, cn2an, jionlp):
        with contextlib.suppress(ImportError):
            readers[make.__name__] = make()
    echo(f"| reader | {' | '.join(CASES)} | of those asked | calls a second |")
    echo(f"|---|{'---|' * (len(CASES) + 2)}")
    for name, reader in readers.items():
        found = {kind: right(ask, kind) for kind, ask in reader.items()}
        cells = [f"{len(found[kind])} of {len(cases)}" if kind in found else "—" for kind, cases in CASES.items()]
        asked = sum(len(CASES[kind]) for kind in reader)
        share = sum(map(len, found.values())) / asked
        echo(f"| {name} | {' | '.join(cells)} | {share:.0%} | {rate(reader):,.0f} |")
    for name, reader in readers.items():
        wrong = [
            f"{text!r} as {ask(text)}"
            for kind, ask in reader.items()
            for text, answer in CASES[kind].items()
            if ask(text) != answer
        ]
        echo(f"\n{name} misreads {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
