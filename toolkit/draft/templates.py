"""Templates of the draft: Jinja, strict and sandboxed; a folder of one's own goes before the shipped ones."""

from functools import cache
from pathlib import Path
from typing import Any

from toolkit.assets import assets
from toolkit.errors import ConfigurationFault


class Templates:
    """Renders the templates of one draft."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise ConfigurationFault("没有这个目录", str(folder), "请用 --template 指定放模板的目录。")
        self.folder = folder
        self._environment = _environment(folder)

    def render(self, name: str, **given: Any) -> str:
        """Fill in ``sections/<name>.md.j2`` or another template by its path."""
        from jinja2 import TemplateError, UndefinedError

        try:
            return str(self._environment.get_template(f"{name}.md.j2").render(given))
        except UndefinedError as error:
            raise self.fault(name, f"用了没有给出的名字：{error.message}") from error
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            raise self.fault(name, str(error.message).strip(), f" 第{line}行" if line else "") from error
        except UnicodeDecodeError as error:
            raise self.fault(name, "不是 UTF-8 编码") from error
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise self.fault(name, " ".join(str(error).split())) from error

    def fault(self, name: str, what: str, where: str = "") -> ConfigurationFault:
        """Return what to raise for a template."""
        return ConfigurationFault(
            f"模板有误（{what}）", f"{self.folder or 'templates/draft'}/{name}.md.j2{where}", "请改正模板。"
        )


def page(name: str, **given: Any) -> str:
    """Fill in a page of HTML; everything that is given is escaped."""
    return str(_environment(None, escaped=True).get_template(name).render(given))


def _environment(folder: Path | None, *, escaped: bool = False) -> Any:
    """Make the environment; Jinja is imported when the first draft is made, for every other command starts sooner."""
    from jinja2 import StrictUndefined
    from jinja2.loaders import BaseLoader, ChoiceLoader, FileSystemLoader, FunctionLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    loaders: list[BaseLoader] = [FileSystemLoader(folder)] if folder else []
    # Sections come out as plain text, and words of documents go in as marks only: there is nothing to escape.
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*loaders, FunctionLoader(_shipped)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=escaped,
    )


@cache
def _shipped(name: str) -> str | None:
    found = assets("templates") / "draft"
    for part in name.split("/"):
        found /= part
    return found.read_text(encoding="utf-8") if found.is_file() else None
