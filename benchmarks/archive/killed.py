"""What becomes of a run when a worker, the run itself or a node of the cluster is killed: the same store in the end."""

import io
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive.running import kill_worker, work
from benchmarks.archive.stores import different, rows

_UNDER_WAY = 0.5  # seconds from the beginning of comparing


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What was killed and when, and in which tables the store is other than an undisturbed one's."""

    what: str
    at: int
    documents: int
    different: list[str]

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        said = "identical" if not self.different else f"DIFFERENT in {', '.join(self.different)}"
        yield f"{self.what} killed after {self.at} documents: {self.documents} in the store, {said}"


def worker_killed(folder: Path, scratch: Path, undisturbed: Path, half: int) -> Killed:
    """Kill a worker once half is done; the run goes on."""
    store, at = scratch / "worker-killed", [0]

    def strike(process: "subprocess.Popen[str]", done: int) -> None:
        if not at[0] and done >= half and kill_worker(process):
            at[0] = done

    work(folder, store, on_settled=strike)
    return _told("a worker", at[0], store, undisturbed)


def run_killed(folder: Path, scratch: Path, undisturbed: Path, half: int) -> Killed:
    """Kill the run itself once half is done, and run again."""
    store, at = scratch / "run-killed", [0]

    def strike(process: "subprocess.Popen[str]", done: int) -> None:
        if not at[0] and done >= half:
            at[0] = done
            os.kill(process.pid, signal.SIGKILL)

    work(folder, store, on_settled=strike)
    work(folder, store)
    return _told("the run", at[0], store, undisturbed)


def run_killed_comparing(folder: Path, scratch: Path, undisturbed: Path, _: int = 0) -> Killed:
    """Kill the run while it holds years against each other, and run again."""
    store, at = scratch / "run-killed-comparing", [0]

    def strike(process: "subprocess.Popen[str]") -> None:
        time.sleep(_UNDER_WAY)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if not (store / ".work/compared.json").exists():
            at[0] = rows(store, "documents")

    work(folder, store, on_comparing=strike)
    work(folder, store)
    return _told("the run, comparing,", at[0], store, undisturbed)


def node_killed(folder: Path, scratch: Path, undisturbed: Path, half: int) -> Killed:
    """Kill one of two nodes of a cluster once half is done; the other does the rest."""
    from ray.cluster_utils import Cluster

    from benchmarks.archive.one import Telling
    from toolkit.archive.engines import engine_of
    from toolkit.archive.run import run
    from toolkit.archive.task import Task

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    at = [0]

    class Striking(Telling):
        def settled(self, documents: int, failures: int) -> None:
            self.done += documents
            if not at[0] and self.done >= half:
                at[0] = self.done
                cluster.remove_node(nodes[0], allow_graceful=False)

    store = scratch / "node-killed"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):  # Ray cannot keep a death to itself
        try:
            run([str(folder)], Task(store=store), engine_of("ray", None, cluster.address), Striking())
        finally:
            cluster.shutdown()
    return _told("one of two nodes", at[0], store, undisturbed)


def _told(what: str, at: int, store: Path, undisturbed: Path) -> Killed:
    return Killed(what=what, at=at, documents=rows(store, "documents"), different=different(store, undisturbed))
