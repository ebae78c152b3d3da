"""Whether the grade of a report fits its total: by the bands of its rubric, else by those that are in use anywhere."""

from collections.abc import Iterator

from toolkit.arithmetic import is_graded
from toolkit.audit import Dossier
from toolkit.records import Certainty, Clear, Evidence, Hit, Outcome, Severity, Unable
from toolkit.records.facts import Rating, RubricFit


def graded(dossier: Dossier) -> Iterator[Outcome]:
    """Hold every grade against its total; only the rubric's own bands make it certain."""
    rubrics = (dossier.knowledge.rubrics.named(form.id) for form in dossier.facts.of(RubricFit))
    own = next((rubric.grade for rubric in rubrics if rubric and rubric.grade), None)
    bands = own or dossier.knowledge.grades.grade
    for rating in dossier.facts.of(Rating):
        cited = (Evidence(role="等级", span=rating.span), Evidence(role="总得分", span=rating.score.span))
        fitting = [band.name for band in bands if is_graded(rating.score, band.least, band.below)]
        if rating.own_scale or rating.grade not in {band.name for band in bands}:
            yield Unable(missing="等级的分数段（文中另有划分）", evidence=cited)
        elif rating.grade in fitting:
            yield Clear(evidence=cited)
        else:
            yield Hit(
                message=f"总得分 {rating.score.text}，等级写作“{rating.grade}”，按分数段是“{next(iter(fitting), '')}”",
                evidence=cited,
                suggestion="核对总得分和等级；本地另有划分的，写明各等级的分数段。",
                certainty=Certainty.CERTAIN if own else Certainty.POSSIBLE,
                severity=None if own else Severity.WARNING,
            )
