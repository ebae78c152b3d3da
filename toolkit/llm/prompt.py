"""Prompts: one Markdown file for each question that we ask a model.

Front matter between ``+++`` lines (TOML: the settings of a call), then the parts, each under a heading of its own::

    # system           what the model is told once
    # example          as many as one likes: the words given, and the rows to answer with
    # user             Jinja; what changes with every passage

Everything but the last message is the same for every passage: an endpoint that remembers prefixes reads it once.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from toolkit.assets import assets

Message = dict[str, str]

_FRONT = re.compile(r"\A\+\+\+\n(?P<settings>.*?)\n\+\+\+\n(?P<parts>.*)\Z", re.DOTALL)
_PART = re.compile(r"^# (system|example|user)\n", re.MULTILINE)
_FIELD = re.compile(r"^([a-z_]+): ", re.MULTILINE)
_ANSWER = re.compile(r"^```json\n(?P<rows>.*?)\n```$", re.MULTILINE | re.DOTALL)
_FENCE = str.maketrans("<>", "＜＞")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words as the ``user`` part gets them, and the answer to them."""

    given: Mapping[str, str]
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question; ``digest`` changes with every character of its file, and is remembered with every answer."""

    name: str
    digest: str
    max_tokens: int
    system: str
    user: str
    examples: tuple[Example, ...]

    @property
    def version(self) -> str:
        """Name and digest: what a fact's origin says."""
        return f"{self.name}@{self.digest}"

    def messages(self, given: Mapping[str, str]) -> list[Message]:
        """Return the conversation that asks about some words of a document."""
        said = [{"role": "system", "content": self.system}]
        for example in self.examples:
            answer = json.dumps({"rows": example.rows}, ensure_ascii=False, separators=(",", ":"))
            said.append({"role": "user", "content": _filled(self.user, example.given)})
            said.append({"role": "assistant", "content": answer})
        said.append({"role": "user", "content": _filled(self.user, given)})
        return said


@cache
def prompt(name: str) -> Prompt:
    """Return the prompt of that name."""
    text = (assets("prompts") / f"{name}.md").read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if front is None:
        raise ValueError(f"prompts/{name}.md: no front matter")
    cut = _PART.split(front["parts"])
    parts = [(cut[i], cut[i + 1].strip()) for i in range(1, len(cut), 2)]
    return Prompt(
        name=name,
        digest=sha256(text.encode()).hexdigest()[:12],
        max_tokens=tomllib.loads(front["settings"])["max_tokens"],
        system=next(words for kind, words in parts if kind == "system"),
        user=next(words for kind, words in parts if kind == "user"),
        examples=tuple(_example(words) for kind, words in parts if kind == "example"),
    )


def names() -> list[str]:
    """Return the names of all prompts."""
    return sorted(p.name.removesuffix(".md") for p in assets("prompts").iterdir() if p.name != "README.md")


def _example(words: str) -> Example:
    """Read an example: fields as ``name: words``, over as many lines as they take, then the rows as a block of JSON."""
    answer = _ANSWER.search(words)
    if answer is None:
        raise ValueError("an example has no answer")
    cut = _FIELD.split(words[: answer.start()].strip())
    given = {cut[i]: cut[i + 1].strip() for i in range(1, len(cut), 2)}
    return Example(given=given, rows=tuple(json.loads(answer["rows"])))


def _filled(template: str, given: Mapping[str, str]) -> str:
    """Fill in a document's words; its angle brackets are widened, so that no words of its can close the fence."""
    fenced = {name: words.translate(_FENCE) for name, words in given.items()}
    return str(_jinja().from_string(template).render(fenced))


@cache
def _jinja() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
