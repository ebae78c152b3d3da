"""A check's page has its sections, and both its examples do what it says."""

import pytest

from tests.checks.judging import judged
from toolkit.audit import Page, catalogue

each_check = pytest.mark.parametrize("check", catalogue(), ids=lambda check: check.code)


@each_check
def test_page_has_its_sections(check):
    assert Page.of(check.page).title == check.title


@each_check
def test_faulty_example_fires(check):
    page = Page.of(check.page)
    assert judged(check, page.faulty, page.prior).audit.findings


@each_check
def test_sound_example_is_cleared_and_not_merely_passed_over(check):
    page = Page.of(check.page)
    audit = judged(check, page.sound, page.prior).audit
    assert [finding.hit.message for finding in audit.findings] == []
    assert audit.verified
