from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.audit.stand_ins import says
from toolkit.audit import catalogue
from toolkit.audit.project import LARGEST, Project, fitted, waivers_of, with_waiver
from toolkit.errors import ConfigurationFault
from toolkit.knowledge import load
from toolkit.records import Severity, Waiver

CHECKS = (
    says("RT01"),
    says("RT02", severity=Severity.WARNING),
    says("TX01", severity=Severity.WARNING),
    says("TX02", severity=Severity.INFO),
)
ONE = """[[waiver]]
fingerprint = "0123456789abcdef"
code = "RT01"
reason = "另有口径"
by = "王芳"
date = 2024-03-15
"""


@pytest.fixture
def file(tmp_path):
    def write(source: str | bytes) -> Path:
        path = tmp_path / "jixiao.toml"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write


def severities(project: Project, key: str | None = None) -> dict[str, str]:
    return {c.code: c.severity.value for c in project.terms(key, CHECKS).checks}


def test_nothing_said_is_everything_as_it_was(file):
    terms = Project.of(file(""), CHECKS).terms(None, CHECKS)
    assert terms.checks == CHECKS
    assert (terms.fail_on, terms.knowledge, terms.rubric) == ("error", None, None)


def test_select_and_ignore_name_checks_and_families(file):
    project = Project.of(file('select = ["rt", "TX02"]\nignore = ["RT02"]'), CHECKS)
    assert list(severities(project)) == ["RT01", "TX02"]


def test_a_severity_may_rise_or_fall_and_a_check_goes_before_its_family(file):
    project = Project.of(file('[severity]\nRT02 = "error"\nRT01 = "info"\nTX02 = "warning"\nTX = "error"'), CHECKS)
    assert severities(project) == {"RT01": "info", "RT02": "error", "TX01": "error", "TX02": "warning"}


def test_what_is_typed_goes_before_what_the_file_says(file):
    project = Project.of(file('select = ["RT"]\nignore = ["RT02"]'), CHECKS)

    def codes(**typed: frozenset[str]) -> list[str]:
        return [c.code for c in project.terms(None, CHECKS, **typed).checks]

    assert codes(select=frozenset({"RT02", "TX01"})) == ["RT02", "TX01"]
    assert codes(ignore=frozenset({"TX01"})) == ["RT01"]
    assert codes(select=frozenset({"RT02"}), ignore=frozenset({"RT02"})) == []


def test_paths_are_counted_from_the_file(file):
    path = file('knowledge = "知识"\nrubric = "../标准.toml"')
    terms = Project.of(path, CHECKS).terms(None, CHECKS)
    assert terms.knowledge == path.parent / "知识"
    assert terms.rubric == path.parent / "../标准.toml"


ORGANIZATIONS = """
ignore = ["TX"]
fail-on = "warning"
[severity]
RT02 = "error"
[checks.CN02]
least-loss = 2
[organization."云溪镇"]
ignore = []
[organization."云溪镇".severity]
RT01 = "warning"
[organization."北云溪镇"]
fail-on = "never"
[organization."云溪镇".checks.ST03]
optional = ["问题"]
"""


@pytest.mark.parametrize(
    ("organization", "key"),
    [
        ("云溪镇", "云溪镇"),
        ("望川市临浦区云溪镇人民政府", "云溪镇"),
        ("临浦区 云溪镇", "云溪镇"),
        ("北云溪镇人民政府", "北云溪镇"),
        ("云溪镇中心小学", None),
        ("云溪", None),
        ("", None),
        (None, None),
    ],
)
def test_an_organization_is_known_by_the_end_of_its_name(file, organization, key):
    assert Project.of(file(ORGANIZATIONS), CHECKS).key(organization) == key


def test_a_name_that_is_no_office_s_own_is_nobody_s(file):
    assert Project.of(file('[organization."人民政府"]'), CHECKS).key("云溪镇人民政府") is None


def test_an_organization_states_what_differs(file):
    project = Project.of(file(ORGANIZATIONS), CHECKS)
    own = project.terms("云溪镇", CHECKS)
    assert severities(project, "云溪镇") == {"RT01": "warning", "RT02": "error", "TX01": "warning", "TX02": "info"}
    assert own.fail_on == "warning"
    assert own.options is not None
    assert own.options.deduction.least_loss == 2
    assert own.options.sections.optional == ("问题",)
    other = project.terms("北云溪镇", CHECKS)
    assert (other.fail_on, [c.code for c in other.checks]) == ("never", ["RT01", "RT02"])


def test_options_of_checks_are_worked_into_the_knowledge(file):
    source = """
        checks.CN02.least-loss = 1.5
        checks.ST03 = {optional = ["自评结论"], headings = {"存在的主要问题" = ["短板弱项"]}}
    """
    options = Project.of(file(source), CHECKS).terms(None, CHECKS).options
    assert options is not None
    known = load()
    changed = fitted(known, options)
    assert changed.scores.least_loss.points == Decimal("1.5")
    sections = {section.name: section.heads for section in changed.outline.section}
    assert "自评结论" not in sections
    assert sections["存在的主要问题"][0] == "短板弱项"
    assert known.scores.least_loss.points == Decimal("0.5")


def test_a_section_that_there_is_not_is_refused(file):
    options = Project.of(file('[checks.ST03]\noptional = ["前言"]'), CHECKS).terms(None, CHECKS).options
    assert options is not None
    with pytest.raises(ConfigurationFault, match="没有“前言”这一部分"):
        fitted(load(), options)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('ignroe = ["RT01"]', "jixiao.toml：ignroe：没有这个设置项，是否想写 ignore。"),
        ('[organization."云溪镇"]\nwaiver = 1', "organization.云溪镇.waiver：没有这个设置项"),
        ("[checks.CN02]\nleast_loss = 1", "checks.CN02.least_loss：没有这个设置项，是否想写 least-loss"),
        ("[checks.RT01]\nx = 1", "checks.RT01：没有这个设置项"),
        ("[checks.CN02]\nleast-loss = -1", "checks.CN02.least-loss：不能小于 0"),
        ("[checks.CN02]\nleast-loss = nan", "checks.CN02.least-loss：应是一个数"),
        ("[checks.CN02]\nleast-loss = 'a'", "checks.CN02.least-loss：应是一个数"),
        ("ignore = 3", "ignore：应是一列"),
        ('ignore = "RT01"', "ignore：应是一列"),
        ("ignore = [3]", "ignore.第 1 条：应是一段文字"),
        ("select = []", "select：至少要写一个"),
        ('select = ["RT01"]\nignore = ["RT"]', "select 与 ignore 抵消"),
        ('[organization."云溪镇"]\nignore = ["RT", "TX"]', "organization.云溪镇：select 与 ignore 抵消"),
        ('ignore = ["RT1"]', "jixiao.toml：ignore：没有检查项 RT1，是否想写"),
        ('[organization."云溪镇".severity]\nZZ = "info"', "organization.云溪镇.severity：没有检查项 ZZ"),
        ('[severity]\nRT01 = "fatal"', "severity.RT01：只能是 error、warning、info"),
        ('fail-on = "all"', "fail-on：只能是 error、warning、info、never"),
        ("severity = 1", "severity：应是一张表"),
        ("organization = [1]", "organization：应是一张表"),
        ('[organization."镇"]', "organization.镇：太短"),
        ('knowledge = "a\\u0000b"', "knowledge：不能是空的，也不能有换行和看不见的字符"),
        ('"a\\u001b[31m" = 1', "a\ufffd[31m：没有这个设置项"),
        ("waiver = 3", "waiver：应是一列"),
        ("[[waiver]]\n", "waiver.第 1 条.fingerprint：缺少这一项"),
        (ONE.replace('reason = "另有口径"\n', ""), "waiver.第 1 条.reason：缺少这一项"),
        (ONE.replace("另有口径", "  "), "waiver.第 1 条.reason：不能是空的"),
        (ONE.replace("另有口径", "\\u001b[2J"), "waiver.第 1 条.reason：不能是空的，也不能有换行和看不见的字符"),
        (ONE.replace("0123", "ABCD"), "waiver.第 1 条.fingerprint：应是 16 位指纹"),
        (ONE.replace("0123", "01"), "waiver.第 1 条.fingerprint：应是 16 位指纹"),
        (ONE.replace("RT01", "RT99"), "waiver 0123456789abcdef：没有检查项 RT99"),
        (ONE.replace("2024-03-15", '"去年"'), "waiver.第 1 条.date：应是日期，如 2024-03-15"),
        (ONE + "until = 2024-03-14", "until 不能早于 date"),
        (ONE + ONE, "指纹 0123456789abcdef 豁免了两次。请删去一条"),
        ("ignore = [", "不是合格的 TOML（末尾没有写完）"),
        ("\n\nignore 3", "不是合格的 TOML（第 3 行第 8 个字附近）"),
        ("a = 1\na = 2", "不是合格的 TOML（同一项写了两次）"),
        (f"a = {'9' * 5000}", "不是合格的 TOML（有认不得的值）"),
        ("a = " + "[" * 20_000, "套得太深"),
        (".".join("a" * 100_000) + " = 1", "套得太深"),
        ("x = {" + " . ".join(['"a"'] * 50_000) + " = 1}", "套得太深"),
        ("ignore = ['RT']".encode("utf-16"), "不是 UTF-8 编码"),
        ("# 设置".encode("gb18030"), "不是 UTF-8 编码"),
        (b"\x00" * 10, "不是合格的 TOML（第 1 行第 1 个字附近）"),
        (b"#" * (LARGEST + 1), "太大，超过 1000 KB"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(file, source, said):
    path = file(source)
    with pytest.raises(ConfigurationFault) as refused:
        Project.of(path, CHECKS)
    line = str(refused.value)
    assert line.startswith(str(path))
    assert said in line
    assert "\n" not in line
    assert line.isprintable() or "\x1b" not in line


def test_a_folder_a_gap_and_a_device_are_no_settings(tmp_path):
    for path in (tmp_path, tmp_path / "没有.toml", Path("/dev/zero"), tmp_path / "a" / "b.toml"):
        with pytest.raises(ConfigurationFault):
            Project.of(path, CHECKS)


def test_a_mark_of_the_byte_order_and_windows_lines_do_no_harm(file):
    assert Project.of(file(b"\xef\xbb\xbfignore = ['RT01']\r\n"), CHECKS).settings.ignore == ("RT01",)


def test_one_fingerprint_may_be_waived_in_two_documents(file):
    two = "".join(f"{ONE}document = '{name}'\n" for name in ("甲.txt", "乙.txt"))
    assert [w.document for w in Project.of(file(two), CHECKS).waivers] == ["甲.txt", "乙.txt"]


def test_a_file_of_waivers_holds_nothing_else_and_no_waiver_of_the_settings(file):
    path = file(ONE)
    own = waivers_of(path, CHECKS)
    assert [(w.reason, w.by) for w in own] == [("另有口径", "王芳")]
    with pytest.raises(ConfigurationFault, match="豁免了两次"):
        waivers_of(path, CHECKS, beside=own)
    with pytest.raises(ConfigurationFault, match="ignore：没有这个设置项"):
        waivers_of(file("ignore = []"), CHECKS)


def test_the_catalogue_itself_can_be_configured(file):
    codes = [c.code for c in catalogue()]
    project = Project.of(file("[severity]\n" + "\n".join(f'{code} = "info"' for code in codes)), catalogue())
    assert {c.severity for c in project.terms(None, catalogue()).checks} == {Severity.INFO}


WAIVER = Waiver(
    fingerprint="fedcba9876543210",
    code="RT02",
    reason='带"引号"和\\的理由',
    by="李明",
    date=date(2024, 5, 1),
    document="报告.txt",
)
COMMENTED = f"""# 我们的设置

ignore = [ "TX02" ]   # 不看标点

{ONE}# 尾注

[severity]   # 级别
RT02 = "error"
"""


def test_a_waiver_is_written_and_all_else_stays(file):
    path = file(COMMENTED)
    text = with_waiver(path, WAIVER, alone=False)
    for line in COMMENTED.splitlines():
        assert line in text.splitlines()
    again = Project.of(file(text), CHECKS)
    assert again.waivers[-1] == WAIVER
    assert len(again.waivers) == 2
    assert again.settings.severity == {"RT02": Severity.ERROR}


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# 设置\n",
        ONE.strip(),
        "waiver = []\n",
        'waiver = [{fingerprint="0123456789abcdef",code="RT01",reason="a",by="b",date=2024-01-01}]\n',
        f'{ONE}\n[severity]\nRT01 = "info"\n\n{ONE.replace("0123", "aaaa")}',
        "ignore = ['TX02']\r\n",
    ],
)
def test_a_waiver_finds_its_place_in_any_file(file, source):
    path = file(source)
    before = set(Project.of(path, CHECKS).waivers)
    after = Project.of(file(with_waiver(path, WAIVER, alone=False)), CHECKS)
    assert set(after.waivers) == before | {WAIVER}


def test_a_waiver_takes_the_place_of_the_one_before_it(file):
    path = file(f"{ONE}until = 2024-04-01\n")
    new = Waiver(fingerprint="0123456789abcdef", code="RT01", reason="仍然如此", by="李明", date=WAIVER.date)
    assert Project.of(file(with_waiver(path, new, alone=True)), CHECKS).waivers == (new,)


def test_a_new_file_is_begun(tmp_path):
    assert with_waiver(tmp_path / "新.toml", WAIVER, alone=False).startswith("# jixiao 的设置。\n")
