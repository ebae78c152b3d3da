import pytest

from toolkit.audit import Page, catalogue


def test_all_checks_are_listed(jixiao):
    done = jixiao("explain")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [check.code for check in catalogue()]


@pytest.mark.parametrize("typed", ["RT01", "rt01"])
def test_one_page(jixiao, typed):
    done = jixiao("explain", typed)
    (check,) = (check for check in catalogue() if check.code == "RT01")
    page = Page.of(check.page)
    assert done.stdout.startswith(f"RT01 {page.title}　错误\n")
    assert page.faulty.splitlines()[0] in done.stdout


def test_an_unknown_code_gets_a_near_one(jixiao):
    done = jixiao("explain", "RT0l")
    assert done.exit_code == 2
    assert "没有检查项 RT0l，是否想写 RT0" in done.stderr
    assert len(done.stderr.splitlines()) == 1
