"""How a procedure is found: without accents, in any word order, by the words people use."""

from motcua.kit.text import fold
from motcua.registers.catalogue.rules.draft import VersionDraft


def search_key(facts: VersionDraft) -> str:
    """Return the folded lines to search in: name, English name, codes, then each folk name."""
    lines = (facts.name, facts.name_en, facts.code, facts.former_code, *facts.folk_names)
    return "\n".join(folded for line in lines if (folded := fold(line)))
