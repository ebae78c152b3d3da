"""Ray Core: on this machine, or on a cluster whose nodes all see the store and the files."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.archive.desk import on_desk
from toolkit.archive.engines import Source
from toolkit.archive.parts import missing
from toolkit.archive.store import Store
from toolkit.archive.task import Lost, Settled, Shard, Task
from toolkit.archive.work import run_shard
from toolkit.errors import ConfigurationFault, JixiaoError

_AHEAD = 2
_PACKAGE = Path(__file__).parents[3]


class Ray:
    """One task of Ray for each shard; retries are ours, so that a document that ends its worker is found out."""

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ModuleNotFoundError as error:
            raise missing("cluster", error) from None
        self._ray: Any = ray
        self._address = address
        self.workers = workers or len(os.sched_getaffinity(0))

    def prepare(self) -> None:
        """Wait: to join a cluster for nothing would keep others from it."""

    def run(self, task: Task, source: Source) -> Iterator[tuple[Shard, Settled | Lost]]:
        """Run what the source hands out."""
        ray = self._ray
        self._start()
        try:
            remote = ray.remote(num_cpus=1, max_retries=0)(run_shard)
            running: dict[Any, Shard] = {}
            while True:
                while len(running) < self.workers * _AHEAD and (shard := source.take()):
                    running[remote.remote(task, shard)] = shard
                if not running:
                    break
                for reference in ray.wait(list(running), num_returns=1)[0]:
                    shard = running.pop(reference)
                    yield shard, self._ended(reference, task, shard)
        finally:
            ray.shutdown()

    def _start(self) -> None:
        """Join the cluster, or make one of this machine that nobody else can reach."""
        ray = self._ray
        # The workers import this very copy of the program, wherever it was imported from.
        environment = {"env_vars": {"PYTHONPATH": os.pathsep.join([str(_PACKAGE), os.environ.get("PYTHONPATH", "")])}}
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR, "runtime_env": environment}
        try:
            if self._address is None:
                ray.init(
                    "local", num_cpus=self.workers, include_dashboard=False, _node_ip_address="127.0.0.1", **options
                )
            else:
                ray.init(address=self._address, **options)
                self.workers = max(1, int(ray.cluster_resources().get("CPU", 1)))
        except (ConnectionError, ValueError, RuntimeError) as error:
            what = f"连不上 Ray（{' '.join(str(error).split())[:200]}）"
            where = f"--address {self._address}" if self._address else "--engine ray"
            raise ConfigurationFault(what, where, "请检查集群是否已启动，或用 --engine local。") from error

    def _ended(self, reference: Any, task: Task, shard: Shard) -> Settled | Lost:
        errors = self._ray.exceptions
        try:
            settled: Settled = self._ray.get(reference)
        except errors.RayTaskError as error:
            cause = error.cause
            raise cause if isinstance(cause, JixiaoError | OSError) else error from None
        except (errors.NodeDiedError, errors.ObjectLostError, errors.OwnerDiedError):
            return Lost(kind="killed", at=None, blameless=True)
        except errors.RayError:
            desk = on_desk(Store(task.store), shard)
            if desk.memory:
                return Lost(kind="memory", at=desk.document)
            late = desk.since is not None and time.time() - desk.since >= task.seconds > 0
            return Lost(kind="timeout" if late else "killed", at=desk.document)
        return settled
