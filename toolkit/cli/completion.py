"""`jixiao completion`: the script that lets a shell complete our commands."""

import click
from click.shell_completion import ShellComplete, get_completion_class

from toolkit.cli.chinese import Command

SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Command,
    epilog="""\b
例（写入启动文件后，重开终端生效）：
  jixiao completion bash >> ~/.bashrc
  jixiao completion zsh >> ~/.zshrc
  jixiao completion fish > ~/.config/fish/completions/jixiao.fish
""",
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """打印命令补全脚本。"""
    kind = get_completion_class(shell)
    assert kind is not None
    # The base method: bash's own first runs the bash at hand, which need not be the one that will read this.
    click.echo(ShellComplete.source(kind(ctx.find_root().command, {}, "jixiao", "_JIXIAO_COMPLETE")))
