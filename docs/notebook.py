"""Run docs/archive.ipynb from its first cell to its last, and keep what it shows: `python docs/notebook.py`."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOTEBOOK = HERE / "archive.ipynb"
_SECONDS = 300  # for one cell


def executed(path: Path = NOTEBOOK) -> Any:
    """Return the notebook with the results of a run of its own."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
    )
    return client.execute()


def shown(notebook: Any) -> list[list[str]]:
    """Return what each cell shows, as plain text."""
    return [[_text(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _text(output: Any) -> str:
    return str(output["text"] if output.output_type == "stream" else output["data"]["text/plain"])


def main() -> None:
    """Renew the results."""
    import nbformat

    notebook = executed()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, NOTEBOOK)
    for results in shown(notebook):
        print(*results, sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
