"""How a procedure is found: without accents, in any word order, by the words people use."""

import re
from collections.abc import Sequence

from motcua.kit.text import fold
from motcua.registers.catalogue.rules.draft import VersionDraft

MOST_WORDS = 12
_WORD = re.compile(r"[0-9a-z]+(?:\.[0-9a-z]+)*")
# Words that people wrap a wish in; they count only when nothing else was typed.
_FILLER = re.compile(
    "toi|minh|em|anh|chi|muon|can|xin|phai|nho|cho|hoi|o|dau|nhu|the|nao|gi|la|thi|thu|tuc|ho|so"
    "|lam|di|duoc|khong|a|nhe|voi|va|cua|to|an|of|for|how|do|i|my|get"
)
PREFIX_WORTH = 0.7


def search_key(facts: VersionDraft) -> str:
    """Return the folded lines to search in: name, English name, codes, then each folk name."""
    lines = (facts.name, facts.name_en, facts.code, facts.former_code, *facts.folk_names)
    return "\n".join(folded for line in lines if (folded := fold(line)))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words that carry the wish; the fillers too when there are no others."""
    words = tuple(dict.fromkeys(_WORD.findall(fold(text))))[:MOST_WORDS]
    return tuple(word for word in words if not _FILLER.fullmatch(word)) or words


def worth(words: Sequence[str], key: str) -> float:
    """Return how well the best line of a search key answers the words: 0 not at all, 1 exactly.

    The share of the words found weighs more than the share of the line they fill.
    """
    return max((_line_worth(words, line) for line in key.split("\n")), default=0.0)


def _line_worth(words: Sequence[str], line: str) -> float:
    found = words_of(line)
    if not words or not found:
        return 0.0
    hits = sum(_hit(word, found) for word in words)
    return (2 * hits / len(words) + min(1.0, hits / len(found))) / 3


def _hit(word: str, found: Sequence[str]) -> float:
    if word in found:
        return 1.0
    return PREFIX_WORTH if any(other.startswith(word) for other in found) else 0.0
