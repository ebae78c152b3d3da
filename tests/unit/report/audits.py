"""An audit made by hand, to be written out."""

from collections.abc import Iterable

from tests.unit.audit.stand_ins import at, cites, figure, says, written
from toolkit.audit import Dossier, run
from toolkit.knowledge import load
from toolkit.records import Certainty, Clear, Document, Hit, Outcome, Recomputation, Severity, Span, Unable, Unread
from toolkit.records.facts import Coverage, Facts, Form, Heading, Identity
from toolkit.report import Audited

TEXT = """石桥镇2023年度自评报告
一、基本情况
受理工单80件，办结76
件，办结率96%。另有其他工作。
二、主要成效
（一）环境整治
共清运垃圾1200吨。
"""
DOCUMENT = written(TEXT)
RATIO = Hit(
    message="办结率由受理与办结重算不出",
    evidence=cites(DOCUMENT, "96%", "76", "80"),
    recomputation=Recomputation(formula="76 ÷ 80 × 100%", stated="96%", recomputed="95%"),
    suggestion="应为95%",
)
WEIGHT = Hit(message="吨数可疑", evidence=cites(DOCUMENT, "1200"), certainty=Certainty.POSSIBLE)
FACTS = Facts.of_entries(
    [
        Identity(
            span=at(DOCUMENT, "石桥镇2023年度自评报告"),
            title="石桥镇2023年度\n自评报告",
            organization="石桥镇",
            year=2023,
            form=Form.DEPARTMENT,
        ),
        *(
            Heading(span=at(DOCUMENT, m + t), marker=m, style=m, number=1, level=level, title=t, body=Span(begin, end))
            for m, t, level, begin, end in (
                ("一、", "基本情况", 1, TEXT.index("受理"), TEXT.index("二、")),
                ("二、", "主要成效", 1, TEXT.index("（一）"), len(TEXT)),
                ("（一）", "环境整治", 2, TEXT.index("共清运"), len(TEXT)),
            )
        ),
        figure(DOCUMENT, "80"),
        figure(DOCUMENT, "76"),
        figure(DOCUMENT, "96"),
        figure(DOCUMENT, "1200"),
    ],
    Coverage(figures=5, in_facts=4, unread=(Unread(span=at(DOCUMENT, "其他工作"), why="没有数字"),)),
)


def audited(outcomes: dict[str, Iterable[Outcome | Exception]], document: Document = DOCUMENT) -> Audited:
    severities = {"RT01": Severity.ERROR, "SM01": Severity.WARNING}
    checks = [says(code, *said, severity=severities.get(code, Severity.INFO)) for code, said in outcomes.items()]
    dossier = Dossier(document=document, facts=FACTS, knowledge=load())
    return Audited(
        document=document,
        facts=FACTS,
        audit=run(checks, dossier),
        titles={"RT01": "百分比与分子、分母对不上"},
        versions={"toolkit": "1", "format": 1, "knowledge": "abc"},
    )


def two_findings() -> Audited:
    unable = Unable(missing="缺少\n合计", evidence=())
    return audited({"RT01": [RATIO, Clear(evidence=cites(DOCUMENT, "80"))], "SM01": [WEIGHT, unable]})
