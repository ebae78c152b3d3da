"""Fill a draft with facts: what was given stands, what follows is computed, the rest stays blank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from toolkit.arithmetic import (
    agrees,
    derived_completion,
    derived_growth,
    derived_score,
    derived_share,
    derived_sum,
    exact_value,
    exceeds,
    floored,
    is_counted,
    printed,
)
from toolkit.arithmetic.fraction import Fraction
from toolkit.draft.amounts import Refused, figure, quantity, unit_of
from toolkit.draft.facts import Given
from toolkit.draft.words import told
from toolkit.knowledge import Knowledge
from toolkit.records import Dimension, Quantity, Unit
from toolkit.records.draft import Blank, Draft, DraftSection, Filled, Formula, FormulaKind, Paragraph, Run, Table

_RATES = {FormulaKind.COMPLETION, FormulaKind.SHARE}
_TEN = Decimal(10)
_SHORT = 12  # letters of a figure
_FEW = 5  # keys that are not of this report, and yet the form may be
_OPEN_ENDS = ("%", "）", ")", "》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A draft with facts in it, and what is wrong with them, a line each; with faults nothing is to be written.

    ``said`` is what stands for each key, with its unit.
    """

    draft: Draft
    faults: tuple[str, ...]
    said: dict[str, str]


def fill(draft: Draft, given: Sequence[Given], knowledge: Knowledge) -> Filling:
    """Return the draft with the facts in it."""
    answers = _Answers(draft.form(), given, knowledge)
    sections = tuple(_filled(section, answers) for section in draft.sections)
    said = {key: text for key in answers.form if (text := answers.text(key)) is not None}
    return Filling(draft=replace(draft, sections=sections), faults=tuple(dict.fromkeys(answers.faults)), said=said)


def is_figure(blank: Blank) -> bool:
    """Tell whether a blank asks for a figure, and not for words."""
    return blank.unit is not None


class _Answers:
    """What is known of each blank: figures as they are printed, and unrounded where they were computed."""

    def __init__(self, form: dict[str, Blank], given: Sequence[Given], knowledge: Knowledge) -> None:
        self.form, self.knowledge = form, knowledge
        self._faults: list[tuple[int, str]] = []
        self._order = {one.where: n for n, one in enumerate(given)}
        self._given: dict[str, Given] = {}
        self._words: dict[str, str] = {}
        self._figures: dict[str, Quantity] = {}
        self._exact: dict[str, Quantity | None] = {}
        self._units: dict[str, Unit | None] = {key: unit_of(b.unit, knowledge) for key, b in form.items()}
        strange = [one for one in given if one.key not in form]
        if len(strange) > _FEW and 2 * len(strange) > len(given):
            what = f"{len(given)} 项里有 {len(strange)} 项的键报告里没有，像是另一份报告的填报表"
            self._faults.append((0, f"{strange[0].where}起：{what}。请用 --facts-form 由这份报告重新写出"))
            return
        for one in given:
            self._take(one)
        for key, blank in form.items():
            if blank.formula is None:
                continue
            if blank.formula.kind is FormulaKind.FULL:
                self._spare(key, blank.formula)
            else:
                self._hold(key, blank.formula)

    @property
    def faults(self) -> list[str]:
        """What is wrong, in the order of the form."""
        return [told for _, told in sorted(self._faults, key=lambda fault: fault[0])]

    def text(self, key: str, *, in_table: bool = False) -> str | None:
        """Return what is to stand at a blank; a table whose figures had no unit last year has none now."""
        if words := self._words.get(key):
            return ended(lead + words) if (lead := self.form[key].lead) else words
        if key in self._words:
            return ""
        blank, value = self.form[key], self._figures.get(key)
        if value is None or value.value is None:
            return None
        unit = blank.unit or ""
        bare = in_table and blank.last is not None and not blank.last.endswith(unit)
        return f"{value.value:f}{'' if bare else unit}"

    def _take(self, one: Given) -> None:
        """Take a fact in, or say what is wrong with it."""
        blank = self.form.get(one.key)
        if blank is None:
            near = get_close_matches(one.key, self.form, n=1, cutoff=0.5)
            hint = f"，是不是“{near[0]}”" if near else ""
            self._refuse(one, f"报告里没有这个键{hint}。键一列请勿改动")
        elif one.key in self._given:
            self._refuse(one, f"与“{self._given[one.key].where}”填的是同一项。请删去一行")
        else:
            self._given[one.key] = one
            if is_figure(blank):
                self._take_figure(one, blank)
            else:
                self._words[one.key] = _clean(one.text)

    def _take_figure(self, one: Given, blank: Blank) -> None:
        value = figure(one.text, self._units[one.key], self.knowledge)
        if isinstance(value, Refused):
            self._refuse(one, f"{value.why}。请只写数，如 {_example(blank)}")
            return
        if one.bare and value.value is not None and value.places < blank.places:
            value = quantity(value.value.quantize(Decimal(1).scaleb(-blank.places)), value.unit)
        if wrong := self._out_of_bounds(one, blank, value):
            self._refuse(one, wrong)
        else:
            self._figures[one.key] = value

    def _out_of_bounds(self, one: Given, blank: Blank, value: Quantity) -> str | None:
        number = value.value or Decimal(0)
        growth = blank.formula is not None and blank.formula.kind is FormulaKind.GROWTH
        if number < 0 and not growth and not (blank.last or "").startswith(("-", "−", "－")):
            return f"写的是 {number:f}，不应为负。请核对"
        if blank.most is not None and exceeds(value, blank.most):
            return f"得 {number:f} 分，高于分值 {blank.most.text}。请核对"
        last = figure(blank.last, self._units[one.key], self.knowledge) if blank.last else None
        before = last.value if isinstance(last, Quantity) else None
        if blank.unit == "%" and "%" not in one.text and 0 < number <= 1 and before is not None and before > _TEN:
            meant = (number * 100).normalize()
            return f"写的是 {number:f}，像是没有化成百分数（上年 {blank.last}）。请写成 {meant:f}% 或 {number:f}%"
        if isinstance(last, Quantity) and _whole(last) and number % 1:
            return f"写的是 {number:f}{blank.unit or ''}，应是整数（上年 {blank.last}）。请核对"
        return None

    def _spare(self, key: str, formula: Formula) -> None:
        """Leave out why points were lost where none were; a table says so."""
        got = self._printed(formula.of[0])
        full = formula.given
        if key not in self._given and got and full and exact_value(got) == exact_value(full):
            self._words[key] = "" if self.form[key].lead else "无"

    def _hold(self, key: str, formula: Formula) -> None:
        """Hold a figure that follows from others against what was given for it, or put it in."""
        exact = self._computed(key)
        if exact is None:
            return
        value, stated = exact_value(exact), self._figures.get(key)
        shown = self._shown(formula)
        if stated is None:
            if key not in self._given and (as_printed := self._printed(key)):
                self._figures[key] = as_printed
        elif formula.firm and not agrees(stated, value):
            right = printed(value, max(stated.places, formula.places), rate=formula.kind in _RATES)
            unit = self.form[key].unit or ""
            self._refuse(
                self._given[key],
                f"写的是 {self.text(key)}，按 {shown} 算是 {right:f}{unit}。请改正，或留空由程序计算",
            )
        if formula.kind is FormulaKind.SHARE and value > Fraction(100) and self._is_capped(key):
            self._refuse_at(formula.of[0], f"{shown} 超过100%，部分不应大于全体。请核对分子、分母")

    def _computed(self, key: str) -> Quantity | None:
        """Return a figure by its formula, unrounded; None where something it rests on is not known."""
        if key in self._exact:
            return self._exact[key]
        self._exact[key] = None  # a ring of formulas rests on nothing
        formula = self.form[key].formula
        value = self._by(formula, self._units[key]) if formula else None
        if value is not None:
            self._exact[key] = quantity(floored(value), self._units[key])
        return self._exact[key]

    def _by(self, formula: Formula, unit: Unit | None) -> Fraction | None:
        # A reader multiplies and adds what is printed; only a rate is held against a target unrounded.
        as_read = formula.kind in {FormulaKind.SCORE, FormulaKind.SUM}
        found = [self._printed(key) if as_read else self._figure(key) for key in formula.of]
        known = [value for value in found if value is not None]
        if not known or len(known) < len(found):
            return None
        match formula.kind:
            case FormulaKind.COMPLETION if formula.given:
                return derived_completion(known[0], formula.given, capped=formula.capped, lower=formula.lower)
            case FormulaKind.SHARE:
                return derived_share(known[:-1], known[-1])
            case FormulaKind.GROWTH:
                return derived_growth(known[0], known[1])
            case FormulaKind.SCORE if formula.given:
                rates = [min(exact_value(rate), Fraction(100)) for rate in known]
                return derived_score(formula.given, sum(rates, Fraction(0)) / len(rates))
            case FormulaKind.SUM:
                return derived_sum(known, unit)
        return None

    def _figure(self, key: str) -> Quantity | None:
        """Return a figure of the form: computed without rounding where it can be, else as it was given."""
        if key not in self.form:
            return None
        if key in self._figures and not self._rounds(key):
            return self._figures[key]
        return self._computed(key) or self._figures.get(key)

    def _printed(self, key: str) -> Quantity | None:
        """Return a figure of the form as it will be printed."""
        blank = self.form.get(key)
        if blank is None or key in self._figures:
            return self._figures.get(key)
        exact = self._computed(key)
        if exact is None or blank.formula is None:
            return None
        rate = blank.formula.kind in _RATES
        return quantity(printed(exact_value(exact), blank.formula.places, rate=rate), self._units[key])

    def _rounds(self, key: str) -> bool:
        formula = self.form[key].formula
        return formula is not None and formula.kind in _RATES

    def _shown(self, formula: Formula) -> str:
        """Return a formula with its figures."""
        terms = [self.text(of) or value.text for of in formula.of if (value := self._printed(of))]
        return told(formula, terms)

    def _is_capped(self, key: str) -> bool:
        capped, name = self.knowledge.metrics.capped, key.rsplit(".", 1)[0].split("（", 1)[0]
        return name.endswith(capped.names) and not name.endswith(capped.exceptions)

    def _refuse(self, one: Given, why: str) -> None:
        told = f"{one.where}（{one.key}）：{why}" if one.key not in one.where else f"{one.where}：{why}"
        self._faults.append((self._order[one.where], told))

    def _refuse_at(self, key: str, why: str) -> None:
        if key in self._given:
            self._refuse(self._given[key], why)


def _filled(section: DraftSection, answers: _Answers) -> DraftSection:
    content: list[Paragraph | Table] = []
    for part in section.content:
        if isinstance(part, Table):
            cells = (tuple(tuple(_runs(cell, answers, in_table=True)) for cell in row) for row in part.rows)
            content.append(Table(rows=tuple(cells)))
        else:
            content += _paragraphs(tuple(_runs(part.runs, answers)))
    return replace(section, content=tuple(content))


def _runs(runs: Iterable[Run], answers: _Answers, *, in_table: bool = False) -> Iterator[Run]:
    for run in runs:
        text = answers.text(run.key, in_table=in_table) if isinstance(run, Blank) else None
        if isinstance(run, Blank) and text is not None:
            words = " ".join(text.split()) if in_table else text
            yield Filled(text=words, fact=run.key)
        else:
            yield run


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[Paragraph]:
    """Yield a paragraph; an answer of several lines that stands alone in it makes one of each line."""
    if len(runs) == 1 and isinstance(runs[0], Filled) and runs[0].fact is not None:
        yield from (Paragraph(runs=_ended((replace(runs[0], text=line),))) for line in runs[0].text.split("\n"))
    else:
        lines = (replace(run, text=run.text.replace("\n", " ")) if isinstance(run, Filled) else run for run in runs)
        yield Paragraph(runs=_ended(tuple(lines)))


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return a paragraph with the stop that a form's answer was given without."""
    last = runs[-1] if runs else None
    if isinstance(last, Filled) and last.fact is not None and ended(last.text) != last.text:
        return (*runs, Filled(text="。"))
    return runs


def ended(line: str) -> str:
    """Return a line that stands alone with a stop at its end."""
    return f"{line}。" if line[-1:].isalnum() or line.endswith(_OPEN_ENDS) else line


def _whole(last: Quantity) -> bool:
    """Tell whether last year's figure counts things, so that half of one would be a slip."""
    return last.unit is not None and last.unit.dimension is Dimension.COUNT and is_counted(last)


def _example(blank: Blank) -> str:
    """Return what a figure may look like: last year's, where it is nothing but a figure."""
    return blank.last if blank.last and blank.last[:1].isdigit() and len(blank.last) <= _SHORT else "12.50"


def _clean(text: str) -> str:
    """Return an answer in words without signs that nobody sees, line by line."""
    lines = (
        "".join(c for c in line if c.isprintable() and not "\ue000" <= c <= "\uf8ff") for line in text.splitlines()
    )
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
