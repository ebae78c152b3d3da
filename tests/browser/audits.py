"""Audits that no example gives: hostile words, findings on the same words, very many findings."""

from tests.unit.audit.stand_ins import cites, dossier_of, says, stated, written
from toolkit.audit import run
from toolkit.audit.run import MOST
from toolkit.records import Clear, Document, Evidence, Hit, Outcome, Recomputation, Span, Unable
from toolkit.records.facts import Coverage, Fact, Facts, Heading, Identity
from toolkit.report import Audited

REVERSES = "\u202e"
HOSTILE = f"""</script><img src=x onerror=alert(1)>年度自评报告
{{{{ 7 * 7 }}}}{{% raw %}}受理80件，{REVERSES}办结76件，“'&amp;办结率96%。
<!-- --><style>*{{display:none}}</style>占95%。
"""


def told(document: Document, *outcomes: Outcome) -> Audited:
    """Audit a document with checks that say what they are told to, as many as it takes to say all of it."""
    dossier = dossier_of(document, *stated(*outcomes))
    most = MOST - 1
    shares = [outcomes[start : start + most] for start in range(0, len(outcomes), most)]
    return Audited(
        document=document,
        facts=dossier.facts,
        audit=run([says(f"RT0{i}", *share) for i, share in enumerate(shares, start=1)], dossier),
        titles={"RT01": "</title><b>对不上</b>"},
        versions={"toolkit": "1", "format": 1, "knowledge": "abc"},
    )


def hostile() -> Audited:
    document = written(HOSTILE)
    shown = Recomputation(formula="</dd><script>alert(3)</script>", stated="\x00", recomputed=REVERSES)
    faulty = Hit(
        message="<svg onload=alert(2)>\ud800", evidence=cites(document, "96%", "<img src=x"), recomputation=shown
    )
    return told(document, faulty, Clear(evidence=cites(document, "95%", "</style>"), recomputation=shown))


def finding(start: int, end: int, *others: tuple[int, int]) -> Hit:
    evidence = (Evidence(role="数", span=Span(*span)) for span in ((start, end), *others))
    return Hit(message=f"{start}至{end}", evidence=tuple(evidence))


def two_on_the_same_words() -> Audited:
    """Have one finding fault characters 2 to 8 and another 5 to 12."""
    return told(written("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳\n"), finding(2, 8), finding(5, 12))


def crowded() -> Audited:
    """Have more of everything than one sheet can show: sections, findings, proofs, gaps, a check that broke down."""
    chapters = [f"第{n}章　" + "部门整体支出绩效目标的设定与完成情况" * 4 for n in range(1, 14)]
    document = written(
        "年度部门整体支出绩效自评报告" * 9 + "\n" + "".join(f"{c}\n本章共{c[:3]}项。\n" for c in chapters)
    )
    text = document.text
    starts = [text.index(chapter) for chapter in chapters] + [len(text)]
    title = Span(0, text.index("\n"))
    facts: list[Fact] = [
        Identity(
            span=title, title=text[: title.end], organization="某某省某某市某某区人民政府" * 9, year=2023, form=None
        )
    ]
    outcomes: dict[str, list[Outcome | Exception]] = {f"RT0{n}": [] for n in range(1, 8)}
    for i, chapter in enumerate(chapters):
        start, end = starts[i], starts[i] + len(chapter)
        facts.append(
            Heading(
                span=Span(start, end),
                marker=chapter[:4],
                style="第",
                number=i + 1,
                level=1,
                title=chapter[4:],
                body=Span(end, starts[i + 1]),
            )
        )
        faulty, sound = ((Evidence(role="数", span=Span(at, at + 3)),) for at in (end + 1, end + 4))
        for code in outcomes:
            outcomes[code] += [
                Hit(message=f"{chapter[:3]}不对", evidence=faulty),
                Clear(evidence=sound, recomputation=Recomputation(formula="一 + 一", stated="二", recomputed="二")),
                Unable(missing=f"{code}所需的数" * 9, evidence=()),
            ]
    said_of = (each for said in outcomes.values() for each in said if isinstance(each, Clear))
    facts += stated(*said_of)
    outcomes["RT07"].append(KeyError("合计" * 99))
    checks = [says(code, *said) for code, said in outcomes.items()]
    return Audited(
        document=document,
        facts=Facts.of_entries(facts, Coverage(figures=26, in_facts=26, unread=())),
        audit=run(checks, dossier_of(document)),
        titles=dict.fromkeys(outcomes, "百分比与分子、分母对不上"),
        versions={"toolkit": "1", "format": 1, "knowledge": "abc"},
    )


def many(findings: int = 500) -> Audited:
    """Have a finding in every 60 characters, each citing five other places."""
    document = written(
        "全年共受理群众来信来访一百二十件，办结一百一十件，按时办结率为百分之九十一点六七。\n\n" * (findings * 3 // 2)
    )
    places = [(at, at + 3) for at in range(0, findings * 60, 60)]
    return told(document, *(finding(*place, *places[max(0, i - 5) : i]) for i, place in enumerate(places)))
