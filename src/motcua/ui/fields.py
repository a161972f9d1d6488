"""A form field as a value: name, label, what was typed, what is wrong with it.

Doors parse the request themselves and hand over such values; a bound Django form is translated
by `from_bound`. Nothing here validates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.forms.boundfield import BoundField

from motcua.ui.values import FormError

KINDS = (
    "text", "search", "password", "email", "tel", "number", "textarea", "select", "radio",
    "segmented", "checks", "date", "money", "idcard", "typeahead", "file", "readonly",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One choice; `hint` explains it, `is_off` shows it as not available."""

    value: str
    label: str
    hint: str = ""
    is_off: bool = False


@dataclass(frozen=True)
class Field:
    """A field ready to be drawn by `{% field f %}`.

    `value` is text as typed (for `checks` a tuple of values); `source` says where a prefilled
    value comes from and `source_state` is "", "hand" or "diff"; `url` feeds a typeahead;
    `size` is "", "s" or "m"; `attrs` are further attributes of the input.
    """

    name: str
    label: str
    value: str | tuple[str, ...] = ""
    kind: str = "text"
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    is_required: bool = False
    source: str = ""
    source_state: str = ""
    url: str = ""
    size: str = ""
    attrs: tuple[tuple[str, str], ...] = ()
    key: str = ""

    @property
    def id(self) -> str:
        """The id of the input, which the error summary links to."""
        return f"f-{self.name}"

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, for `aria-describedby`."""
        parts = (("h", self.hint), ("e", self.error))
        return " ".join(f"{self.id}-{mark}" for mark, text in parts if text)

    @property
    def is_group(self) -> bool:
        """Whether the field is a fieldset of several inputs."""
        return self.kind in {"radio", "segmented", "checks"}

    @property
    def chosen(self) -> frozenset[str]:
        """The chosen values."""
        return frozenset((self.value,) if isinstance(self.value, str) else self.value)

    def wrong(self, message: str) -> "Field":
        """Return the same field with an error."""
        return replace(self, error=message)


def errors_of(fields: Iterable[Field], *, form: Iterable[str] = ()) -> tuple[FormError, ...]:
    """Return the lines of the error summary: those of the whole form first."""
    whole = tuple(FormError(message) for message in form)
    return whole + tuple(FormError(f.error, f.id) for f in fields if f.error)


def from_bound(bound: BoundField, *, kind: str = "", url: str = "") -> Field:
    """Translate a bound field of a Django form."""
    choices: Iterable[tuple[object, object]] = getattr(bound.field, "choices", ())
    options = tuple(Option(str(value), str(label)) for value, label in choices)
    value = bound.value()
    return Field(
        name=bound.html_name,
        label=str(bound.label),
        value=tuple(map(str, value)) if isinstance(value, list) else str(value or ""),
        kind=kind or ("select" if options else "text"),
        hint=str(bound.help_text),
        error=" ".join(map(str, bound.errors)),
        options=options,
        is_required=bound.field.required,
        url=url,
    )
