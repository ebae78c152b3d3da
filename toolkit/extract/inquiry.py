"""Ask a model about passages, and make facts of what it points at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.extract.chunks import Chunk
from toolkit.extract.grammar.reading import Reading
from toolkit.extract.pointed.pointing import Passage, Pointed, Subject
from toolkit.llm.answer import Question
from toolkit.llm.client import Client
from toolkit.llm.prompt import prompt
from toolkit.records.assistance import Assistance, Failed, Usage
from toolkit.records.facts import Fact, Origin


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """One passage, and what is asked about it."""

    subject: Subject
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class Found:
    """What all answers together came to."""

    facts: list[Fact] = field(default_factory=list)
    assistance: Assistance = field(default_factory=lambda: Assistance(model=""))


def inquire(
    reading: Reading,
    headings: Sequence[Fact],
    askings: Sequence[Asking],
    client: Client,
) -> Found:
    """Ask everything, side by side; an answer that fails is listed, and takes no other with it."""
    prompts = [prompt(asking.subject.prompt) for asking in askings]
    questions = [
        Question(prompt=one, given={"passage": asking.chunk.shown}, shape=asking.subject.shape)
        for one, asking in zip(prompts, askings, strict=True)
    ]
    replies = client.ask(questions)
    whole = Pointed()
    failed: list[Failed] = []
    usage: dict[str, Usage] = {}
    for asking, one, reply in zip(askings, prompts, replies, strict=True):
        origin = Origin(engine="llm", model=client.model, prompt=one.version)
        pointed = asking.subject.read(reply.rows, Passage(reading, headings, asking.chunk, origin))
        whole.facts += pointed.facts
        whole.rejected += pointed.rejected
        if reply.failure:
            failed.append(Failed(span=asking.chunk.span, why=reply.failure, prompt=one.version))
        usage[one.version] = usage.get(one.version, Usage()) + reply.usage
    assistance = Assistance(
        model=client.model,
        usage=tuple(sorted(usage.items())),
        rejected=tuple(whole.rejected),
        failed=tuple(failed),
    )
    return Found(whole.facts, assistance)
