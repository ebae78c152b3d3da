"""百分比被截尾

The rest of this docstring stands where a page would go on.
"""

from collections.abc import Iterator

from toolkit.audit import Dossier, catalogue, check
from toolkit.records import Outcome, Severity


@check("RT02", Severity.WARNING)
def ratio_truncated(dossier: Dossier) -> Iterator[Outcome]:
    yield from ()


def test_check_is_named_for_its_function():
    assert (ratio_truncated.code, ratio_truncated.severity) == ("RT02", Severity.WARNING)
    assert ratio_truncated.name == "ratio-truncated"


def test_page_is_the_docstring_of_the_module():
    assert ratio_truncated.page.endswith("where a page would go on.")
    assert ratio_truncated.title == "百分比被截尾"


def test_catalogue_finds_every_check_and_sorts_by_code():
    codes = [each.code for each in catalogue()]
    assert "RT01" in codes
    assert codes == sorted(codes)
