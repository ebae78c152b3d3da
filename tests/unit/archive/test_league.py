from tests.unit.archive.tables import report, tables
from toolkit.archive import offices
from toolkit.archive.faults import faults
from toolkit.archive.league import ENOUGH, league


def finding(document, code, severity="error", certainty="certain"):
    return {"document": document, "code": code, "severity": severity, "certainty": certainty}


def laid_out(**filled):
    db = tables(**filled)
    offices.lay_out(db, offices.renamed(db))
    return db


def test_offices_by_the_share_that_holds_over_all_years():
    documents = [
        report("1", "石桥镇", 2022, held=60, recomputed=60),
        report("2", "石桥镇", 2023, held=30, recomputed=40, errors=3, warnings=1),
        report("3", "水利局", 2023, held=99, recomputed=100, errors=1),
        report("4", "教育局", 2023, held=99, recomputed=100),
        report("5", "林业局", 2023, held=ENOUGH - 1, recomputed=ENOUGH - 1),
        report("6", None, 2023, held=50, recomputed=50),
    ]
    codes = [finding("2", "RT01"), finding("2", "SM01"), finding("2", "SM01"), *[finding("2", "TX03", "info")] * 9]
    standings = league(laid_out(documents=documents, findings=codes))
    assert [(each.rank, each.office, each.score) for each in standings] == [
        (1, "教育局", 99),
        (1, "水利局", 99),
        (3, "石桥镇", 90),
        (None, "林业局", 100),
    ]
    town = standings[2]
    assert (town.reports, town.held, town.recomputed, town.errors, town.warnings) == (2, 90, 100, 3, 1)
    assert town.fault == "SM01"
    assert [(year.year, year.score) for year in town.years] == [(2022, 100), (2023, 75)]


def test_nobody_is_ranked_without_figures():
    (alone,) = league(laid_out(documents=[report("1", "石桥镇", 2022)]))
    assert (alone.rank, alone.score, alone.years[0].score) == (None, None, None)


def test_faults_by_reports_with_information_last():
    documents = [report("1", "石桥镇", 2022), report("2", "石桥镇", 2023), report("3", "水利局", 2023)]
    found = [finding("1", "RT01"), finding("1", "RT01"), finding("2", "RT01", "warning", "possible")]
    found += [finding(document, "TX03", "info") for document in "123"]
    beside = [{**finding("2", "YR03", "warning", "possible"), "prior": "1"}]
    ratio, years, letters = faults(laid_out(documents=documents, findings=found, year_findings=beside))
    assert (ratio.code, ratio.severity, ratio.findings, ratio.certain, ratio.reports, ratio.offices) == (
        "RT01",
        "error",
        3,
        2,
        2,
        1,
    )
    assert [(year.year, year.findings, year.reports) for year in ratio.years] == [(2022, 2, 1), (2023, 1, 1)]
    assert (years.code, years.reports) == ("YR03", 1)
    assert (letters.code, letters.reports, letters.offices) == ("TX03", 3, 2)


def test_an_empty_archive():
    db = laid_out()
    assert league(db) == faults(db) == []
