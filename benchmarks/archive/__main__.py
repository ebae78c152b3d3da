"""`python -m benchmarks.archive`: measure what docs/performance.md says of archives, each part by its name.

    make bench-archive                        every part, at sizes that take some minutes
    make bench-archive ARGS="growth --large 20000"

Ratios are of things measured in one run; times mean nothing on another machine, nor beside other work on this one.
"""

import compileall
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import click

from benchmarks.archive.running import ROOT
from evals.archives.make import Plan, write

SHORT = (1_500, 1_500)  # characters: what a run over tens of thousands of documents can afford
SCRATCH: dict[str, Path | None] = {"folder": None}


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder for archives and stores, gone afterwards unless a place was named."""
    if SCRATCH["folder"]:
        SCRATCH["folder"].mkdir(parents=True, exist_ok=True)
        yield SCRATCH["folder"]
        return
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        yield Path(folder)


def tell(lines: Iterator[str]) -> None:
    """Print lines, at once."""
    for line in lines:
        click.echo(line)
        sys.stdout.flush()


@click.group(invoke_without_command=True, chain=True)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="keep all in this empty folder")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Measure archives: all parts, or those that are named."""
    if folder and folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"--folder: {folder} is not empty; a store of before leaves nothing to measure.")
    SCRATCH["folder"] = folder
    for package in ("toolkit", "benchmarks"):  # as installed: whatever the environment says, they are compiled once
        compileall.compile_dir(ROOT / package, quiet=1)
    if context.invoked_subcommand is None:
        for command in (cost, throughput, ray, growth, killed, query, copies):
            context.invoke(command)


def part(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command that says its name first."""

    def wrap(function: Callable[..., None]) -> click.Command:
        @wraps(function)
        def said(**options: object) -> None:
            click.echo(f"\n{name}  (load before: {os.getloadavg()[0]:.1f})")
            function(**options)

        return main.command(name)(said)

    return wrap


@click.option(
    "--documents", default=1_000, show_default=True, help="a run begins and ends with some seconds of its own"
)
def _throughput(documents: int) -> None:
    """Two workers beside single audits and plain multiprocessing, in turns."""
    from benchmarks.archive.throughput import throughput as measured

    with scratch() as place:
        # One year of each office: to hold two years against each other is work that single audits have not.
        write(place / "throughput", Plan(documents=documents, years=1))
        tell(measured(place / "throughput", place).lines())


@click.option("--documents", default=1_000, show_default=True)
def _ray(documents: int) -> None:
    """The engine `ray` beside `local`."""
    from benchmarks.archive.throughput import by_ray

    with scratch() as place:
        write(place / "engines", Plan(documents=documents, years=1))
        tell(by_ray(place / "engines", place).lines())


@click.option("--large", default=2_000, show_default=True, help="20000 for the aim: about a quarter of an hour")
@click.option("--small", default=1_000, show_default=True)
def _growth(small: int, large: int) -> None:
    """Memory, cost and store as an archive grows; and a second run over it."""
    from benchmarks.archive.growth import compared, sized

    with scratch() as place:
        first = sized(place, Plan(documents=small, length=SHORT))
        tell(first.lines())
        second = sized(place, Plan(documents=large, length=SHORT))
        tell(second.lines())
        tell(compared(first, second))


@click.option("--ray/--no-ray", default=True)
@click.option("--documents", default=240, show_default=True)
def _killed(documents: int, ray: bool) -> None:
    """A worker, the run, a node of a cluster killed: the same store in the end."""
    from benchmarks.archive import killed as kill
    from benchmarks.archive.running import work

    with scratch() as place:
        folder = place / "killed"
        write(folder, Plan(documents=documents, length=(2_000, 8_000)))
        work(folder, place / "undisturbed")
        ways = [kill.worker_killed, kill.run_killed, kill.run_killed_comparing, *([kill.node_killed] if ray else [])]
        for way in ways:
            tell(way(folder, place, place / "undisturbed", documents // 2).lines())


@click.option("--claims", default=1_000_000, show_default=True)
def _query(claims: int) -> None:
    """Questions to a store of a million claims."""
    from benchmarks.archive.asked import asked, store_of

    with scratch() as place:
        taken = store_of(place / "claims", claims)
        click.echo(f"{claims:,} claims, {taken / (1 << 20):.0f} MB")
        for each in asked(place / "claims"):
            tell(each.lines())


@click.option("--documents", default=200, show_default=True)
def _cost(documents: int) -> None:
    """What a document costs, stage by stage, and what that comes to for large archives."""
    from benchmarks.archive.cost import cost as measured

    with scratch() as place:
        tell(measured(place, documents).lines())


@click.option("--documents", default=400, show_default=True)
def _copies(documents: int) -> None:
    """Planted copies and faults: recall and precision over an archive."""
    from rich.console import Console

    from benchmarks.archive.running import work
    from evals.archives.measure import compared, faults, opened, page
    from evals.archives.measure import copies as found
    from evals.page import show

    with scratch() as place:
        truth = write(place / "copies", Plan(documents=documents, copies=0.3))
        work(place / "copies", place / "copies-store")
        compared(place / "copies-store", place / "copies.knowledge")
        db, console = opened(place / "copies-store"), Console(highlight=False)
        show(faults(db, truth), console)
        page(found(db, truth), console)


cost, throughput, ray, growth, killed, query, copies = (
    part(function.__name__.strip("_"))(function)
    for function in (_cost, _throughput, _ray, _growth, _killed, _query, _copies)
)

if __name__ == "__main__":
    main()
