"""Knowledge compiled into the patterns that the grammar scans with."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from toolkit.extract.grammar.numerals import FORMAL, FORMAL_FIRST, NUMERAL
from toolkit.knowledge import Knowledge
from toolkit.knowledge.patterns import any_of, beginning
from toolkit.records import Dimension, Unit

SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}

DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Compiled patterns; one per knowledge, made once."""

    knowledge: Knowledge
    number: re.Pattern[str]
    suffix: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    named_before: re.Pattern[str]
    named_after: re.Pattern[str]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    share: re.Pattern[str]
    total: re.Pattern[str]
    mean: re.Pattern[str]
    remainder: re.Pattern[str]
    prior: re.Pattern[str]
    units: dict[str, Unit]

    @cache  # noqa: B019
    def unit(self, name: str, scale: str = "", per: str = "") -> Unit:
        """Return the unit ``万元`` for name 元 and scale 万; 公斤/亩 for name 公斤 per 亩."""
        plain = self.units.get(name) or Unit(name="", base="", factor=Decimal(1), dimension=Dimension.COUNT, family="")
        factor = plain.factor * (SCALES[scale] if scale else 1)
        if not per:
            return Unit(
                name=scale + name,
                base=plain.base or name,
                factor=factor,
                dimension=plain.dimension,
                family=plain.family,
            )
        below = self.units.get(per)
        base = f"{plain.base or name}/{below.base if below else per}"
        factor = factor / (below.factor if below else 1)
        return Unit(name=f"{scale}{name}/{per}", base=base, factor=factor, dimension=Dimension.OTHER, family=base)


@cache
def lexicon(knowledge: Knowledge) -> Lexicon:
    """Compile the patterns of ``knowledge``."""
    cues = knowledge.cues
    units: dict[str, Unit] = {}
    scaling: list[str] = []
    for entry in knowledge.units.unit:
        for name in entry.names:
            units[name] = Unit(
                name=name,
                base=entry.base or name,
                factor=entry.factor,
                dimension=entry.dimension,
                family=entry.family or entry.base or name,
            )
            if entry.scales:
                scaling.append(name)
    unit = any_of(units)
    not_unit = any_of(knowledge.units.not_units.words)
    scale = any_of(SCALES)
    scaled = any_of(scaling)
    over_under = (cues.at_least, cues.at_most, cues.more_than, cues.less_than)
    hedging = [word for words in (*over_under, cues.hedge_over, cues.hedge_near, cues.hedge_about) for word in words]
    return Lexicon(
        knowledge=knowledge,
        number=re.compile(
            rf"(?=[-+\d百千万]|{NUMERAL}|{FORMAL_FIRST})(?:"
            rf"(?P<fraction>百分之|千分之|万分之)(?P<of>{NUMERAL}+(?:点{NUMERAL}+)?|{DIGITS})"
            rf"|(?P<part>{NUMERAL}{{1,3}})分之(?P<parts>{NUMERAL}{{1,3}})"
            r"|(?P<above>\d{1,2})/(?P<below>\d{1,2})(?![\d/.])"
            rf"|(?P<sign>[-+])?(?P<digits>{DIGITS})"
            rf"|(?P<numeral>(?:{NUMERAL}+|{FORMAL})(?:点[零〇一二三四五六七八九]+)?))"
        ),
        suffix=re.compile(
            rf"(?P<odd>余|多|来|几)?(?:(?P<unit>(?!{not_unit})(?:{unit}))"
            rf"|(?P<scale>{scale})(?P<odd2>余|多|来)?(?P<scaled>(?!{not_unit})(?:{scaled}))?)?"
            rf"(?(unit)(?:/(?P<per>{unit}|[\u4e00-\u9fff]))?|(?(scaled)(?:/(?P<per2>{unit}|[\u4e00-\u9fff]))?))(?P<odd3>多(?=[,。;、)]))?"
        ),
        after=re.compile(
            rf"\(?(?:(?P<ge>{any_of(cues.at_least_after)})|(?P<le>{any_of(cues.at_most_after)})|(?P<about>左右|上下))"
        ),
        before=re.compile(
            rf"{beginning(hedging)}(?<![节制预签契])(?:(?P<ge>{any_of(cues.at_least)})|(?P<le>{any_of(cues.at_most)})|(?P<gt>{any_of(cues.more_than)})"
            rf"|(?P<lt>{any_of(cues.less_than)})|(?P<over>{any_of(cues.hedge_over)})|(?P<near>{any_of(cues.hedge_near)})"
            rf"|(?P<about>{any_of(cues.hedge_about)}))[为在到]?$"
        ),
        named_before=re.compile(rf"(?:{any_of(knowledge.names.before)}|[A-Za-z〔\[])$"),
        named_after=re.compile(
            rf"(?:{any_of(knowledge.names.ordinal_after)}|[A-Za-z])|(?P<word>{any_of(knowledge.names.after)})"
        ),
        rise=re.compile(any_of(cues.rise)),
        fall=re.compile(any_of(cues.fall)),
        share=re.compile(any_of(cues.share)),
        total=re.compile(any_of(cues.total)),
        mean=re.compile(any_of(cues.mean)),
        remainder=re.compile(any_of(cues.remainder)),
        prior=re.compile(any_of(cues.prior)),
        units=units,
    )
