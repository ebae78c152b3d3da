from tests.unit.archive.tables import report, tables
from toolkit.archive import offices


def owners(db, renamed=()):
    offices.lay_out(db, renamed)
    return dict(db.execute("SELECT document, owner FROM _offices").fetchall())


def test_one_office_under_several_names_and_a_report_without_any():
    reports = [report("甲", "石桥镇", 2022), report("乙", "清溪县石桥镇 人民政府", 2023), report("丙", None, 2023)]
    assert owners(tables(documents=reports)) == {"甲": "清溪县石桥镇", "乙": "清溪县石桥镇", "丙": "丙"}


def test_an_office_keeps_its_last_name_through_all_changes():
    reports = [report(str(year), name, year) for year, name in ((2021, "甲局"), (2022, "乙局"), (2023, "丙局"))]
    pairs = [
        {"document": "2022", "prior": "2021", "how": "renamed"},
        {"document": "2023", "prior": "2022", "how": "renamed"},
    ]
    db = tables(documents=reports, pairs=pairs)
    assert set(owners(db, offices.renamed(db)).values()) == {"丙局"}


def test_names_that_go_in_a_circle_end():
    reports = [report("一", "甲局", 2021), report("二", "乙局", 2022)]
    assert set(owners(tables(documents=reports), [("甲局", "乙局"), ("乙局", "甲局")])) == {"一", "二"}


def test_a_deleted_report_is_nobodys():
    assert owners(tables(documents=[report("甲", "石桥镇", 2022, state="deleted")])) == {}
