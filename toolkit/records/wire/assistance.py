"""What a language model had to do with a result, as JSON."""

from toolkit.records.assistance import Assistance, Usage
from toolkit.records.wire import shapes


def assistance_json(assistance: Assistance) -> shapes.Assistance:
    """Return what a model was asked, what of its words did not count, and where it failed."""
    return {
        "usage": {
            "model": assistance.model,
            **_usage(assistance.total),
            "prompts": [{"prompt": prompt, **_usage(usage)} for prompt, usage in assistance.usage],
        },
        "rejected": [{"quote": r.quote, "why": r.why, "prompt": r.prompt} for r in assistance.rejected],
        "failed_passages": [
            {"start": f.span.start, "end": f.span.end, "why": f.why, "prompt": f.prompt} for f in assistance.failed
        ],
    }


def _usage(usage: Usage) -> shapes.Usage:
    return {
        "calls": usage.calls,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost": None if usage.cost is None else format(usage.cost.normalize(), "f"),
    }
