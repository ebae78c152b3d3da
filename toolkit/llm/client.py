"""Ask a model many questions side by side: from memory where it can, within the budget, again where that may help.

instructor gives each answer its shape. It does not retry here: of an answer that is not whole, the rows that are
whole are kept, and an error of the endpoint never becomes part of a question.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorError
from openai.types.chat import ChatCompletion
from pydantic import ValidationError
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from toolkit.errors import ModelFault
from toolkit.llm.answer import Question, Reply, Rows, kept
from toolkit.llm.batch import Batch
from toolkit.llm.budget import Budget
from toolkit.llm.cache import Cache, key_of
from toolkit.llm.endpoint import Endpoint, Mode
from toolkit.llm.faults import NoAnswer, is_hopeless, is_transient, remedy, told, wait
from toolkit.llm.said import Said, said_in
from toolkit.llm.shaped import MODES, shaped
from toolkit.records.assistance import WAITING, Usage

# instructor logs whole completions, and with them the words of the document.
logging.getLogger("instructor").setLevel(logging.CRITICAL)

T = TypeVar("T")
Watch = Callable[[int, int], None]

_LESSER = {Mode.JSON_SCHEMA: Mode.JSON, Mode.JSON: Mode.MD_JSON}
"""What to try where an endpoint does not take a mode."""
_SEEDS = (20130453, 20200010)
"""The second is for an answer that is none: at temperature 0 the first would only be given again."""
_CUT_OFF = "回答太长，被截断"
_SPENT = "已达 --max-tokens 或 --max-cost 的上限，没有再问"
_REASONS = {"length": _CUT_OFF, "content_filter": "模型一端拒绝回答", "refusal": "模型拒绝回答"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many calls at once, how often one is tried, and how many seconds it may take (by default the endpoint's)."""

    at_once: int = 4
    tries: int = 4
    seconds: float = 120


class Client:
    """A model that can be asked; ``calls`` counts the calls made, ``remembered`` the answers that took none.

    With a ``batch`` it makes none: what is not remembered is given away, and its reply says that it is still to come.
    ``watch`` is told how many of the questions asked together are done.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        budget: Budget | None = None,
        cache: Cache | None = None,
        limits: Limits | None = None,
        batch: Batch | None = None,
        watch: Watch = lambda _done, _total: None,
    ) -> None:
        self.endpoint, self.cache, self.batch, self.watch = endpoint, cache, batch, watch
        self.budget, self.limits = budget or Budget(), limits or Limits(seconds=endpoint.seconds)
        self._mode = endpoint.mode
        self.calls = self.remembered = 0
        self._answered = False

    @property
    def model(self) -> str:
        """The model's name."""
        return self.endpoint.model

    def ask(self, questions: Sequence[Question]) -> list[Reply]:
        """Return a reply to every question, in order.

        Raises `ModelFault` where no call could ever succeed: nobody at the address, a wrong key, an unknown model.
        """
        return _run(self._ask_all(questions)) if questions else []

    async def _ask_all(self, questions: Sequence[Question]) -> list[Reply]:
        done, total = 0, len(questions)
        at_once = asyncio.Semaphore(self.limits.at_once)
        async with openai.AsyncOpenAI(
            base_url=self.endpoint.base_url,
            api_key=self.endpoint.api_key,
            max_retries=0,
            timeout=self.limits.seconds,
        ) as connection:

            async def reply(question: Question) -> Reply:
                nonlocal done
                async with at_once:
                    answer = await self._reply(connection, question)
                done += 1
                self.watch(done, total)
                return answer

            self.watch(done, total)
            try:
                async with asyncio.TaskGroup() as group:
                    tasks = [group.create_task(reply(question)) for question in questions]
            except* ModelFault as faults:
                raise faults.exceptions[0] from None
        return [task.result() for task in tasks]

    async def _reply(self, connection: openai.AsyncOpenAI, question: Question) -> Reply:
        request = self._request(question)
        # The mode as it was set: one that the endpoint did not take would be tried again by the next run, too.
        key = key_of({**request, "mode": self._mode, "shape": question.shape.model_json_schema()})
        remembered = self.cache.get(key) if self.cache else None
        if remembered is not None:
            self.remembered += 1
            return self._judged(question, Said(**remembered))
        if self.batch is not None:
            return self._given_away(self.batch, key, question, request)
        best, spent = Reply(failure="没有回答"), Usage(cost=self.budget.cost(0, 0))
        for seed in _SEEDS:
            reserved = self.budget.reserve(request["messages"], request["max_tokens"])
            if reserved is None:
                return replace(best, failure=_SPENT, usage=spent)
            said: Said | None = None
            try:
                said = await self._said(connection, question, {**request, "seed": seed})
            except (NoAnswer, openai.OpenAIError) as error:
                return replace(best, failure=told(error), usage=spent)
            finally:
                self.budget.settle(
                    reserved, self._usage(said) if said is not None else Usage(cost=self.budget.cost(0, 0))
                )
            spent += self._usage(said)
            reply = self._judged(question, said)
            best = reply if len(reply.rows) >= len(best.rows) else best
            if reply.failure is None and self.cache:
                self.cache.put(key, said.costing(spent).kept())
            if reply.failure is None or said.finish != "stop":
                break
        return replace(best, usage=spent)

    def _given_away(self, batch: Batch, key: str, question: Question, request: dict[str, Any]) -> Reply:
        """Read the answer that a batch brought, or give the question to one."""
        answer = batch.answer(key)
        if isinstance(answer, Said):
            reply = self._judged(question, answer)
            if reply.failure is None and self.cache:
                self.cache.put(key, answer.kept())
            return reply
        if answer is None:
            if self.budget.reserve(request["messages"], request["max_tokens"], batch=True) is None:
                return Reply(failure=_SPENT)
            batch.add(key, shaped({**request, "seed": _SEEDS[0]}, question.shape, self._mode))
        return Reply(failure=answer or WAITING)

    def _request(self, question: Question) -> dict[str, Any]:
        return {
            "model": self.endpoint.model,
            "messages": question.prompt.messages(question.given),
            "max_tokens": question.prompt.max_tokens,
            "temperature": 0,
        }

    def _judged(self, question: Question, said: Said) -> Reply:
        """Read an answer; where it is not whole, keep what is."""
        usage = self._usage(said)
        if said.finish == "stop":
            try:
                rows = question.shape.model_validate_json(_json(said.content)).rows
                return Reply(rows=tuple(tuple(row) for row in rows), usage=usage)
            except ValidationError:
                pass
        why = _REASONS.get(said.finish, "回答不合要求的格式" if said.content.strip() else "回答是空的")
        return Reply(rows=kept(said.content, question.shape), failure=why, usage=usage)

    def _usage(self, said: Said) -> Usage:
        asked, answered = said.prompt_tokens, said.completion_tokens
        cost = self.budget.cost(asked, answered, batch=said.batch)
        return Usage(calls=said.calls, prompt_tokens=asked, completion_tokens=answered, cost=cost)

    async def _said(self, connection: openai.AsyncOpenAI, question: Question, request: dict[str, Any]) -> Said:
        """Make one call, again where that may help, each within its time."""
        tries = AsyncRetrying(
            retry=retry_if_exception(is_transient), wait=wait, stop=stop_after_attempt(self.limits.tries), reraise=True
        )
        try:
            completion: ChatCompletion = await tries(self._complete, connection, question.shape, request)
            self._answered = True
            return said_in(completion)
        except openai.OpenAIError as error:
            if is_hopeless(error) and not self._answered:
                raise ModelFault(
                    told(error), f"--llm {self.model}（{self.endpoint.base_url}）", remedy(error)
                ) from None
            raise

    async def _complete(
        self, connection: openai.AsyncOpenAI, shape: type[Rows], request: dict[str, Any]
    ) -> ChatCompletion:
        """Return the completion, whether or not it has the shape; raise the endpoint's own errors."""
        mode = self.endpoint.mode
        client = instructor.from_openai(connection, mode=MODES[mode])
        self.calls += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                _, completion = await client.chat.completions.create_with_completion(
                    response_model=shape, max_retries=0, **request
                )
        except TimeoutError:
            raise NoAnswer("模型没有在限时内回答") from None
        except (InstructorError, ValidationError) as error:
            if isinstance(error.__cause__, openai.BadRequestError) and not self._answered and mode in _LESSER:
                self.endpoint = replace(self.endpoint, mode=_LESSER[mode])
                return await self._complete(connection, shape, request)
            if isinstance(error.__cause__, openai.OpenAIError) and not isinstance(error, IncompleteOutputException):
                raise error.__cause__ from None
            completion = getattr(error, "last_completion", None)
        if not isinstance(completion, ChatCompletion) or not completion.choices:
            raise NoAnswer("回来的不是模型的回答，地址可能不对，通常以 /v1 结尾")
        return completion


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; in a thread of its own where a loop is running already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _json(content: str) -> str:
    """Return the JSON of an answer that wraps it in Markdown or words."""
    start, end = content.find("{"), content.rfind("}")
    return content[start : end + 1] if 0 <= start < end else content
