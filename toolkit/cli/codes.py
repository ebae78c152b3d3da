"""Codes of checks, as people type them."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def resolved(word: str) -> frozenset[str]:
    """Return the codes that a code or a family (`RT`) stands for; none, if there is no such check."""
    from toolkit.audit import catalogue, named

    return named(word, catalogue())


def unheard(word: str) -> str:
    """Say that there is no such check, and which one may be meant."""
    from toolkit.audit import catalogue
    from toolkit.audit.select import unknown

    return unknown(word, catalogue())


def codes_option(name: str, *, help: str) -> Callable[[F], F]:
    """Make an option that takes codes, once or more."""
    return click.option(name, multiple=True, callback=_chosen, shell_complete=offered, metavar="编号", help=help)


def _chosen(ctx: click.Context, option: click.Parameter, words: tuple[str, ...]) -> frozenset[str]:
    """Return the codes that an option names, once or more, between commas."""
    codes: set[str] = set()
    for word in re.split(r"[,，、\s]+", ",".join(words).strip(",，、 ")) if words else ():
        found = resolved(word)
        if not found:
            raise click.BadParameter(f"里{unheard(word)}", ctx, option)
        codes |= found
    return frozenset(codes)


def offered(ctx: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer codes to a shell, to go on with after the last comma."""
    from toolkit.audit import catalogue

    head, comma, begun = begun.rpartition(",")
    fitting = (c for c in catalogue() if c.code.startswith(begun.upper()))
    return [CompletionItem(f"{head}{comma}{c.code}", help=c.title) for c in fitting]
