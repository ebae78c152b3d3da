"""Options that the commands over an archive share."""

import click

from toolkit.cli.files import A_PATH

store_option = click.option("--store", type=A_PATH, required=True, metavar="目录", help="存储所在的目录")
