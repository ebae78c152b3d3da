"""Which scoring form a report was held against, in one line."""

from collections.abc import Sequence

from toolkit.records.facts import Facts, RubricFit

_MOST = 6


def rubric_line(facts: Facts) -> str | None:
    """Say which form it is, how many of its items were found, and what one has that the other has not."""
    fit = next(iter(facts.of(RubricFit)), None)
    if fit is None:
        return None
    found = len({(known.block, known.entry) for known in fit.known if not known.part})
    told = [f"{fit.title}，对上 {found} 项"]
    if fit.unknown:
        told.append(f"表上没有的评分项：{_listed(list(dict.fromkeys(line.name for line in fit.unknown)))}")
    if fit.absent:
        told.append(f"报告没有列出的：{_listed(fit.absent)}")
    return "；".join(told)


def _listed(names: Sequence[str]) -> str:
    shown = "、".join("".join(name.split()) for name in names[:_MOST])
    return f"{shown}等 {len(names)} 项" if len(names) > _MOST else shown
