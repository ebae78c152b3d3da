"""The notebook on archives runs from its first cell to its last, and shows what is kept in it."""

import nbformat
import pytest

from docs.notebook import NOTEBOOK, executed, shown


@pytest.mark.filterwarnings("ignore")  # of the libraries that run notebooks
def test_the_notebook_shows_what_it_is_kept_with():
    kept = shown(nbformat.read(NOTEBOOK, as_version=4))
    assert len(kept) > 5
    assert all(kept)
    assert shown(executed()) == kept, "python docs/notebook.py renews it"
