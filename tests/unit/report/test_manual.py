import pytest

from tests.unit.audit.stand_ins import says
from toolkit.records import Severity
from toolkit.report import Sheet, index, manual


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_page_of_a_check():
    assert (
        manual(says("RT01"), Sheet()).decode()
        == """RT01 百分比与分子、分母对不上　错误

查什么
  由报告自己给出的分子和分母重算。

为何
  这样的数最容易算错。

依据
  GB/T 8170 数值修约规则

有问题
    满意74人。
      退回9件。

没问题
    满意75人。

局限
  只看一句。
"""
    )


def test_page_in_colour():
    assert b"\x1b[1;33m" in manual(says("RT02", severity=Severity.WARNING), Sheet(colour=True))


def test_a_line_for_each_check():
    pages = index([says("RT01"), says("RT02", severity=Severity.INFO)], Sheet()).decode()
    assert pages.splitlines() == ["RT01  错误  百分比与分子、分母对不上", "RT02  提示  百分比与分子、分母对不上"]
