"""The parts of SARIF 2.1.0 that we write, strict: a property the standard does not have there is refused.

The numbers are those of the standard's sections.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

Natural = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Uri = Annotated[
    str, StringConstraints(pattern=r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$")
]
Level = Literal["none", "note", "warning", "error"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Text(Shape):  # 3.11, 3.12
    text: Annotated[str, Field(min_length=1)]
    markdown: str | None = None


class Snippet(Shape):  # 3.3
    text: str


class ArtifactLocation(Shape):  # 3.4
    uri: Uri | None = None
    index: Natural | None = None


class Region(Shape):  # 3.30
    start_line: Positive | None = None
    start_column: Positive | None = None
    end_line: Positive | None = None
    end_column: Positive | None = None
    char_offset: Natural
    char_length: Natural
    snippet: Snippet


class PhysicalLocation(Shape):  # 3.29
    artifact_location: ArtifactLocation
    region: Region | None = None


class LogicalLocation(Shape):  # 3.33
    name: str
    fully_qualified_name: str
    kind: str | None = None


class Location(Shape):  # 3.28
    id: Natural | None = None
    physical_location: PhysicalLocation | None = None
    logical_locations: list[LogicalLocation] = []
    message: Text | None = None


class Result(Shape):  # 3.27
    rule_id: str
    rule_index: Natural
    kind: Literal["pass", "fail", "review"]
    level: Level
    message: Text
    locations: Annotated[list[Location], Field(min_length=1)]
    related_locations: Annotated[list[Location], Field(min_length=1)] | None = None
    partial_fingerprints: dict[str, str] | None = None
    properties: dict[str, Any] | None = None

    @model_validator(mode="after")
    def only_a_failure_has_a_level(self) -> "Result":  # 3.27.10
        assert (self.kind == "fail") == (self.level != "none")
        return self


class Configuration(Shape):  # 3.50
    level: Level


class Rule(Shape):  # 3.49
    id: str
    name: Annotated[str, StringConstraints(pattern=r"^([A-Z][a-z0-9]*)+$")] | None = None
    short_description: Text
    full_description: Text | None = None
    help: Text | None = None
    default_configuration: Configuration | None = None


class Driver(Shape):  # 3.19
    name: Literal["jixiao"]
    full_name: str
    version: str
    semantic_version: str | None = None
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2}-[A-Z]{2}$")]
    rules: list[Rule]
    properties: dict[str, Any]


class Tool(Shape):  # 3.18
    driver: Driver


class RuleReference(Shape):  # 3.52
    id: str


class Notification(Shape):  # 3.58
    level: Level
    message: Text
    associated_rule: RuleReference | None = None
    locations: list[Location] = []


class Invocation(Shape):  # 3.20
    execution_successful: bool
    exit_code: int
    tool_execution_notifications: list[Notification]


class Artifact(Shape):  # 3.24
    location: ArtifactLocation | None = None
    description: Text | None = None
    mime_type: Annotated[str, StringConstraints(pattern="^[^/]+/.+$")] | None = None
    hashes: dict[Literal["sha-256"], str] | None = None
    roles: list[Literal["analysisTarget"]]
    properties: dict[str, Any]


class Run(Shape):  # 3.14
    tool: Tool
    column_kind: Literal["unicodeCodePoints"]
    newline_sequences: list[str]
    invocations: list[Invocation]
    artifacts: list[Artifact]
    results: list[Result]

    @model_validator(mode="after")
    def indices_lead_somewhere(self) -> "Run":
        rules = self.tool.driver.rules
        assert all(rules[result.rule_index].id == result.rule_id for result in self.results)
        files = [each.physical_location for result in self.results for each in result.locations]
        assert all((each.artifact_location.index or 0) < len(self.artifacts) for each in files if each)
        return self


class Log(Shape):  # 3.13
    schema_: str = Field(alias="$schema")
    version: Literal["2.1.0"]
    runs: list[Run]
