"""What a person types in, results on standard output and an exit code out; it decides nothing about documents."""

from toolkit.cli.program import main

__all__ = ["main"]
