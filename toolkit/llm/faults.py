"""What can go wrong between us and a model: what is tried again, what ends the run, and how it is told.

Nothing of this ever goes into a prompt.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import openai
from tenacity import RetryCallState
from tenacity.wait import wait_exponential_jitter

_LONGEST_WAIT = 60.0  # seconds; an endpoint that asks for more is taken to have failed
_STATUSES = {
    400: "模型一端不接受这样的提问",
    401: "密钥不对",
    402: "余额不足",
    403: "没有权限",
    404: "没有这个模型或地址",
    413: "问题太长",
    429: "调用太频繁",
}
_HOPELESS = {
    401: "请检查 JIXIAO_LLM_API_KEY。",
    402: "请充值后再运行；已有的回答都记着。",
    403: "请检查 JIXIAO_LLM_API_KEY 能不能用这个模型。",
    404: "请检查 --llm 的模型名与 JIXIAO_LLM_BASE_URL（通常以 /v1 结尾）。",
}
"""Statuses with which no call at all can succeed, and what to do about each."""
_NOBODY = "请看模型是否已启动，并检查 JIXIAO_LLM_BASE_URL。"
_backoff = wait_exponential_jitter(multiplier=0.5, max=20, jitter=0.5)


class NoAnswer(Exception):  # noqa: N818 — told as a failed passage, never as an error of ours
    """A call that came back without a usable answer; its text is for people."""


def is_transient(error: BaseException) -> bool:
    """Tell whether the same call may succeed a little later."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 425, 429) or error.status_code >= 500
    # What has taken its whole time once is not given it again.
    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


def is_hopeless(error: BaseException) -> bool:
    """Tell whether no call at all can succeed: a wrong key, no money, an unknown model, nobody there."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _HOPELESS
    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


def remedy(error: BaseException) -> str:
    """Say what to do where no call can succeed."""
    return _HOPELESS.get(error.status_code, _NOBODY) if isinstance(error, openai.APIStatusError) else _NOBODY


def wait(state: RetryCallState) -> float:
    """Return how many seconds to wait: what the endpoint asks for, else a backoff with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = _retry_after(error) if isinstance(error, openai.APIStatusError) else None
    return _backoff(state) if asked is None else min(asked, _LONGEST_WAIT)


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Read ``Retry-After``: seconds, or a date (RFC 9110, 10.2.3)."""
    said = error.response.headers.get("retry-after", "").strip()
    if not said:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def told(error: BaseException) -> str:
    """Say in a few words what went wrong; never the endpoint's own words, which may be anything."""
    if isinstance(error, NoAnswer):
        return str(error)
    if isinstance(error, openai.APITimeoutError):
        return "模型没有在限时内回答"
    if isinstance(error, openai.APIConnectionError):
        return "连不上模型，或连接中断"
    if isinstance(error, openai.APIStatusError):
        return told_status(error.status_code)
    return f"回答读不懂（{type(error).__name__}）"


def told_status(status: object) -> str:
    """Say what an HTTP status means here; of anything that is none, only that it went wrong."""
    if not isinstance(status, int):
        return "模型一端出错"
    return _STATUSES.get(status) or f"模型一端出错（{status}）"
