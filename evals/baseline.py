"""What the evals came to when somebody last looked: nothing may fall below it unseen."""

import json
from pathlib import Path
from typing import Any

from evals.results import Outcome, Score

BASELINE = Path(__file__).parent / "baseline.json"
CLEAN = "clean"


def summary(outcome: Outcome) -> dict[str, Any]:
    """Return the counts that a baseline keeps."""
    reading = {kind: [each.right, each.gold] for kind, each in sorted(outcome.reading.items())}
    sound = outcome.clean
    return {
        "codes": {
            code: {"found": each.found, "planted": each.planted, "false": each.false}
            for code, each in outcome.codes().items()
        },
        "clean": {
            **{severity: sound.count(severity) for severity in ("error", "warning")},
            **{name: getattr(sound, name) for name in ("characters", "figures", "in_facts", "checked")},
        },
        "reading": reading,
    }


def load(plan: str, path: Path = BASELINE) -> dict[str, Any] | None:
    """Return the baseline of a plan, or None where there is none yet."""
    if not path.exists():
        return None
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept.get(plan)


def approve(plan: str, outcome: Outcome, path: Path = BASELINE) -> None:
    """Keep what the evals came to as what may not fall."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept[plan] = summary(outcome)
    text = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=1)
    path.write_text(_one_line_each(text), encoding="utf-8")


def fallen(outcome: Outcome, kept: dict[str, Any]) -> list[str]:
    """Return what fell since, one line each, worst words first: the code, what it was, what it is."""
    now, codes = summary(outcome), outcome.codes()
    lines = []
    for code, was in kept["codes"].items():
        score = codes.get(code, Score())
        if score.found * was["planted"] < was["found"] * score.planted or (was["planted"] and not score.planted):
            before, after = f"{was['found']}/{was['planted']}", f"{score.found}/{score.planted}"
            lines.append(f"{code} 召回率 {before} → {after}{_examples(outcome, code)}")
    for code, score in codes.items():
        was_false = kept["codes"].get(code, {}).get("false", 0)
        if score.false > was_false:
            words = next((told.words for told in outcome.false() if told.code == code), "")
            lines.append(f"{code} 误报 {was_false} → {score.false}，如“{words}”")
    for severity in ("error", "warning"):
        before, after = kept[CLEAN][severity], now[CLEAN][severity]
        if after * kept[CLEAN]["characters"] > before * now[CLEAN]["characters"]:
            lines.append(f"无错报告上的 {severity} {before} → {after}")
    for name in ("in_facts", "checked"):
        before, after = kept[CLEAN][name], now[CLEAN][name]
        if after * kept[CLEAN]["figures"] < before * now[CLEAN]["figures"]:
            lines.append(f"覆盖（{name}）{before}/{kept[CLEAN]['figures']} → {after}/{now[CLEAN]['figures']}")
    for kind, (right, gold) in kept["reading"].items():
        after, of = now["reading"].get(kind, (0, 0))
        if after * gold < right * of or not of:
            lines.append(f"读取 {kind} {right}/{gold} → {after}/{of}")
    return lines


def _examples(outcome: Outcome, code: str) -> str:
    names = outcome.missed().get(code, [])
    return f"，未发现：{'、'.join(names[:3])}" if names else ""


def _one_line_each(text: str) -> str:
    """Put each innermost table on one line, so that a change of one code is a change of one line."""
    lines: list[str] = []
    opened = False
    for line in text.splitlines():
        if opened:
            lines[-1] += line.strip() + (" " if line.endswith(",") else "")
            opened = not line.strip().startswith(("}", "]"))
            continue
        lines.append(line)
        opened = line.startswith("   ") and line.endswith(("{", "["))
        if line.strip() == '"clean": {':
            opened = True
    return "".join(f"{line.rstrip()}\n" for line in lines)
