"""What a form asks and what was answered: typed text in, values out, errors in words.

Nothing typed is ever lost: a form that cannot be read comes back as it was sent, each fault named
at its field. A grid is a form repeated row by row, with empty rows at the end for what is new.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kit.text import nfc
from motcua.ui.fields import Field, errors_of
from motcua.ui.values import FormError

EMPTY_ROWS = 3
MOST_ROWS = 200


class Unreadable(ValueError):
    """A text that is no answer to the question; its message is for the person who typed it."""


@dataclass(frozen=True)
class Ask:
    """One question: the field as it is drawn, and how its text is read."""

    field: Field
    read: Callable[[str], Any] = nfc

    @property
    def name(self) -> str:
        """The name of the answer."""
        return self.field.name


@dataclass(frozen=True)
class Answers:
    """What was answered: `values` by name where it could be read, `fields` to show again."""

    values: Mapping[str, Any]
    fields: tuple[Field, ...]
    number: int = 0  # of the row, in a grid

    @property
    def errors(self) -> tuple[FormError, ...]:
        """What must be mended."""
        return errors_of(self.fields)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def asked(asks: Iterable[Ask], typed: QueryDict | None = None) -> tuple[Field, ...]:
    """Return the fields as they are drawn: with what was typed before, else with what is known."""
    if not typed:
        return tuple(ask.field for ask in asks)
    return tuple(replace(ask.field, value=_typed(ask.field, typed)) for ask in asks)


def take(asks: Iterable[Ask], typed: QueryDict) -> Answers:
    """Read a posted form."""
    values: dict[str, Any] = {}
    fields = []
    for ask in asks:
        field = replace(ask.field, value=_typed(ask.field, typed))
        try:
            values[ask.name] = _answer(ask, field.value)
        except Unreadable as fault:
            field = field.wrong(str(fault))
        fields.append(field)
    return Answers(values, tuple(fields))


def _typed(field: Field, typed: QueryDict) -> str | tuple[str, ...]:
    if field.kind == "checks":
        return tuple(typed.getlist(field.name))
    return typed.get(field.name, "").strip()


def _answer(ask: Ask, value: str | tuple[str, ...]) -> Any:
    if ask.field.is_required and not value:
        raise Unreadable(_("Mục “%(label)s” còn trống.") % {"label": ask.field.label})
    if isinstance(value, tuple):
        return frozenset(value)
    known = {option.value for option in ask.field.options}
    if ask.field.kind == "select" and value not in known:
        raise Unreadable(_("Xin chọn một giá trị trong danh sách “%(label)s”.")
                         % {"label": ask.field.label})  # fmt: skip
    return ask.read(value)


def day_of(text: str) -> date | None:
    """Read `22/11/2026`; nothing for an empty text."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as fault:
        raise Unreadable(_("Ngày viết theo dạng 22/11/2026.")) from fault


def number_of(text: str) -> int | None:
    """Read a whole number, grouped or not; nothing for an empty text."""
    digits = text.replace(".", "").replace(" ", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise Unreadable(_("Ở đây cần một số nguyên không âm."))
    return int(digits)


def decimal_of(text: str) -> Decimal | None:
    """Read `2,5`; nothing for an empty text."""
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as fault:
        raise Unreadable(_("Ở đây cần một số, ví dụ 15 hoặc 2,5.")) from fault
    if not 0 <= number < 10_000:
        raise Unreadable(_("Ở đây cần một số, ví dụ 15 hoặc 2,5."))
    return number


def minutes_of(text: str) -> int:
    """Read working hours, `4` or `0,5`, as minutes; an empty text is 0."""
    return int((decimal_of(text) or Decimal(0)) * 60)


@dataclass(frozen=True)
class GridRow:
    """A row to draw: `number` counts from 1, `notes` say what is wrong with the whole row."""

    number: int
    fields: tuple[Field, ...]
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[FormError, ...]:
        """The faults of this row, each leading to its field."""
        return errors_of(self.fields)


def grid(
    columns: Sequence[Ask], rows: Sequence[Mapping[str, str]], empty: int = EMPTY_ROWS
) -> tuple[GridRow, ...]:
    """Return the rows as they stand, texts by column name, and empty ones for what is new."""
    texts = [*rows, *({} for _empty in range(empty))]
    return tuple(_grid_row(columns, number, row) for number, row in enumerate(texts, 1))


def grid_again(
    columns: Sequence[Ask], typed: QueryDict
) -> tuple[tuple[GridRow, ...], tuple[Answers, ...]]:
    """Read a posted grid: the rows to show again, and the answers of the rows not left empty."""
    shown, taken = [], []
    for number in range(1, MOST_ROWS + 1):
        if f"{columns[0].name}-{number}" not in typed:
            break
        named = [_numbered(ask, number) for ask in columns]
        answers = take(named, typed)
        if not _is_empty(named, answers):
            values = _plain(answers.values, number)
            taken.append(replace(answers, values=values, number=number))
            shown.append(GridRow(number, answers.fields))
        else:
            shown.append(GridRow(number, tuple(_blank(field) for field in answers.fields)))
    return tuple(shown), tuple(taken)


def _grid_row(columns: Sequence[Ask], number: int, row: Mapping[str, str]) -> GridRow:
    fields = []
    for ask in columns:
        field = _numbered(ask, number).field
        fields.append(replace(field, value=row.get(ask.name, field.value)))
    return GridRow(number, tuple(fields))


def _numbered(ask: Ask, number: int) -> Ask:
    label = _("%(label)s, dòng %(n)s") % {"label": ask.field.label, "n": number}
    return replace(ask, field=replace(ask.field, name=f"{ask.name}-{number}", label=label))


def _plain(values: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {name.removesuffix(f"-{number}"): value for name, value in values.items()}


def _is_empty(columns: Sequence[Ask], answers: Answers) -> bool:
    """A row is empty when every text in it is; what was chosen from a list does not count."""
    pairs = zip(columns, answers.fields, strict=True)
    return not any(field.value for ask, field in pairs if not ask.field.options)


def _blank(field: Field) -> Field:
    return replace(field, error="")
