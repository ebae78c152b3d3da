"""The draft as one page."""

import re

from tests.unit.draft.drafting import written
from tests.unit.draft.test_sections import PROSE, TABLE


def test_every_blank_is_numbered_and_listed():
    page = written("html", *PROSE).decode()
    blanks = re.findall(r'class="blank" id="b(\d+)" href="#l(\d+)"', page)
    listed = re.findall(r'<li id="l(\d+)"><a href="#b(\d+)"', page)
    assert blanks == listed == [(str(n), str(n)) for n in range(1, len(blanks) + 1)]
    assert "上年12.6公里" in page


def test_the_page_needs_nothing_else():
    page = written("html", *TABLE).decode()
    assert not re.search(r"<script|<link|<img|url\(|@import|https?:", page)
    assert "default-src 'none'" in page
    assert '<th scope="col">指标名称</th>' in page


def test_words_of_the_report_are_escaped():
    page = written("html", "一、部门职能", "镇政府负责<script>alert(1)</script>和{{ year }}&amp;。").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&amp;amp;" in page
    assert "{{" in page


def test_it_prints_as_a_document():
    page = written("html", *PROSE).decode()
    assert "@media print" in page
    assert "size: A4" in page
