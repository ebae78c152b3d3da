"""The shape of `jixiao.toml`, key by key; strict, for a slip in it would silence checks."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self, TypeVar
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from toolkit.records import Severity, Waiver

T = TypeVar("T", bound="Table")


def _plain(words: str) -> str:
    """Refuse letters that would break a line, or that cannot be seen."""
    if not words.strip() or any(category(letter).startswith("C") for letter in words):
        raise ValueError("不能是空的，也不能有换行和看不见的字符")
    return words


def _telling(name: str) -> str:
    """Refuse a name that half of all organizations end with."""
    if len(name.strip()) < 2:
        raise ValueError("太短，请写单位名称")
    return name


Words = Annotated[str, AfterValidator(_plain)]
Codes = tuple[Words, ...]


class Table(BaseModel):
    """A table of the file: no unknown keys, and hyphens in the names of keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, alias_generator=lambda name: name.replace("_", "-")
    )

    def under(self: T, above: T) -> T:
        """Return this table with what ``above`` states in the place of its own; tables and severities are laid over."""
        stated = {}
        for name in above.model_fields_set & set(type(self).model_fields):
            own, over = getattr(self, name), getattr(above, name)
            if isinstance(own, Table):
                over = own.under(over)
            elif isinstance(own, dict):
                over = {**own, **over}
            stated[name] = over
        return self.model_copy(update=stated)


class DeductionOptions(Table):
    """Options of CN02."""

    least_loss: Decimal | None = Field(default=None, ge=0, description="扣分不到这么多的评分项不看，如 1（默认 0.5）")


class SectionOptions(Table):
    """Options of ST03."""

    optional: Codes = Field(default=(), description='可以没有的部分，如 ["自评结论"]')
    headings: dict[Words, Codes] = Field(
        default_factory=dict, description='某一部分在本地的叫法，如 {"存在的主要问题" = ["短板弱项"]}'
    )


class Options(Table):
    """Options of single checks, by code."""

    deduction: DeductionOptions = Field(default_factory=DeductionOptions, alias="CN02")
    sections: SectionOptions = Field(default_factory=SectionOptions, alias="ST03")


class Profile(Table):
    """What may be set for all documents, and again for those of one organization."""

    select: Codes | None = Field(default=None, min_length=1, description='只查这些，如 ["RT", "SM01"]；不写则全部都查')
    ignore: Codes = Field(default=(), description='不查这些，如 ["RT06", "TX"]')
    severity: dict[Words, Severity] = Field(
        default_factory=dict, description='改某一项或某一类的级别，如 {RT02 = "error", TX = "info"}，可高可低'
    )
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        default="error", description='有这一级的问题时退出码为 1："error"、"warning"、"info"；"never" 则总是 0'
    )
    knowledge: Words | None = Field(default=None, description="叠加的知识文件所在的目录，从设置文件所在的目录算起")
    rubric: Words | None = Field(default=None, description="叠加的评分标准文件，从设置文件所在的目录算起")
    checks: Options = Field(default_factory=Options, description="个别检查项的选项，见下")


class WaiverEntry(Table):
    """A `[[waiver]]`."""

    fingerprint: str = Field(pattern="^[0-9a-f]{16}$", description="那条发现的指纹，16 位，--format json 的结果里有")
    code: Words = Field(description="那条发现的编号，如 RT06")
    reason: Words = Field(description="为什么不算问题")
    by: Words = Field(description="谁定的")
    date: dt.date = Field(description="哪一天定的，如 2024-03-15")
    until: dt.date | None = Field(default=None, description="有效到哪一天（含当天）；不写则一直有效")
    document: Words | None = Field(default=None, description="只对这个名字的文件有效；不写则对所有文件有效")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise ValueError("until 不能早于 date")
        return self

    def record(self) -> Waiver:
        """Return the same as the record that audits work with."""
        return Waiver(**dict(self))


class WaiverFile(Table):
    """A file that holds waivers and nothing else."""

    waiver: tuple[WaiverEntry, ...] = Field(default=(), description="豁免，一条一个 [[waiver]]")


class Settings(Profile, WaiverFile):
    """The whole file."""

    organization: dict[Annotated[Words, AfterValidator(_telling)], Profile] = Field(
        default_factory=dict, description='某个单位另外的设置：[organization."云溪镇"] 下面，写 select 到 checks 各项'
    )
