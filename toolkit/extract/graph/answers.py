"""Problems → the measures that answer them."""

from collections.abc import Iterator

from toolkit.knowledge import Knowledge
from toolkit.knowledge.topics import akin, halves, pairs, topics, triples
from toolkit.records.facts import Answer, Facts, Statement, StatementKind

_ENOUGH, _OWN = 2, 3  # pairs of characters in common: a measure that answers, and one that was made for a problem


def answers(knowledge: Knowledge, facts: Facts) -> Iterator[Answer]:
    """Yield which measures answer each problem, in its words, those of its cause among them, or on its topic.

    A measure that was made for another problem answers this one too where it shares words with it.
    """
    problems, measures = facts.said(StatementKind.PROBLEM), facts.said(StatementKind.MEASURE)
    theirs = [pairs(knowledge, measure.text) for measure in measures]
    close = [[len(own & other) for other in theirs] for own in (pairs(knowledge, p.text) for p in problems)]
    threes, theirs_of_three = ([triples(knowledge, s.text) for s in each] for each in (problems, measures))
    taken = [max(each) >= _OWN for each in zip(*close, strict=True)]
    matched = [max(each, default=0) >= _OWN for each in close]
    told = [topics(knowledge, measure.text) for measure in measures]
    for p, problem in enumerate(problems):
        about, halved = topics(knowledge, problem.text), halves(knowledge, problem.text)
        found = tuple(
            measure
            for m, measure in enumerate(measures)
            if _goes_on(problem, measure)
            or (
                (not taken[m] or close[p][m] >= _ENOUGH)
                and (
                    close[p][m] >= (_OWN if about else _ENOUGH)
                    or about & told[m]
                    or any(one in measure.text and other in measure.text for one, other in halved)
                    or akin(knowledge, problem.text, measure.text)
                    or threes[p] & theirs_of_three[m]
                )
            )
        )
        others = [*matched[:p], *matched[p + 1 :]]
        telling = bool(about) or (bool(others) and all(others))  # where each other one is answered word for word
        yield Answer(span=problem.span, source=problem, measures=found, topics=tuple(sorted(about)), telling=telling)


def _goes_on(problem: Statement, measure: Statement) -> bool:
    """Tell whether a measure is the second half of the problem's own item: 一是……不够。下一步将……"""
    return 0 <= measure.span.start - problem.span.end <= 1
