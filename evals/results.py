"""What an eval comes to: counts, and the shares that follow from them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

PENALTY = 2  # proselint's k: how much a false accusation weighs against what was found
DENSITY = 10_000  # characters that false alarms are given for


@dataclass(frozen=True)
class Told:
    """A finding as an eval sees it: its code, its severity, and what it says for a person to look at."""

    code: str
    severity: str
    words: str


@dataclass(frozen=True)
class Trial:
    """One planted fault, audited: how it was found, if at all, and what else was told."""

    code: str
    name: str
    found: Told | None
    false: tuple[Told, ...] = ()
    consequences: tuple[Told, ...] = ()


@dataclass
class Score:
    """Counts of one code, or of all codes of one severity."""

    planted: int = 0
    found: int = 0  # planted faults that were found
    true: int = 0  # findings that told of one
    false: int = 0  # findings that no fault explains

    @property
    def recall(self) -> float | None:
        """Return the share of the planted faults that were found."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Return the share of the findings that told of a fault."""
        told = self.true + self.false
        return self.true / told if told else None

    @property
    def lintscore(self) -> float | None:
        """Return points per hundred faults: one for each found, times precision to the power of `PENALTY`."""
        if self.recall is None:
            return None
        return 100 * self.recall * (self.precision or 0) ** PENALTY

    def json(self) -> dict[str, Any]:
        """Return the counts with what follows from them, for machines."""
        shares = {"recall": self.recall, "precision": self.precision, "lintscore": self.lintscore}
        return vars(self) | {name: None if each is None else round(each, 4) for name, each in shares.items()}


@dataclass
class Reading:
    """How many gold facts of a kind there are, how many were read, and how many facts of the kind were read at all."""

    gold: int = 0
    read: int = 0
    right: int = 0
    extra: bool = True  # whether gold names every fact of this kind, so that others are wrong

    @property
    def recall(self) -> float | None:
        """Return the share of the gold facts that were read."""
        return self.right / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Return the share of the facts read that are gold, where gold is complete."""
        return self.right / self.read if self.extra and self.read else None

    def json(self) -> dict[str, Any]:
        """Return the counts with what follows from them, for machines."""
        return {"gold": self.gold, "read": self.read if self.extra else None, "right": self.right} | {
            name: None if each is None else round(each, 4)
            for name, each in (("recall", self.recall), ("precision", self.precision))
        }


@dataclass
class Clean:
    """What is told of reports without a fault, and how much of their figures was read and checked."""

    documents: int = 0
    characters: int = 0
    figures: int = 0
    in_facts: int = 0
    checked: int = 0
    alarms: list[Told] = field(default_factory=list)

    def __iadd__(self, other: "Clean") -> "Clean":
        """Add another document's."""
        for name in ("documents", "characters", "figures", "in_facts", "checked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.alarms += other.alarms
        return self

    def count(self, severity: str) -> int:
        """Return how many false alarms of a severity there are."""
        return sum(told.severity == severity for told in self.alarms)

    def per_density(self, severity: str) -> float:
        """Return false alarms of a severity per `DENSITY` characters."""
        return DENSITY * self.count(severity) / self.characters if self.characters else 0.0

    def json(self) -> dict[str, Any]:
        """Return the counts with what follows from them, for machines."""
        shares = ("in_facts", "checked")
        return {
            **{name: value for name, value in vars(self).items() if name != "alarms"},
            **{f"{name}_share": round(getattr(self, name) / (self.figures or 1), 4) for name in shares},
            **{
                severity: {"count": self.count(severity), f"per_{DENSITY}": round(self.per_density(severity), 3)}
                for severity in ("error", "warning", "info")
            },
        }


@dataclass
class Outcome:
    """Everything that one run of the evals found."""

    severities: dict[str, str]  # of each code
    trials: list[Trial] = field(default_factory=list)
    clean: Clean = field(default_factory=Clean)
    reading: dict[str, Reading] = field(default_factory=dict)

    def counts_against(self, told: Told) -> bool:
        """Tell whether a false finding is an accusation: a hint of a check that otherwise accuses is none."""
        return told.severity != "info" or self.severities.get(told.code) == "info"

    def false(self) -> list[Told]:
        """Return every finding that no fault explains."""
        return [told for _, told in self.false_beside()]

    def false_beside(self) -> list[tuple[str, Told]]:
        """Return every finding that no fault explains, and beside which planted fault it was told, if any."""
        every = [(f"{trial.code} {trial.name}", told) for trial in self.trials for told in trial.false]
        every += [("", told) for told in self.clean.alarms]
        return [(beside, told) for beside, told in every if self.counts_against(told)]

    def codes(self) -> dict[str, Score]:
        """Return the score of each code."""
        scores = {
            code: Score() for code in sorted({trial.code for trial in self.trials} | {t.code for t in self.false()})
        }
        for trial in self.trials:
            score = scores[trial.code]
            score.planted += 1
            score.found += trial.found is not None
            score.true += trial.found is not None
        for told in self.false():
            scores[told.code].false += 1
        return scores

    def totals(self) -> dict[str, Score]:
        """Return the score of each severity: recall by the check's own, precision by what the findings carry."""
        scores = {severity: Score() for severity in ("error", "warning", "info")}
        for trial in self.trials:
            own = scores[self.severities[trial.code]]
            own.planted += 1
            own.found += trial.found is not None
            if trial.found:
                scores[trial.found.severity].true += 1
        for told in self.false():
            scores[told.severity].false += 1
        return scores

    def missed(self) -> dict[str, list[str]]:
        """Return the planted faults that were not found, by code."""
        names: dict[str, list[str]] = {}
        for trial in self.trials:
            if trial.found is None:
                names.setdefault(trial.code, []).append(trial.name)
        return names

    def consequences(self) -> Counter[str]:
        """Count what was told beside a planted fault and follows from it."""
        return Counter(f"{trial.code}→{told.code}" for trial in self.trials for told in trial.consequences)

    def json(self) -> dict[str, Any]:
        """Return all of it for machines."""
        return {
            "format": "jixiao.evals",
            "version": 1,
            "codes": {code: {"severity": self.severities[code]} | each.json() for code, each in self.codes().items()},
            "totals": {severity: each.json() for severity, each in self.totals().items()},
            "clean": self.clean.json(),
            "reading": {kind: each.json() for kind, each in self.reading.items()},
            "missed": self.missed(),
            "false": [{"beside": beside} | vars(told) for beside, told in self.false_beside()],
            "consequences": dict(self.consequences().most_common()),
        }
