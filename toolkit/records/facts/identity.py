"""What kind of document it is, whose, and of which year."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.records.facts.fact import Fact


class Form(StrEnum):
    """The kind of document."""

    DEPARTMENT = "department"  # 部门整体支出绩效自评
    PROJECT = "project"  # 项目支出绩效自评
    OTHER = "other"  # a work report, a plan, a bulletin


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Fact):
    """Title, organization and report year; ``span`` is the title's."""

    title: str | None
    organization: str | None
    year: int | None
    form: Form
