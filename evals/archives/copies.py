"""What offices copy: paragraphs of others and of their own last year, edited or not, with figures or without."""

from dataclasses import dataclass, field
from random import Random

from evals.archives.offices import Office, words
from evals.archives.paragraphs import Paragraph, Writer
from evals.archives.truth import Copied, Place

_KEPT = 300  # paragraphs that may still be copied
_SHORTEST = 110  # characters: who copies does not copy half a sentence
_OF_PROJECTS = 0.25  # of the paragraphs
_MOST = 3  # paragraphs that one document copies
_OFFERED = 3  # paragraphs of a document that others may copy


@dataclass(slots=True)
class Taken:
    """A paragraph as it stands in a document: ``source`` is where it was copied from."""

    heading: str | None
    text: str
    office: int
    year: int
    paragraph: Paragraph
    source: "Taken | None" = None
    words: str = "kept"
    figures: str = "kept"
    place: Place | None = field(default=None)

    def placed(self, place: Place, copied: list[Copied]) -> None:
        """Keep where it stands, and what is known of it if it is a copy."""
        self.place = place
        if self.source and self.source.place:
            between = "years" if self.source.office == self.office else "offices"
            copied.append(
                Copied(source=self.source.place, copy=place, between=between, words=self.words, figures=self.figures)
            )


class Copier:
    """Remembers a few hundred paragraphs, and lets some documents copy from them."""

    def __init__(self, rng: Random, share: float) -> None:
        self.rng, self.share = rng, share
        self.others: list[Taken] = []  # of offices before
        self.own: list[Taken] = []  # of the office at hand, or of the one before it

    def body(self, rng: Random, of: Office, year: int, writer: Writer, wanted: int) -> list[Taken]:
        """Return the paragraphs of a document, as many characters as are wanted, a few of them copied."""
        projects: list[Taken] = []
        deeds: list[Taken] = []
        size = 0
        while not projects or size < wanted * _OF_PROJECTS:
            paragraph = writer.project()
            projects.append(Taken(None, paragraph.filled(rng), of.number, year, paragraph))
            size += len(projects[-1].text)
        for topic, paragraph in writer.work():
            deeds.append(Taken(topic, paragraph.filled(rng), of.number, year, paragraph))
            size += len(deeds[-1].text)
            if size >= wanted:
                break
        copies = self._copies(of, year, writer) if self.rng.random() < self.share else []
        for copy in copies:
            # Of one subject either the own words or the copied ones: the figures would clash.
            if copy.heading is None:
                projects = [*(each for each in projects if each.paragraph.topic != copy.paragraph.topic), copy]
            else:
                deeds = [*(each for each in deeds if each.heading != copy.heading), copy]
        written = [each for each in (*projects, *deeds) if each.source is None and len(each.text) >= _SHORTEST]
        self._offer(written, of.number)
        return [*projects, *deeds]

    def _offer(self, written: list[Taken], number: int) -> None:
        """Let later documents copy from this one."""
        offered = self.rng.sample(written, min(_OFFERED, len(written)))
        for each in self.own:
            if each.office != number:
                if len(self.others) < _KEPT:
                    self.others.append(each)
                else:
                    self.others[self.rng.randrange(_KEPT)] = each
        self.own = [*(each for each in self.own if each.office == number), *offered][-2 * _OFFERED :]

    def _copies(self, of: Office, year: int, writer: Writer) -> list[Taken]:
        last = [each for each in self.own if each.office == of.number and each.year == year - 1]
        found: list[Taken] = []
        for _ in range(self.rng.randint(1, _MOST)):
            sources = last if last and self.rng.random() < 0.4 else self.others
            if not sources:
                continue
            source = self.rng.choice(sources)
            if all(each.source is not source and each.heading != source.heading for each in found):
                found.append(self._copy(source, of, year, writer))
        return found

    def _copy(self, source: Taken, of: Office, year: int, writer: Writer) -> Taken:
        figures = self.rng.choice(("kept", "changed"))
        words_ = self.rng.choice(("kept", "edited"))
        text = source.text if figures == "kept" else source.paragraph.filled(self.rng)
        if words_ == "edited":
            text = self._edited(text, of, writer)
        return Taken(source.heading, text, of.number, year, source.paragraph, source, words_, figures)

    def _edited(self, text: str, of: Office, writer: Writer) -> str:
        """Change a few words, as one does who makes a text his own: the places, who did it, how."""
        rng = self.rng
        villages = [each for each in words("offices")["villages"].split() if each in text]
        for old, new in zip(villages, rng.sample(of.villages, len(of.villages)), strict=False):
            text = text.replace(old, new, 1)
        ways = [each for each in writer.known.ways if each in text]
        if ways:
            text = text.replace(rng.choice(ways), rng.choice(writer.known.ways), 1)
        return text.replace("，并", "，同时", 1) if rng.random() < 0.5 else text
