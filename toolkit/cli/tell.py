"""Lines on standard error."""

import os
import sys

import click


def tell(line: str) -> None:
    """Say something to whoever watches; where nobody can be told, the work and its exit code still stand."""
    try:
        click.echo(line, err=True)
        sys.stderr.flush()
    except OSError:
        # What is left for it would fail again at the end, and take the exit code with it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
