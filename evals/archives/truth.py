"""What is known of a generated archive: its documents, the faults planted in them, what was copied, who was renamed."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT, VERSION = "jixiao.archive-truth", 1
FILE = "truth.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document: its path in the archive, whose it is and of which year."""

    path: str
    office: int
    organization: str
    year: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of a document."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A planted fault; ``places`` are the words at fault, and others that a reviewer may point at."""

    path: str
    code: str
    note: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A paragraph taken over: from another office or another year, with its words and its figures or without."""

    source: Place
    copy: Place
    between: str  # offices, years
    words: str  # kept, edited
    figures: str  # kept, changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """An office that has another name from a year on."""

    office: int
    before: str
    after: str
    year: int


@dataclass(slots=True, kw_only=True)
class Truth:
    """All that is known of an archive."""

    seed: int
    documents: list[Made] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    copies: list[Copied] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it as JSON, a record a line."""
        lists = {name: getattr(self, name) for name in ("documents", "faults", "copies", "renamed")}
        with path.open("w", encoding="utf-8") as out:
            out.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "seed": {self.seed}')
            for name, records in lists.items():
                lines = ",\n  ".join(json.dumps(asdict(each), ensure_ascii=False) for each in records)
                out.write(f',\n "{name}": [\n  {lines}\n ]' if lines else f',\n "{name}": []')
            out.write("\n}\n")


def load(path: Path) -> Truth:
    """Read what is known of an archive."""
    known = json.loads(path.read_text(encoding="utf-8"))
    if (known.get("format"), known.get("version")) != (FORMAT, VERSION):
        raise ValueError(f"{path.name}: not a truth of version {VERSION}")
    return Truth(
        seed=known["seed"],
        documents=[Made(**each) for each in known["documents"]],
        faults=[Fault(**{**each, "places": tuple(_places(each["places"]))}) for each in known["faults"]],
        copies=[
            Copied(**{**each, "source": Place(**each["source"]), "copy": Place(**each["copy"])})
            for each in known["copies"]
        ],
        renamed=[Renamed(**each) for each in known["renamed"]],
    )


def _places(places: list[dict[str, object]]) -> list[Place]:
    return [Place(**each) for each in places]  # type: ignore[arg-type]
