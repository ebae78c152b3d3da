"""How a figure follows from others, in words for the form and for whoever got it wrong."""

from collections.abc import Sequence

from toolkit.records.draft import Blank, Formula, FormulaKind


def told(formula: Formula, terms: Sequence[str]) -> str:
    """Return a formula with its terms."""
    given = formula.given.text if formula.given else ""
    match formula.kind:
        case FormulaKind.COMPLETION:
            cap = "，最多按100%计" if formula.capped else ""
            return f"{terms[0]}在{given}以内记100%" if formula.lower else f"{terms[0]} ÷ {given} × 100%{cap}"
        case FormulaKind.SHARE:
            return f"{' + '.join(terms[:-1])} ÷ {terms[-1]} × 100%"
        case FormulaKind.GROWTH:
            return f"({terms[0]} − {terms[1]}) ÷ {terms[1]} × 100%"
        case FormulaKind.SCORE:
            rate = terms[0] if len(terms) == 1 else f"{'、'.join(terms)}的平均数"
            return f"{given} × {rate}"
        case FormulaKind.SUM:
            return " + ".join(terms) if len(terms) > 1 else f"与“{terms[0]}”相同"
        case FormulaKind.FULL:
            return f"{terms[0]}是满分{given}"


def check_in_words(blank: Blank) -> str:
    """Return how an answer is checked."""
    if blank.unit is None:
        return "写文字；得满分的可不填" if blank.formula else "写文字"
    said = ["只写数"]
    if blank.formula is not None:
        terms = _names(blank.formula.of)
        how = told(blank.formula, terms) if len(terms) < 6 else f"{len(terms)}项之和"
        said = [f"可不填，由程序计算：{how}，保留{blank.formula.places}位小数"]
        score = blank.formula.kind is FormulaKind.SCORE
        said += ["填了就按它核对" if blank.formula.firm else "另有评分规则的请填写" if score else "不同的请填写"]
    if blank.most is not None:
        said.append(f"0到{blank.most.text}")
    return "；".join(said)


def _names(keys: Sequence[str]) -> Sequence[str]:
    """Return the shortest names that tell the keys of a formula apart."""
    parts = [key.split(".") for key in keys]
    if len(keys) == 1 and len(parts[0]) > 2:
        return ["的".join(parts[0][1:])]
    for names in ([part[-1] for part in parts], [part[-2] for part in parts if len(part) > 1]):
        if len(set(names)) == len(keys):
            return names
    return keys
