"""Write what can be read off the code: the page of each check, and the marked passages of the READMEs and the manual.

A passage stands between `<!-- map -->` and `<!-- /map -->`; the other names are `checks`, `help`, `settings` and
`tables`.
Between `<!-- $ COMMAND -->` and `<!-- /$ -->` stands what the command prints. With `--check`, nothing is written, and
stale files are named.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.archive.compared import COMPARED
from toolkit.archive.schema import FILES, TABLES
from toolkit.audit import catalogue
from toolkit.audit.settings import DeductionOptions, SectionOptions, Settings, Table, WaiverEntry
from toolkit.cli import main
from toolkit.report.manual import marked_up

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs/checks"
COMMAND = re.compile(r"(<!-- \$ (?P<command>[^\n]+) -->\n).*?(<!-- /\$ -->)", re.DOTALL)
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def table() -> str:
    """List the checks, each with a link to its page."""
    rows = [f"| [{c.code}](docs/checks/{c.code}.md) | {c.title} | {SEVERITIES[c.severity]} |" for c in catalogue()]
    return "\n".join(["| 编号 | 查出什么 | 级别 |", "|---|---|---|", *rows])


def package_map() -> str:
    """List the packages and modules at the top of the toolkit with what each says of itself."""
    places = {
        **{f"{path.parent.name}/": path for path in sorted((ROOT / "toolkit").glob("*/__init__.py"))},
        **{path.name: path for path in sorted((ROOT / "toolkit").glob("[!_]*.py"))},
    }
    lines = [f"    {name:<13} {_sentence(path)}" for name, path in places.items()]
    return "\n".join(["    toolkit/", *(f"  {line}" for line in lines)])


def _sentence(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return (docstring or "").split("\n\n")[0].replace("\n", " ")


def help_pages() -> str:
    """Print the help of the program and of each of its commands."""
    program = click.Context(main, info_name="jixiao", terminal_width=100)
    return "\n\n".join(f"```\n{context.get_help()}\n```" for context in (program, *_commands(main, program)))


def _commands(group: click.Group, above: click.Context) -> Iterator[click.Context]:
    """Yield the commands of a group, each followed by its own."""
    for name, command in group.commands.items():
        if not command.hidden:
            context = click.Context(command, info_name=name, parent=above, terminal_width=100)
            yield context
            if isinstance(command, click.Group):
                yield from _commands(command, context)


def archive_tables() -> str:
    """List the tables of an archive's store with their columns."""
    first = [TABLES["documents"], *(table for table in TABLES.values() if table.name != "documents")]
    lists = []
    for table in (*first, *COMPARED.values(), FILES):
        rows = [f"| `{column.name}` | {_kind(column.type)} | {column.says} |" for column in table.columns]
        head = f"### {table.name}\n\n{table.says}。\n"
        lists.append("\n".join((head, "| 列 | 类型 | 含义 |", "|---|---|---|", *rows)))
    return "\n\n".join(lists)


def _kind(kind: str) -> str:
    fields = ", ".join(re.findall('"([a-z_]+)" [A-Z]+', kind))
    return f"STRUCT({fields})[]" if fields else kind


def settings() -> str:
    """List the keys of `jixiao.toml` as the shape has them, and show the example."""
    tables = {
        "最上面": Settings,
        "`[checks.CN02]` 里": DeductionOptions,
        "`[checks.ST03]` 里": SectionOptions,
        "`[[waiver]]` 里": WaiverEntry,
    }
    lists = (f"### {title}\n\n{_keys(shape)}" for title, shape in tables.items())
    example = (ROOT / "examples/jixiao.toml").read_text(encoding="utf-8")
    return "\n\n".join((*lists, f"### 例子\n\n```toml\n{example}```"))


def _keys(shape: type[Table]) -> str:
    """List the keys of a table with what each is for; one that must be there has 必写 for its default."""
    described = shape.model_json_schema()
    rows = []
    for key, value in described["properties"].items():
        default = "必写" if key in described.get("required", ()) else _toml(value.get("default"))
        rows.append(f"| `{key}` | {default} | {value['description']} |")
    return "\n".join(("| 设置项 | 默认 | 说明 |", "|---|---|---|", *rows))


def _toml(default: object) -> str:
    return "—" if default in (None, []) or isinstance(default, dict) else f'`"{default}"`'


def session(command: str) -> str:
    """Show a command and what it prints; findings make it end with 1."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": places, "COLUMNS": "90"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(f"{command}: {done.stderr}")
    return f"```console\n$ {command}\n{done.stdout.rstrip()}\n```"


def wanted() -> Iterator[tuple[Path, str]]:
    """Yield every generated file with what it should hold."""
    for check in catalogue():
        yield PAGES / f"{check.code}.md", marked_up(check)
    passages = {
        "map": package_map,
        "checks": table,
        "help": help_pages,
        "settings": settings,
        "tables": archive_tables,
    }
    for readme in (*sorted(ROOT.glob("README*.md")), ROOT / "docs/archive.md", ROOT / "docs/configuration.md"):
        text = readme.read_text(encoding="utf-8")
        for name, write in passages.items():
            mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
            text = mark.sub(lambda found, write=write: f"{found[1]}\n{write()}\n\n{found[2]}", text)
        text = COMMAND.sub(lambda found: f"{found[1]}\n{session(found['command'])}\n\n{found[3]}", text)
        yield readme, text


def generate(*, check_only: bool) -> list[Path]:
    """Bring the generated files up to date, or with `check_only` leave them; return those that were stale."""
    files = dict(wanted())
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    orphans = [path for path in PAGES.glob("*.md") if path not in files]
    if not check_only:
        PAGES.mkdir(exist_ok=True)
        for path in stale:
            path.write_text(files[path], encoding="utf-8")
        for path in orphans:
            path.unlink()
    return stale + orphans


if __name__ == "__main__":
    checking = sys.argv[1:] == ["--check"]
    found = generate(check_only=checking)
    for path in found:
        print(f"{'过期' if checking else '已更新'}：{path.relative_to(ROOT)}", file=sys.stderr)
    if checking and found:
        sys.exit("请运行 make docs")
