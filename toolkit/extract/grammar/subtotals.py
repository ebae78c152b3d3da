"""Score lines that add up other lines by their name: 基础分95分, 小计95分."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.records.facts import ScoreLine


def subtotalled(knowledge: Knowledge, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Mark the lines that are named as the sum of others, where there are others: not 基础分 beside 加分 alone."""
    words, bonus = knowledge.scores.subtotal.words, knowledge.scores.bonus.words
    named = [line for line in lines if "".join(line.name.split()).endswith(words)]
    others = [line for line in lines if line not in named and not any(word in line.name for word in bonus)]
    if not named or len(others) < 2:
        return list(lines)
    return [replace(line, summary=True) if line in named else line for line in lines]
