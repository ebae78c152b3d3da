"""The shape of what the draft knows of a report's parts, and of who knows what."""

from toolkit.knowledge.shapes import Entry, Source, Words


class PartEntry(Entry):
    """A part of the report by the words of its heading, and the template that writes it."""

    name: str
    words: Words
    template: str
    source: Source


class WhoEntry(Entry):
    """Who is likely to know a figure, by words of its name."""

    words: Words
    office: str
    source: Source


class Parts(Entry):
    """knowledge/parts.toml."""

    part: tuple[PartEntry, ...]
    who: tuple[WhoEntry, ...]

    def knows(self, name: str) -> str | None:
        """Return who is likely to know a figure of that name."""
        return next((entry.office for entry in self.who if any(word in name for word in entry.words)), None)

    def named(self, name: str) -> PartEntry | None:
        """Return a part by its name."""
        return next((entry for entry in self.part if entry.name == name), None)

    def of(self, title: str) -> PartEntry | None:
        """Return the part that a heading opens, or None where its words do not tell."""
        bare = "".join(title.split())
        return next((entry for entry in self.part if any(word in bare for word in entry.words)), None)


class Way(Entry):
    """What to do, to which result, and how that is checked."""

    what: str
    result: str
    check: str


class MeasureEntry(Way):
    """What to do about one kind of problem; ``more`` are other ways, for a second problem of the kind.

    ``fault`` names the practice that ``codes`` find; without it the title of the check does.
    """

    name: str
    topics: Words = ()
    words: Words = ()
    codes: Words = ()
    fault: str | None = None
    more: tuple[Way, ...] = ()
    source: Source

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return everything that can be done, the most usual first."""
        return (self, *self.more)


class Measures(Entry):
    """knowledge/measures.toml."""

    measure: tuple[MeasureEntry, ...]
