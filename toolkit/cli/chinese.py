"""Help and usage errors in Chinese: click's own words are English."""

import re
from unicodedata import east_asian_width

import click


class _Chinese(click.Command):
    """Help whose every word is Chinese."""

    def __init__(self, *args: object, **attributes: object) -> None:
        attributes.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **attributes)  # type: ignore[arg-type]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how it is typed."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with what they do."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        _section(formatter, "选项", [(term, _remarks(words)) for term, words in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows this help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份帮助"
        return option


class Command(_Chinese):
    """A command that speaks Chinese."""

    allow_extra_args = True  # so that the complaint about them is ours

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments, and refuse what is left over."""
        rest = super().parse_args(ctx, args)
        if rest:
            ctx.fail(f"多出了 {' '.join(rest)}")
        return rest


class Group(_Chinese, click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, *args: object, **attributes: object) -> None:
        super().__init__(*args, subcommand_metavar="命令 …", **attributes)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        shown = [(name, command.get_short_help_str(100)) for name, command in self.commands.items()]
        _section(formatter, "命令", shown)


def _section(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    """Write terms with their explanations; click's own would take a Chinese character for one column wide."""
    columns = max(_width(term) for term, _ in rows)
    formatter.write(f"\n{heading}：\n")
    for term, explanation in rows:
        formatter.write(f"  {term}{' ' * (columns - _width(term))}  {explanation}\n")


def _remarks(words: str) -> str:
    """Return an explanation with what click adds to it, that it is required or in a range, in Chinese."""
    words = re.sub(r"\[([\d.]+)<=x<=([\d.]+)", r"[\1—\2", re.sub(r"\[x>=([\d.]+)", r"[至少 \1", words))
    return words.replace("; required]", "；必写]").replace("[required]", "[必写]")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def complaint(error: click.ClickException) -> str:
    """Say in one Chinese line what was typed wrong, and where to look."""
    what = _what(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "jixiao"
    return f"{path}：{what}。用 {path} --help 查看用法"


def _what(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter(param=click.Option(opts=names)):
            what = f"缺少 {max(names, key=len)}"
        case click.MissingParameter(param=click.Parameter() as missing, ctx=click.Context() as context):
            what = f"缺少 {missing.make_metavar(context)}"
        case click.NoSuchOption():
            what = f"没有选项 {error.option_name}{_near(error.possibilities)}"
        case click.NoSuchCommand():
            what = f"没有命令 {error.command_name}{_near(error.possibilities)}"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            what = f"{_named(error)}只能是 {'、'.join(map(str, choices))}"
        case click.BadParameter(param=click.Parameter(type=click.IntRange() | click.FloatRange() as kind)):
            what = f"{_named(error)}要写{_range(kind)}"
        case click.BadParameter():
            what = f"{_named(error)}{error.message}"
        case click.BadOptionUsage():
            what = f"选项 {error.option_name} 用法不对（缺少值，或不该带值）"
        case _:
            what = error.message.rstrip("。.")
    return what


def _range(kind: click.IntRange | click.FloatRange) -> str:
    number = "整数" if isinstance(kind, click.IntRange) else "数"
    match kind.min, kind.max:
        case None, most:
            return f"不大于 {most} 的{number}"
        case least, None:
            return f"不小于 {least} 的{number}"
        case least, most:
            return f" {least} 到 {most} 的{number}"
    raise AssertionError(kind)


def _named(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"选项 {max(error.param.opts, key=len)} "
    return ""


def _near(possibilities: list[str] | None) -> str:
    return f"，是否想写 {'、'.join(possibilities)}" if possibilities else ""
