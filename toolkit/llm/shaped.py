"""How instructor words a request for a shape: what a direct call sends, and so what a batch must send."""

from typing import Any, cast

import instructor

from toolkit.llm.answer import Rows
from toolkit.llm.endpoint import Mode

MODES = {
    Mode.JSON_SCHEMA: instructor.Mode.JSON_SCHEMA,
    Mode.JSON: instructor.Mode.JSON,
    Mode.MD_JSON: instructor.Mode.MD_JSON,
    Mode.TOOLS: instructor.Mode.TOOLS,
}


class _Worded(BaseException):
    """Carries a request past instructor, which would take an `Exception` for an answer that failed."""


def shaped(request: dict[str, Any], shape: type[Rows], mode: Mode) -> dict[str, Any]:
    """Return the body that instructor would send for a request; nothing is sent."""

    def caught(**body: Any) -> None:
        raise _Worded(body)

    worded = instructor.patch(create=caught, mode=MODES[mode])
    try:
        worded(response_model=shape, max_retries=0, **request)
    except _Worded as caught_body:
        return cast("dict[str, Any]", caught_body.args[0])
    raise AssertionError("instructor sent nothing")
