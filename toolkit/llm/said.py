"""What a model said, as it came: a direct call's answer, one that a batch brought, or a remembered one."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from openai.types.chat import ChatCompletion

from toolkit.records.assistance import Usage

_ENDS = {"tool_calls": "stop", "function_call": "stop", None: "stop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came back: ``finish`` is ``stop``, or why there is no more; ``batch`` where it has a batch's price."""

    content: str
    finish: str
    prompt_tokens: int
    completion_tokens: int
    calls: int = 1
    batch: bool = False

    def costing(self, spent: Usage) -> "Said":
        """Return the same with what it cost together with the tries that failed."""
        return replace(
            self, prompt_tokens=spent.prompt_tokens, completion_tokens=spent.completion_tokens, calls=spent.calls
        )

    def kept(self) -> dict[str, Any]:
        """Return what is remembered of it."""
        return asdict(self)


def said_in(completion: ChatCompletion, *, batch: bool = False) -> Said:
    """Read a completion, whichever way the endpoint words it."""
    choice = completion.choices[0]
    called = choice.message.tool_calls or []
    function = getattr(called[0], "function", None) if called else None
    return Said(
        content=function.arguments if function else choice.message.content or "",
        finish="refusal" if choice.message.refusal else _ENDS.get(choice.finish_reason, choice.finish_reason),
        prompt_tokens=completion.usage.prompt_tokens if completion.usage else 0,
        completion_tokens=completion.usage.completion_tokens if completion.usage else 0,
        batch=batch,
    )
