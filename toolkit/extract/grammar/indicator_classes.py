"""The classes of indicators (产出指标 / 数量指标) wherever a text names them."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.extract.grammar.lexicon import Lexicon
from toolkit.knowledge.patterns import any_of
from toolkit.knowledge.shapes import CategoryEntry, LevelEntry

_WITHIN = ("经济", "社会", "生态", "环境", "持续", "对象", "公众", "群众")  # 效益 inside 社会效益 is no first level


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Second-level and first-level classes as patterns."""

    category: re.Pattern[str]
    level: re.Pattern[str]
    categories: dict[str, CategoryEntry]
    levels: dict[str, LevelEntry]
    full_names: str

    def category_of(self, text: str) -> str | None:
        """Return the one second-level class that ``text`` names; none where it names several."""
        words = dict.fromkeys(m.group() for m in self.category.finditer(text))
        return self.category_named(next(iter(words))) if len(words) == 1 else None

    def level_of(self, text: str) -> str | None:
        """Return the one first-level class that ``text`` names; none where it names several."""
        words = [m.group() for m in self.level.finditer(text)]
        if len({self.levels[word].name for word in words}) != 1:
            return None
        word = max(words, key=len)
        return word if _stands(word) else self.levels[word].name

    def category_named(self, word: str) -> str | None:
        """Return the class that ``word`` is: as printed, where it is printed in full."""
        if word not in self.categories:
            return None
        return word if _stands(word) else self.categories[word].name

    def level_under(self, category: str | None) -> str | None:
        """Return the first-level class a second-level one belongs to."""
        entry = self.categories.get(category or "")
        return entry.level1 if entry else None


def _stands(word: str) -> bool:
    return word.endswith("指标") and not word.endswith("类指标")


@cache
def classes(lexicon: Lexicon) -> Classes:
    """Compile the classes of ``lexicon``'s knowledge."""
    known = lexicon.knowledge.indicators
    categories = {name: entry for entry in reversed(known.category) for name in entry.names}
    levels = {name: entry for entry in reversed(known.level) for name in entry.names}
    outside = "".join(f"(?<!{word})" for word in _WITHIN)
    return Classes(
        category=re.compile(any_of(name for name in categories if len(name) > 2)),
        level=re.compile(f"{outside}(?:{any_of(levels)})"),
        categories=categories,
        levels=levels,
        full_names=any_of(name for name in categories if name.endswith("指标")),
    )
