"""One improvement measure for each problem, lost point, missed target, and practice that the audit points at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.arithmetic import Attainment, as_printed, attain
from toolkit.draft.carry import plain, unnumbered
from toolkit.draft.figures import Figures
from toolkit.draft.ink import Mark
from toolkit.draft.templates import Templates
from toolkit.knowledge.draft_shapes import MeasureEntry, Way
from toolkit.records import Audit
from toolkit.records.facts import Indicator, Loss, Marked, ScoreLine, StatementKind

_CANDIDATES = 3
_FITTING = 6  # kinds of measures that a cause may choose from, the last of them for everything
_EACH = frozenset({"problem", "score"})  # each of these has a measure of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What asks for a measure: ``about`` is everything that tells its kind, ``named`` how the measure names it.

    ``form`` is the template that words it.
    """

    form: str
    about: str
    named: Mark
    code: str | None = None


@dataclass(slots=True, kw_only=True)
class Measure:
    """Some causes of a kind, and what is to be done; ``others`` could be done in its place."""

    causes: list[Cause]
    way: Way
    others: list[Way] = field(default_factory=list)


class Measures:
    """Makes the measures of one draft, each in marks: templates word them, a model may choose and smooth."""

    def __init__(self, figures: Figures, audit: Audit, titles: Mapping[str, str], templates: Templates) -> None:
        self.figures, self.audit, self.titles, self.templates = figures, audit, titles, templates
        self.entries = figures.knowledge.measures.measure
        self._topics = {topic.name: topic.words for topic in figures.knowledge.topics.topic}

    def written(self) -> list[list[str]]:
        """Return a sentence for each measure, the one to take first, behind it others that could be taken."""
        return [list(self._sentences(measure)) for measure in self._chosen()]

    def _chosen(self) -> list[Measure]:
        """Choose a way for each cause, the best that no other cause has taken.

        Where none is left, the last measure of the kind answers this cause too.
        """
        found: list[Measure] = []
        used: dict[str, list[Measure]] = {}
        for cause in self._causes():
            best = self._fitting(cause)
            taken = used.setdefault(best[0].name, [])
            free = [way for entry in best for way in entry.ways[len(used.get(entry.name, ())) :]]
            same = [measure for measure in taken if measure.causes[0].form == cause.form]
            if same and len(taken) >= len(best[0].ways) and cause.form not in _EACH:
                same[-1].causes.append(cause)
            elif free:
                entry = next(entry for entry in best if free[0] in entry.ways)
                found.append(Measure(causes=[cause], way=free[0], others=free[1:_CANDIDATES]))
                used.setdefault(entry.name, []).append(found[-1])
            else:
                (same or taken or found)[-1].causes.append(cause)
        return found

    def _sentences(self, measure: Measure) -> Iterator[str]:
        first = measure.causes[0]
        key = f"措施.{first.named.plain}"
        office = self.figures.blank(
            f"{key}.责任办公室", f"“{first.named.plain}”的改进措施由哪个办公室负责", brief="责任办公室"
        )
        by = self.figures.blank(
            f"{key}.完成时间",
            f"“{first.named.plain}”的改进措施在{self.figures.year + 1}年什么时候完成（几月底）",
            brief=f"{self.figures.year + 1}年几月底",
        )
        names = "”“".join(dict.fromkeys(cause.named for cause in measure.causes))
        for way in (measure.way, *measure.others):
            yield self.templates.render(
                f"measures/{first.form}",
                names=names,
                what=way.what,
                office=office,
                by=by,
                result=way.result,
                check=way.check,
            ).strip()

    def _causes(self) -> Iterator[Cause]:
        """Yield everything that asks for a measure: problems, lost points, missed targets, practice; each once."""
        facts, said = self.figures.facts, self.figures.ink.said
        told: set[str] = set()
        named = []
        for problem in facts.said(StatementKind.PROBLEM):
            words = unnumbered(plain(self.figures.document.quote(problem.span)))
            named.append(_clause(words))
            yield Cause(form="problem", about=words, named=said(named[-1], problem.span))
        items = (line for line in facts.of(ScoreLine) if self.figures.is_scored(line))
        marked: list[Marked] = [*items, *facts.of(Indicator)]
        for one in marked:
            if (facts.link(Loss, one) or self._missed(one)) and (name := plain(one.name)) not in told:
                told.add(name)
                if not any(name in words for words in named):  # the problem's own measure names it
                    yield self._of_mark(one, name)
        for finding in self.audit.findings:
            entry = next((e for e in self.entries if finding.code in e.codes), None)
            if entry is not None and entry.name not in told and finding.hit.evidence:
                told.add(entry.name)
                title = entry.fault or self.titles.get(finding.code, entry.name)
                practice = said(title, finding.hit.evidence[0].span)
                yield Cause(form="practice", about=title, named=practice, code=finding.code)

    def _of_mark(self, one: Marked, name: str) -> Cause:
        named = self.figures.ink.said(name, one.name_span)
        if isinstance(one, ScoreLine):
            told = plain(self.figures.document.quote(one.span))  # 年中监控没有覆盖全部项目，扣1分
            return Cause(form="score", about=f"{name}。{one.reason or told}", named=named)
        return Cause(form="indicator", about=f"{name}。{one.category or ''}。{one.deviation or ''}", named=named)

    def _missed(self, one: Marked) -> bool:
        if isinstance(one, ScoreLine) or one.target is None or one.actual is None or one.actual.value is None:
            return False
        lower = self.figures.lower_is_better(one)
        return attain(as_printed(one.actual), one.target, lower_is_better=lower) is Attainment.MISSED

    def _fitting(self, cause: Cause) -> list[MeasureEntry]:
        """Return the kinds that fit a cause, the best first: by its check, else by the longest word that tells."""
        if cause.code is not None:
            return [entry for entry in self.entries if cause.code in entry.codes]
        first = _clause(cause.about)
        told = {entry.name: self._fit(entry, first) for entry in self.entries}
        if not any(length for length, _ in told.values()):  # there the place of a word tells nothing
            told = {entry.name: (self._fit(entry, cause.about)[0], 0) for entry in self.entries}
        fits = [entry for entry in self.entries[:-1] if told[entry.name][0]]
        fits.sort(key=lambda entry: told[entry.name], reverse=True)
        return [*fits[: _FITTING - 1], self.entries[-1]]

    def _fit(self, entry: MeasureEntry, about: str) -> tuple[int, int]:
        """Return how long the longest word is that tells, and where it stands: what a name is about stands last."""
        words = [*entry.words, *(word for name in entry.topics for word in self._topics.get(name, ()))]
        return max(((len(word), about.rfind(word)) for word in words if word in about), default=(0, 0))


def _clause(text: str, longest: int = 40) -> str:
    """Return the first clause of a problem, or as much as names it."""
    end = min((i for stop in "。；，,;" if (i := text.find(stop)) > 3), default=len(text))
    return text[: min(end, longest)]
