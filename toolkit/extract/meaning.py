"""Contradictions of meaning that a model proposes: asked for, found in the text, and asked again in other words.

Only what is found word for word, and what the model holds to when the question is turned round, becomes a proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.extract.chunks import Chunk, chunks
from toolkit.extract.grammar.reading import Reading, read_through
from toolkit.extract.ground import Place, Text
from toolkit.extract.inquiry import Asking, Found, inquire
from toolkit.extract.pointed.pointing import NOT_FOUND, Passage, Pointed, Subject
from toolkit.extract.telling import answered, fits, odd, standing
from toolkit.knowledge import Knowledge
from toolkit.llm.answer import Question, Row, rows_of
from toolkit.llm.client import Client
from toolkit.llm.prompt import prompt
from toolkit.records import Document, Evidence, Span
from toolkit.records.assistance import Assistance, Failed, Rejected
from toolkit.records.facts import Facts, Form, Heading, Ordinal, Proposal

_LONGEST = 1200  # characters of a passage; what contradicts itself must stand in one
_MOST_PASSAGES = 2
_SHORTEST = 6  # characters of a quote: fewer say nothing
_NO = "不通"


@dataclass(frozen=True, slots=True)
class _Relation:
    """A kind of contradiction: the check it belongs to, what it says, and the roles of its two quotes."""

    code: str
    message: str
    roles: tuple[str, str]


RELATIONS = {
    "完成矛盾": _Relation("CN06", "一处说已经做了，另一处说还没有做", ("说成已做", "尚未做")),
    "弱项未列": _Relation("CN02", "这里丢了分或薄弱，存在的问题里像是没有讲到", ("弱项", "最相近的问题")),
    "问题无措施": _Relation("CN03", "这个问题，措施里像是没有一条回答", ("问题", "最相近的措施")),
    "文不对题": _Relation("CN05", "标题与下面的话，讲的像不是一件事", ("标题", "正文")),
    "提法过时": _Relation("TM03", "这个提法到报告年度像是已经不用了", ("提法", "报告年度")),
}


def _read(rows: Iterable[Row], passage: Passage) -> Pointed:
    """Read rows of relation and two quotes, each found for itself."""
    pointed, text = Pointed(), Text(passage.chunk.text)
    for label, *quotes in rows:
        relation = RELATIONS.get(label)
        if relation is None:
            pointed.reject(quotes[0], f"没有“{label}”这一类", passage)
            continue
        places = [_place(quote, text) for quote in quotes]
        for quote, place in zip(quotes, places, strict=True):
            if place is None:
                pointed.reject(quote, NOT_FOUND, passage)
        first, second = places
        if first is None or second is None:
            continue
        spans = [passage.chunk.place(place.start, place.end) for place in (first, second)]
        if spans[0].overlaps(spans[1]):
            pointed.reject(quotes[0], "两处是同一句话", passage)
            continue
        evidence = tuple(Evidence(role=role, span=span) for role, span in zip(relation.roles, spans, strict=True))
        pointed.facts.append(
            Proposal(
                span=spans[0],
                origin=passage.origin,
                code=relation.code,
                message=f"{relation.message}（语言模型提出，两问一致，请人工判断）",
                evidence=evidence,
            )
        )
    return pointed


_MOST = 4  # proposals of one passage: the surest come first, and a small model ends
MEANING = Subject(prompt="meaning", shape=rows_of(3, most=_MOST, longest=40), read=_read)
_CONFIRMED = rows_of(2, most=_MOST * _MOST_PASSAGES, longest=8)


def meant(document: Document, knowledge: Knowledge, facts: Facts, client: Client) -> tuple[list[Proposal], Assistance]:
    """Ask what contradicts what, and keep what holds when asked the other way round."""
    if facts.identity is None or facts.identity.form is Form.OTHER:
        return [], Assistance(model=client.model)
    reading = read_through(document, knowledge)
    outline = [fact for fact in facts.entries if isinstance(fact, Heading | Ordinal)]
    passages = _passages(reading, outline, answered(facts), [*standing(reading), *odd(reading, facts)])
    found = inquire(reading, outline, [Asking(MEANING, chunk) for chunk in passages], client)
    proposals = list(dict.fromkeys(fact for fact in found.facts if isinstance(fact, Proposal)))
    return _confirmed(document, *_fitting(proposals, facts, reading, found), passages, client)


def _passages(
    reading: Reading, outline: list[Heading | Ordinal], answered: list[Span], others: list[Span]
) -> list[Chunk]:
    """Return one passage where all fits into one, else one for what is lost and promised, and one for the rest."""

    def cut(spans: list[Span]) -> list[Chunk]:
        return chunks(reading, outline, spans, _LONGEST, together=True, sparing=True)

    whole = cut([*answered, *others])
    return whole if len(whole) < _MOST_PASSAGES else [*cut(answered)[:1], *cut(others)[:1]]


def _fitting(
    proposals: list[Proposal], facts: Facts, reading: Reading, found: Found
) -> tuple[list[Proposal], Assistance]:
    """Leave out what cannot be what it is called: those need no second question."""
    kept = [proposal for proposal in proposals if fits(proposal, facts, reading)]
    dropped = tuple(
        Rejected(
            quote=_line(reading.document, one.evidence[0]),
            why="两处所在的部分或用语与类别不合",
            prompt=one.origin.prompt or "",
        )
        for one in proposals
        if one not in kept
    )
    return kept, found.assistance + Assistance(model=found.assistance.model, rejected=dropped)


def _place(quote: str, text: Text) -> Place | None:
    places = text.places(quote) if len(quote.strip()) >= _SHORTEST else []
    return places[0] if places else None


def _confirmed(
    document: Document, proposals: list[Proposal], first: Assistance, passages: list[Chunk], client: Client
) -> tuple[list[Proposal], Assistance]:
    """Ask the second question about all proposals at once."""
    if not proposals:
        return [], first
    one = prompt("confirm")
    lines = [
        f"{i}. “{_line(document, proposal.evidence[0])}” 与 “{_line(document, proposal.evidence[1])}”"
        for i, proposal in enumerate(proposals, 1)
    ]
    (reply,) = client.ask([Question(prompt=one, given={"passage": "\n".join(lines)}, shape=_CONFIRMED)])
    said = {row[0]: row[1] for row in reply.rows}
    kept = [proposal for i, proposal in enumerate(proposals, 1) if said.get(str(i)) == _NO]
    # What the second answer does not reach has not been taken back: it is a failed passage.
    dropped = [
        Rejected(quote=_line(document, proposal.evidence[0]), why="换一种问法，模型不再坚持", prompt=one.version)
        for i, proposal in enumerate(proposals, 1)
        if proposal not in kept and (str(i) in said or not reply.failure)
    ]
    failed = (Failed(span=passages[0].span, why=reply.failure, prompt=one.version),) if reply.failure else ()
    second = Assistance(
        model=client.model,
        usage=((one.version, reply.usage),),
        rejected=tuple(dropped),
        failed=failed,
    )
    return kept, first + second


def _line(document: Document, evidence: Evidence) -> str:
    return "".join(document.quote(evidence.span).split())
