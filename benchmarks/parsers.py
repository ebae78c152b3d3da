"""Compare ways to read one small production in prose: regular expressions, lark and pyparsing.

The production is a figure with its unit, and a clause of figures that ends in the rate made of them
(``受理1860件，办结1746件，办结率93.87%``). lark and pyparsing are no dependencies of the project:

    .venv/bin/pip install --target build/parsers lark pyparsing
    PYTHONPATH=build/parsers .venv/bin/python -m benchmarks.parsers
"""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

from click import echo

from toolkit.extract.grammar.dates import dates
from toolkit.extract.grammar.flow import flow_of
from toolkit.extract.grammar.lexicon import lexicon
from toolkit.extract.grammar.quantities import quantities
from toolkit.knowledge import load
from toolkit.read import read, read_bytes

Found = tuple[int, list[tuple[str, str, str]]]
Reader = Callable[[str], Found]

EXAMPLES = Path(__file__).parents[1] / "examples"
NUMBER, UNIT, COMMA = r"\d+(?:,\d{3})*(?:\.\d+)?", "万元|元|人|户|件|份|个|项", "[,，]"
WORDS, NAME = r"[^\d,，。;；%]{0,12}", r"[^\d,，。;；%]{1,10}[率度](?:为|达到?)?"

CLAUSES = {
    "共调查1083人，满意1074人，满意度99.17%。": ("1083", "1074", "99.17"),
    "全年受理1860件，办结1746件，办结率为93.87%。": ("1860", "1746", "93.87"),
    "受理1860件，转派1746件，办结1700件，办结率达91.40%。": ("1860", "1700", "91.40"),
    "应检1036户，合格1033户，不符3户，合格率99.71%。": ("1036", "1033", "99.71"),
    "计划开工1036个项目，按期开工1033个，按期开工率99.71%。": ("1036", "1033", "99.71"),
    "回收1120份（发放1200份），回收率93.33%。": ("1200", "1120", "93.33"),
    "办结率93.87%，即受理1860件，办结1746件。": ("1860", "1746", "93.87"),
}
BEFORE = "镇政府落实各项政策，规范收支管理，及时公开预算和决算，群众反映良好。" * 4


def wrapped(text: str, line_end: str) -> str:
    """Set a paragraph that ends in ``text`` in lines of 37 characters."""
    paragraph = BEFORE + text
    return line_end.join(paragraph[i : i + 37] for i in range(0, len(paragraph), 37))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "wrapped": lambda text: wrapped(text, "\n"),
    "blank lines": lambda text: wrapped(text, "\n\n"),
    "footer": lambda text: f"{text[:12]}\n- 3 -\n{text[12:]}",
    "spaced": " ".join,
    "groups": lambda text: re.sub(r"\b1(\d{3})", r"1 \1", text, flags=re.ASCII),
    "full width": lambda text: text.translate({ord("0") + i: ord("０") + i for i in range(10)}),
}


def chosen(figures: Iterable[tuple[str, str, str]], name: str, rate: str) -> tuple[str, str, str] | None:
    """Choose part and whole among figures (lead, number, unit): the part's words are in the rate's name."""
    earlier = list(figures)
    part = next((f for f in reversed(earlier) if f[0][-2:] and f[0][-2:] in name), None)
    whole = next((f for f in earlier if part and f is not part and f[2] == part[2]), None)
    return (whole[1], part[1], rate) if part and whole else None


def one_expression() -> Reader:
    """Write the clause as one regular expression."""
    figure = re.compile(rf"({NUMBER})(?:{UNIT}|%)")
    member = re.compile(rf"({WORDS})({NUMBER})({UNIT})")
    clause = re.compile(
        rf"{WORDS}{NUMBER}(?:{UNIT}){WORDS}(?:{COMMA}{WORDS}{NUMBER}(?:{UNIT}))+{COMMA}({NAME})({NUMBER})%"
    )

    def scan(text: str) -> Found:
        ratios = (chosen((f.groups() for f in member.finditer(m[0])), m[1], m[2]) for m in clause.finditer(text))
        return len(figure.findall(text)), [r for r in ratios if r]

    return scan


def tokens_and_python() -> Reader:
    """Find the figures with one regular expression, and pair them sentence by sentence in Python."""
    figure = re.compile(rf"({WORDS})({NUMBER})({UNIT}|%)")

    def scan(text: str) -> Found:
        count, ratios = 0, []
        for sentence in text.split("。"):
            figures = figure.findall(sentence)
            count += len(figures)
            amounts = [f for f in figures if f[2] != "%"]
            for lead, rate, unit in figures:
                if unit == "%" and (ratio := chosen(amounts, lead, rate)):
                    ratios.append(ratio)
        return count, ratios

    return scan


def lark_lalr() -> Reader:
    """Let lark's LALR parser try at every comma and digit: the released version cannot search in text."""
    from lark import Lark
    from lark.exceptions import LarkError

    parser = Lark(
        rf"""
        clause: member WORDS? (COMMA member)+ COMMA NAME NUMBER "%"
        member: WORDS? NUMBER UNIT
        figure: NUMBER (UNIT | "%")
        NUMBER: /{NUMBER}/
        UNIT: /{UNIT}/
        COMMA: /{COMMA}/
        NAME.2: /{NAME}(?=\d)/
        WORDS: /{WORDS.replace("{0", "{1")}/
        %ignore /\s+/
        """,
        parser="lalr",
        start=["clause", "figure"],
    )

    def tried(text: str, start: str) -> tuple[object, int] | None:
        parse = parser.parse_interactive(text, start=start)
        end = 0
        try:
            for token in parse.iter_parse():
                end = token.end_pos
        except LarkError:
            pass
        try:
            return parse.feed_eof(), end
        except LarkError:
            return None

    def scan(text: str) -> Found:
        count, ratios = 0, []
        for sentence in text.split("。"):
            at = 0
            for start in re.finditer(rf"(?:^|(?<={COMMA}))(?=[^,，])", sentence):
                if start.start() < at or not (match := tried(sentence[start.start() :], "clause")):
                    continue
                tree, end = match
                members = [tuple(["", *map(str, m.children)][-3:]) for m in tree.find_data("member")]
                at = start.start() + end
                if ratio := chosen(members, str(tree.children[-2]), str(tree.children[-1])):
                    ratios.append(ratio)
            count += sum(tried(sentence[m.start() :], "figure") is not None for m in re.finditer(NUMBER, sentence))
        return count, ratios

    return scan


def lark_earley() -> Reader:
    """Let lark's Earley parser read whole sentences, what is of no interest being noise."""
    from lark import Lark
    from lark.exceptions import LarkError

    parser = Lark(
        rf"""
        start: (clause | figure | NOISE)*
        clause.2: member WORDS? (COMMA member)+ COMMA NAME NUMBER "%"
        member: WORDS? NUMBER UNIT
        figure.1: NUMBER (UNIT | "%")
        NUMBER: /{NUMBER}(?![\d.])/
        UNIT: /{UNIT}/
        COMMA: /{COMMA}/
        NAME: /{NAME}(?=\d)/
        WORDS: /{WORDS.replace("{0", "{1")}/
        NOISE.-1: /[^\d]|\d+/
        %ignore /\s+/
        """,
        parser="earley",
    )

    def scan(text: str) -> Found:
        count, ratios = 0, []
        for sentence in text.split("。"):
            try:
                tree = parser.parse(sentence)
            except LarkError:
                continue
            clauses = list(tree.find_data("clause"))
            members = [[tuple(["", *map(str, m.children)][-3:]) for m in c.find_data("member")] for c in clauses]
            count += len(list(tree.find_data("figure"))) + sum(len(m) + 1 for m in members)
            pairs = zip(clauses, members, strict=True)
            ratios += [r for c, m in pairs if (r := chosen(m, str(c.children[-2]), str(c.children[-1])))]
        return count, ratios

    return scan


def pyparsing() -> Reader:
    """Combine pyparsing's elements and let it search."""
    import pyparsing as pp

    number, unit, comma = pp.Regex(NUMBER), pp.Regex(UNIT), pp.Suppress(pp.Regex(COMMA))
    words = pp.Regex(WORDS)
    member = pp.Group(words + number + unit)
    clause = member + pp.Suppress(words) + (comma + member)[1, ...] + comma + pp.Regex(NAME) + number + pp.Suppress("%")
    figure = pp.Combine(number + (unit | "%"), adjacent=False)

    def scan(text: str) -> Found:
        count = sum(1 for _ in figure.scan_string(text))
        ratios = [chosen(map(tuple, m[:-2]), m[-2], m[-1]) for m, _, _ in clause.scan_string(text)]
        return count, [r for r in ratios if r]

    return scan


CONTESTANTS = {make.__name__: make for make in (one_expression, tokens_and_python, lark_lalr, lark_earley, pyparsing)}


def flowing(text: str) -> str:
    """Return the text as the grammar sees it: settled, its layout looked through."""
    document = read_bytes(text.encode(), name="自评报告.txt")
    return "。".join(flow_of(document, block).text for block in document.blocks)


def fastest(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the shortest time of several runs in seconds."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def read_clauses(scan: Reader, seen: Callable[[str], str]) -> dict[str, int]:
    """Count for each layout the clauses that are read, and read right."""
    return {
        layout: sum(scan(seen(lay(clause)))[1] == [expected] for clause, expected in CLAUSES.items())
        for layout, lay in LAYOUTS.items()
    }


def startup(name: str) -> float:
    """Time importing the library and building the parser in a fresh process, in milliseconds."""
    code = f"from benchmarks.parsers import *; echo(fastest(CONTESTANTS[{name!r}], 1))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout) * 1000


def main() -> None:
    """Print the table."""
    documents = [read(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    flows = [flow_of(document, block) for document in documents for block in document.blocks]
    text = "。".join(flow.text for flow in flows)
    scale = 10_000 / len(text)
    echo(f"{len(text)} characters of examples; {len(CLAUSES)} clauses in each of {len(LAYOUTS)} layouts\n")
    echo("| way | lines | start-up, ms | ms per 10,000 characters | figures | clauses, raw | clauses, flow |")
    echo("|---|---|---|---|---|---|---|")
    for name, make in CONTESTANTS.items():
        scan = make()
        lines = sum(bool(line.strip()) for line in inspect.getsource(make).splitlines()) - 2
        time = fastest(lambda scan=scan: scan(text), 1 if name == "lark_earley" else 5) * 1000 * scale
        raw, flow = (sum(read_clauses(scan, seen).values()) for seen in (str, flowing))
        of = len(CLAUSES) * len(LAYOUTS)
        figures, _ = scan(text)
        echo(f"| {name} | {lines} | {startup(name):.0f} | {time:.1f} | {figures} | {raw} of {of} | {flow} of {of} |")
    words = lexicon(load())
    time = fastest(lambda: [quantities(flow, words, dates(flow)) for flow in flows]) * 1000 * scale
    figures = sum(len(quantities(flow, words, dates(flow))[0]) for flow in flows)
    echo(f"| the project's dates and figures | | | {time:.1f} | {figures} | | |")


if __name__ == "__main__":
    main()
