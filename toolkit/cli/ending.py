"""How a run ends: the exit codes of the contract, and the shells' own for what stops a run from outside."""

from enum import IntEnum


class Ending(IntEnum):
    """An exit code. Where several hold, ``WRONG`` goes before ``CRASHED`` before ``FOUND``."""

    CLEAN = 0
    FOUND = 1  # findings at or above --fail-on
    WRONG = 2  # a file that cannot be read; usage, configuration or model at fault
    CRASHED = 3  # a check broke down
    INTERRUPTED = 130
    NOBODY_READS = 141
