"""Lines on standard error."""

import os
import sys

import click

from toolkit.report import legible


def tell(line: str) -> None:
    """Say something to whoever watches; where nobody can be told, the work and its exit code still stand."""
    try:
        click.echo(legible(line), err=True)  # a name of a file may hold what moves the cursor
        sys.stderr.flush()
    except OSError:
        # What is left for it would fail again at the end, and take the exit code with it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
