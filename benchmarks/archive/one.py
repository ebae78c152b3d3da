"""One run over an archive, for those that time it or kill it: says in lines of JSON how far it is."""

import json
import sys
from pathlib import Path
from time import perf_counter


class Telling:
    """Tells how many documents are done; of everything else that a watch may hear, it only notes down when it began."""

    def __init__(self) -> None:
        self.done = 0
        self.began = perf_counter()
        self.phases: dict[str, float] = {}

    def settled(self, documents: int, failures: int) -> None:
        """Tell."""
        self.done += documents
        say(settled=self.done)

    def tidying(self) -> None:
        """Tell, and note down when."""
        self._began("tidying")

    def comparing(self) -> None:
        """Tell, and note down when."""
        self._began("comparing")

    def _began(self, phase: str) -> None:
        self.phases[phase] = round(perf_counter() - self.began, 2)
        say(**{phase: True})

    def __getattr__(self, name: str) -> object:
        return lambda *_: self.phases.setdefault(name, round(perf_counter() - self.began, 2))


def say(**said: object) -> None:
    """Print a line, at once."""
    print(json.dumps(said), flush=True)  # noqa: T201


def main(folder: str, store: str, engine: str, workers: str) -> None:
    """Run."""
    from toolkit.archive.engines import engine_of
    from toolkit.archive.run import run
    from toolkit.archive.task import Task

    watch = Telling()
    summary = run([folder], Task(store=Path(store)), engine_of(engine, int(workers), None), watch)
    say(
        files=summary.files,
        done=summary.done,
        unchanged=summary.unchanged,
        failures=len(summary.failures),
        crashes=summary.crashes,
        phases=watch.phases,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
