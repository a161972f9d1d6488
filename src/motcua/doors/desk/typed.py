"""A posted form as text: trimmed, composed, never trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from motcua.kit.ids import row_number
from motcua.kit.text import nfc

MOST = 999


@dataclass(frozen=True)
class Typed:
    """What was typed, by field name."""

    form: QueryDict

    def text(self, name: str, otherwise: str = "") -> str:
        """Return a field as one trimmed line."""
        return nfc(self.form.get(name) or otherwise)

    def prose(self, name: str) -> str:
        """Return a field with its line breaks."""
        return "\n".join(nfc(line) for line in (self.form.get(name) or "").splitlines()).strip()

    def many(self, name: str) -> frozenset[str]:
        """Return the ticked values of a group."""
        return frozenset(self.form.getlist(name))

    def count(self, name: str, otherwise: int = 1) -> int:
        """Return a whole number from 1 to 999, or `otherwise`."""
        text = self.text(name)
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
        return int(text) or otherwise if is_number else otherwise

    def key(self) -> UUID | None:
        """Return the request key of the form."""
        try:
            return UUID(self.text("idempotency_key"))
        except ValueError:
            return None

    def row(self, name: str) -> int | None:
        """Return the id of a row, None when none is named."""
        return row_number(self.text(name))


def form_of(fields: Mapping[str, Sequence[str]]) -> QueryDict:
    """Return fields kept in a draft as a form again."""
    form = QueryDict(mutable=True)
    for name, values in fields.items():
        form.setlist(name, list(values))
    return form


def fields_of(form: QueryDict) -> dict[str, list[str]]:
    """Return a form as a draft keeps it: with its request key, which tells later if it was sent."""
    left_out = {"csrfmiddlewaretoken", "act"}
    return {name: list(form.getlist(name)) for name in form if name not in left_out}
