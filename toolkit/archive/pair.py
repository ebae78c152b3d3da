"""Which reports of an archive are two years of one organization: pairs that are sure, and doubts that are told.

Nothing is guessed: where two reports, two offices or two predecessors could be meant, none is taken. A pair is made of
the plain name, the name without its region where only one office in the archive can be meant, a change of rank that
leaves no gap (石桥镇 until 2022, 石桥街道 from 2023), or a change of name that the knowledge tells of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.audit import office
from toolkit.audit.succession import Change, changes_to, plain, shortened
from toolkit.knowledge import Knowledge


class How(StrEnum):
    """By what two reports are known to be one organization's."""

    NAME = "name"
    RANK = "rank"
    RENAMED = "renamed"


class Why(StrEnum):
    """Why reports are not held against each other."""

    SEVERAL_REPORTS = "several_reports"
    SEVERAL_OFFICES = "several_offices"
    SEVERAL_PREDECESSORS = "several_predecessors"
    SEVERAL_SUCCESSORS = "several_successors"
    MERGED = "merged"
    SPLIT = "split"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What of a document tells whose it is, of which year and on what; ``subject`` tells one project from another."""

    document: str
    organization: str
    year: int
    form: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A report with last year's of the same organization; ``note`` tells of another name, in the reader's language."""

    report: Report
    prior: Report
    how: How
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Reports that are not held against each other, and why, in the reader's language."""

    why: Why
    message: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The pairs of an archive by year and organization, the doubts, and what has no report the year before."""

    pairs: tuple[Pair, ...]
    doubts: tuple[Doubt, ...]
    alone: tuple[Report, ...]


_Place = tuple[str, str, str, int]


def pairing(reports: Iterable[Report], knowledge: Knowledge) -> Pairing:
    """Pair the reports of an archive by their years."""
    return _Archive(sorted(reports, key=_order), knowledge).paired()


def owners(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the fullest plain name of the same office in an archive."""
    known = tuple(names)
    roots, _ = _roots({plain(name) for name in known})
    return {name: roots.get(plain(name), plain(name)) for name in known}


def _order(report: Report) -> tuple[int, str, str, str, str]:
    return report.year, report.organization, report.form, report.subject, report.document


class _Archive:
    """The reports by organization, and what has been found of them."""

    def __init__(self, reports: list[Report], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._roots, several = _roots({plain(report.organization) for report in reports})
        self._at: dict[_Place, list[Report]] = defaultdict(list)
        self._doubts: list[Doubt] = []
        self._pairs: list[Pair] = []
        self._alone: list[Report] = []
        lost: dict[str, list[Report]] = defaultdict(list)
        for report in reports:
            name = plain(report.organization)
            if name in several:
                lost[name].append(report)
            else:
                self._at[self._place(report)].append(report)
        for name, found in lost.items():
            offices = "、".join(several[name])
            self._doubt(Why.SEVERAL_OFFICES, f"“{name}”可能是{offices}，不知是哪一个", found)
        self._ranked: dict[tuple[str, str, str, int], list[Report]] = defaultdict(list)
        for found in self._at.values():
            if len(found) == 1:
                self._ranked[self._rankless(found[0])].append(found[0])

    def paired(self) -> Pairing:
        """Look for the year before of every report."""
        for place, found in sorted(self._at.items(), key=lambda item: _order(item[1][0])):
            if len(found) > 1:
                self._doubt(Why.SEVERAL_REPORTS, f"{place[0]}{place[3]}年有{len(found)}份报告，不知以哪一份为准", found)
            else:
                self._pair(found[0])
        sure = list(self._only_successors())
        return Pairing(pairs=tuple(sure), doubts=tuple(self._doubts), alone=tuple(self._alone))

    def _pair(self, report: Report) -> None:
        changes = [c for c in changes_to(self._root(report), report.year, self._knowledge) if self._concerns(c, report)]
        torn = next((change for change in changes if change.entry.kind != "renamed"), None)
        if torn is not None:
            self._torn(torn, report)
            return
        same = self._at.get(self._place(report, report.year - 1), [])
        if len(same) == 1:
            self._add(report, same[0], How.NAME)
            return
        if same:  # told of where these two stand
            self._alone.append(report)
            return
        renamed = {prior: How.RENAMED for change in changes for prior in self._last(change.old, report)}
        ranked = dict.fromkeys(self._of_other_rank(report), How.RANK)
        self._one_of(report, renamed or ranked)

    def _one_of(self, report: Report, found: dict[Report, How]) -> None:
        if not found:
            self._alone.append(report)
        elif len(found) > 1:
            names = "、".join(prior.organization for prior in found)
            message = f"{report.organization}{report.year}年的上年可能是{names}，不知是哪一个"
            self._doubt(Why.SEVERAL_PREDECESSORS, message, (report, *found))
        else:
            ((prior, how),) = found.items()
            self._add(report, prior, how)

    def _torn(self, change: Change, report: Report) -> None:
        """Tell of a merger, or of an office that was parted: the figures of two offices are in one report."""
        priors = self._last(change.old, report)
        merged, old = change.entry.kind == "merged", "、".join(change.old)
        how = f"由{old}合并而来" if merged else f"由{old}分设为{'、'.join(change.new)}"
        message = f"{report.organization}自{change.entry.since}年{how}，{report.year}年与上年口径不同，不对照"
        self._doubt(Why.MERGED if merged else Why.SPLIT, message, (report, *priors))

    def _concerns(self, change: Change, report: Report) -> bool:
        """Tell whether a change lies between a report and the year before.

        One that is older does so too as long as only the old names have a report of the year before.
        """
        if change.entry.since == report.year:
            return change.entry.kind == "renamed" or bool(self._last(change.old, report))
        return change.entry.kind == "renamed" and not self._at.get(self._place(report, report.year - 1))

    def _last(self, names: Iterable[str], report: Report) -> list[Report]:
        """Return the reports of the year before, on the same matter, of offices of these names."""
        roots = dict.fromkeys(self._roots.get(name, name) for name in names)
        places = ((root, report.form, report.subject, report.year - 1) for root in roots)
        return [prior for place in places for prior in self._at.get(place, [])]

    def _of_other_rank(self, report: Report) -> Iterator[Report]:
        """Yield last year's reports of an office that differs in its rank alone, where neither has both years."""
        root, form, subject, year = self._place(report)
        key = (office(root), form, subject, year - 1)
        for prior in self._ranked.get(key, []):
            if self._root(prior) != root and not self._at.get(self._place(prior, year)):
                yield prior

    def _only_successors(self) -> Iterator[Pair]:
        """Yield the pairs whose earlier report is in no other; the others are told."""
        later: dict[Report, list[Pair]] = defaultdict(list)
        for pair in self._pairs:
            later[pair.prior].append(pair)
        for prior, pairs in later.items():
            if len(pairs) == 1:
                yield pairs[0]
                continue
            names = "、".join(pair.report.organization for pair in pairs)
            message = f"{prior.organization}{prior.year}年之后可能是{names}，不知是哪一个"
            self._doubt(Why.SEVERAL_SUCCESSORS, message, (prior, *(pair.report for pair in pairs)))

    def _add(self, report: Report, prior: Report, how: How) -> None:
        note = "" if how is How.NAME else f"上年为{prior.organization}，本年为{report.organization}"
        self._pairs.append(Pair(report=report, prior=prior, how=how, note=note))

    def _doubt(self, why: Why, message: str, reports: Iterable[Report]) -> None:
        self._doubts.append(Doubt(why=why, message=message, reports=tuple(reports)))

    def _root(self, report: Report) -> str:
        name = plain(report.organization)
        return self._roots.get(name, name)

    def _place(self, report: Report, year: int | None = None) -> _Place:
        return self._root(report), report.form, report.subject, report.year if year is None else year

    def _rankless(self, report: Report) -> tuple[str, str, str, int]:
        root, form, subject, year = self._place(report)
        return office(root), form, subject, year


def _roots(names: Iterable[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the fullest name for every name, and those names that several offices of the archive could have."""
    full: dict[str, set[str]] = defaultdict(set)
    roots: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        owners = {roots.get(owner, owner) for owner in full.get(name, ())}
        if len(owners) > 1:
            several[name] = tuple(sorted(owners))
        else:
            roots[name] = next(iter(owners), name)
            for shorter in shortened(name)[1:]:
                full[shorter].add(name)
    return roots, several
