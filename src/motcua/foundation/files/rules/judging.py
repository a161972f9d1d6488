"""Facts and a rule in, reasons out: an empty answer lets the file in."""

from collections.abc import Iterator

from motcua.foundation.files.rules.kinds import (
    PACKAGES,
    PICTURES,
    Facts,
    IntakeRule,
    MediaType,
    Problem,
    Refusal,
)

_ENDINGS: dict[str, frozenset[MediaType]] = {
    "pdf": frozenset({MediaType.PDF}),
    "jpg": PICTURES,
    "jpeg": PICTURES,
    "png": PICTURES,
    "tif": PICTURES,
    "tiff": PICTURES,
    "docx": frozenset({MediaType.DOCX}),
    "xlsx": frozenset({MediaType.XLSX}),
    "odt": frozenset({MediaType.ODT}),
    "zip": PACKAGES,
}
"""What a name may promise. One picture type under another's name harms nobody: phones do it."""


def judge(name: str, size: int, facts: Facts, rule: IntakeRule) -> tuple[Refusal, ...]:
    """Return why a file of `size` bytes called `name` is not let in, gravest first."""
    return tuple(_reasons(name, size, facts, rule))


def _reasons(name: str, size: int, facts: Facts, rule: IntakeRule) -> Iterator[Refusal]:
    if size == 0:
        yield Refusal(Problem.EMPTY)
        return
    if size > rule.most_bytes:
        yield Refusal(Problem.TOO_LARGE, str(rule.most_bytes))
    yield from (Refusal(problem) for problem in facts.problems)
    yield from _of_type(name, facts, rule)
    yield from _of_content(facts, rule)
    yield from _of_limits(facts, rule)


def _of_type(name: str, facts: Facts, rule: IntakeRule) -> Iterator[Refusal]:
    if facts.media_type is MediaType.UNKNOWN:
        yield Refusal(Problem.UNKNOWN_TYPE)
    elif facts.media_type not in rule.takes:
        yield Refusal(Problem.TYPE_NOT_TAKEN, facts.media_type)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if facts.media_type not in _ENDINGS.get(ending, frozenset()):
        yield Refusal(Problem.NAME_LIES, ending)


def _of_content(facts: Facts, rule: IntakeRule) -> Iterator[Refusal]:
    if facts.active:
        yield Refusal(Problem.ACTIVE, ", ".join(facts.active))
    if facts.embedded and not rule.may_embed:
        yield Refusal(Problem.EMBEDDED, str(facts.embedded))


def _of_limits(facts: Facts, rule: IntakeRule) -> Iterator[Refusal]:
    if facts.pages > rule.most_pages:
        yield Refusal(Problem.TOO_MANY_PAGES, str(facts.pages))
    if facts.pixels > rule.most_pixels:
        yield Refusal(Problem.TOO_MANY_PIXELS, str(facts.pixels))
    if facts.unpacked > rule.most_unpacked:
        yield Refusal(Problem.UNPACKS_TOO_LARGE, str(facts.unpacked))
