"""`--llm` and what belongs to it: which model, how much it may cost, and what is told of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from toolkit.cli.progress import OverQuestions
from toolkit.cli.tell import tell
from toolkit.records.assistance import WAITING

if TYPE_CHECKING:
    from toolkit.knowledge import Knowledge
    from toolkit.llm.batch import Progress
    from toolkit.pipeline import Model
    from toolkit.records.assistance import Assistance

_PLACES = 4  # of those that failed for one reason, named in one line
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was asked for on the command line; ``name`` is None without a model."""

    name: str | None
    engine: Literal["assisted", "asked"]
    max_tokens: int | None
    max_cost: Decimal | None
    cached: bool
    explained: bool
    batch: Path | None

    @contextmanager
    def opened(self, knowledge: "Knowledge") -> Iterator["Model | None"]:
        """Return the model ready to be asked, or None."""
        if self.name is None:
            if self.batch is not None:
                raise click.UsageError("--llm-batch 要和 --llm 一起用")
            yield None
            return
        from toolkit.llm.batch import Batch
        from toolkit.llm.budget import Budget, Price
        from toolkit.llm.cache import Cache, default_path
        from toolkit.llm.client import Client
        from toolkit.llm.endpoint import reached
        from toolkit.pipeline import Model

        self._admit(self.name)
        known = knowledge.models.price_of(self.name)
        if known is None and self.max_cost is not None:
            raise click.UsageError(
                f"不知道 {self.name} 的价格，--max-cost 无从计算；请把价格写进 models.toml，用 --knowledge 给出它的目录"
            )
        price = Price(prompt=known.prompt, completion=known.completion, batch=known.batch) if known else None
        modes = {entry.start: entry.mode for entry in knowledge.models.mode}
        watch = OverQuestions()
        with ExitStack() as opened:
            opened.callback(watch.close)
            cache = Cache(default_path()) if self.cached else None
            if cache:
                opened.callback(cache.close)
            endpoint = opened.enter_context(reached(self.name, modes))
            batch = opened.enter_context(Batch.opened(self.batch, endpoint, cache)) if self.batch and cache else None
            budget = Budget(self.max_tokens, self.max_cost, price)
            yield Model(Client(endpoint, budget=budget, cache=cache, batch=batch, watch=watch), self.engine)

    def _admit(self, name: str) -> None:
        if self.batch is not None and not self.cached:
            raise click.UsageError("--llm-batch 取回的回答记在缓存里，不能与 --no-cache 同用")
        if self.batch is not None and name.startswith("local:"):
            raise click.UsageError("本机模型没有批处理，请去掉 --llm-batch")

    @staticmethod
    def finish(model: "Model | None", *, stopped: bool) -> None:
        """Send off what was collected for a batch, and say what the model was asked; where all went well."""
        if model is None or stopped:
            return
        client = model.client
        if client.batch is None:
            tell(f"模型 {client.model}：调用 {client.calls} 次，另有 {client.remembered} 次用了记住的回答")
            return
        client.batch.submit()
        for line in _batched(client.batch.progress):
            tell(line)

    def tell(self, name: str, assistance: "Assistance | None") -> None:
        """Say what a model left undone for one document, and on request what of its words did not count."""
        if assistance is None:
            return
        places: dict[str, dict[str, None]] = {}
        for failed in assistance.failed:
            if failed.why != WAITING:  # told for all documents together
                places.setdefault(failed.why, {})[f"第 {failed.span.start}—{failed.span.end} 字"] = None
        for why, where in places.items():
            some = "、".join(list(where)[:_PLACES]) + (f"等 {len(where)} 处" if len(where) > _PLACES else "")
            tell(f"{name}：{some}没有问成（{why}），其余照常")
        if assistance.rejected:
            tell(
                f"{name}：模型有 {len(assistance.rejected)} 处不算数"
                + ("" if self.explained else "（--explain-rejections 列出）")
            )
        for rejected in assistance.rejected if self.explained else ():
            tell(f"  “{' '.join(rejected.quote.split())}”：{rejected.why}（{rejected.prompt}）")


NO_MODEL = Choice(
    name=None, engine="assisted", max_tokens=None, max_cost=None, cached=False, explained=False, batch=None
)


def _batched(progress: "Progress") -> Iterator[str]:
    """Say where the questions given to a batch are."""
    if progress.fetched:
        yield f"批处理：取回 {progress.fetched} 个回答"
    if progress.sent:
        yield f"批处理：已提交 {progress.sent} 个问题，一般一天之内答完；再运行同一命令即可取回"
    if progress.waiting > progress.sent:
        yield f"批处理：以前提交的还有 {progress.waiting - progress.sent} 个没有答完；稍后再运行同一命令"
    if not progress.sent and not progress.waiting:
        yield "批处理：都已答完"


def model_options(command: F) -> F:
    """Give a command `--llm` and its companions; they reach it as one ``choice``."""

    @wraps(command)
    def with_choice(
        *args: Any,
        llm: str | None,
        llm_engine: Literal["assisted", "asked"],
        max_tokens: int | None,
        max_cost: Decimal | None,
        no_cache: bool,
        explain_rejections: bool,
        llm_batch: Path | None,
        **others: Any,
    ) -> Any:
        choice = Choice(
            name=llm,
            engine=llm_engine,
            max_tokens=max_tokens,
            max_cost=max_cost,
            cached=not no_cache,
            explained=explain_rejections,
            batch=llm_batch,
        )
        return command(*args, choice=choice, **others)

    for option in reversed(_OPTIONS):
        with_choice = option(with_choice)
    return with_choice  # type: ignore[return-value]


class _Tokens(click.ParamType[int]):
    name = "个数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read how many tokens."""
        text = str(value)
        if not text.isdecimal() or int(text) < 1:
            self.fail(f"“{value}”不是个数，请给一个正整数", param, ctx)
        return int(text)


class _Money(click.ParamType[Decimal]):
    name = "金额"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read an amount of money."""
        try:
            amount = Decimal(value)
        except InvalidOperation:
            self.fail(f"“{value}”不是金额", param, ctx)
        if not amount.is_finite() or amount < 0:
            self.fail(f"“{value}”不是金额", param, ctx)
        return amount


_OPTIONS = (
    click.option("--llm", metavar="模型", help="语法读不出的地方请语言模型来指；不加则不用模型、不联网"),
    click.option(
        "--llm-engine",
        type=click.Choice(["assisted", "asked"]),
        default="assisted",
        metavar="方式",
        help="assisted：先语法，再就未读懂处问模型（默认）；asked：一切都问模型，用于评测",
    ),
    click.option("--max-tokens", type=_Tokens(), metavar="个", help="本次至多用多少 token"),
    click.option("--max-cost", type=_Money(), metavar="金额", help="本次至多花多少钱，币种见 knowledge/models.toml"),
    click.option(
        "--llm-batch",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="文件",
        help="不逐个问，攒成一批提交（更便宜，一天内答完）；提交了什么记在这个文件里，再运行同一命令取回",
    ),
    click.option("--no-cache", is_flag=True, help="不用也不记模型的回答"),
    click.option("--explain-rejections", is_flag=True, help="列出模型说了而不算数的话，及其原因"),
)
