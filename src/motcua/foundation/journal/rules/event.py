"""Events: frozen dataclasses with a kind, written to the journal as JSON and read back typed.

A field may hold text, whole numbers, truth values, days, instants, decimals, UUIDs, enum members,
and tuples or string-keyed dictionaries of these. Floats are refused: a float does not come back
from JSON byte for byte, and the seal is over bytes. A personal number that somebody typed into a
text is masked: the journal is read by more people than the folder.

An event class lives as long as its entries: add fields only with a default, never rename one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from inspect import get_annotations
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

from motcua.kit.identity import mask_numbers

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_KIND = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
_CLASSES: dict[str, type["Event"]] = {}
_HINTS: dict[str, dict[str, Any]] = {}


class UnknownKind(LookupError):
    """No event class is registered for this kind."""


@dataclass(frozen=True)
class Event:
    """What happened, in the past tense: `class DossierReceived(Event): kind = "dossier.received"`.

    The subject's id is the field named after `subject_kind` (`dossier_id` for `dossier`); an event
    whose subject is found otherwise overrides `subject_id`. `dossier_id` is None unless a field.
    """

    kind: ClassVar[str]
    subject_kind: ClassVar[str]

    if TYPE_CHECKING:

        @property
        def dossier_id(self) -> int | None: ...

    @property
    def subject_id(self) -> str:
        """The subject's id as text."""
        return str(getattr(self, f"{self.subject_kind}_id"))

    def __init_subclass__(cls) -> None:
        """Register the class under its kind."""
        if "subject_id" in get_annotations(cls):
            raise TypeError(f"{cls.__name__}: subject_id is derived, not a field")
        if not any("dossier_id" in get_annotations(base) for base in cls.__mro__):
            cls.dossier_id = None  # type: ignore[assignment,method-assign]
        if "kind" in cls.__dict__:
            _register(cls)

    def body(self) -> dict[str, Json]:
        """The fields as JSON values."""
        return {f.name: to_json(getattr(self, f.name)) for f in fields(self)}


def _register(cls: type[Event]) -> None:
    if not _KIND.fullmatch(cls.kind):
        raise TypeError(f"{cls.__name__}: {cls.kind!r} is not of the form noun.past_participle")
    known = _CLASSES.get(cls.kind)
    if known and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        raise TypeError(f"{cls.kind} is both {known.__qualname__} and {cls.__qualname__}")
    _CLASSES[cls.kind] = cls


def event_class(kind: str) -> type[Event]:
    """The class registered for `kind`; UnknownKind if none is."""
    try:
        return _CLASSES[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def event_of(kind: str, body: Mapping[str, Any]) -> Event:
    """Read an entry's body back as its typed event; a field no longer known is passed over."""
    cls = event_class(kind)
    hints = _hints(cls)
    known = [field.name for field in fields(cls) if field.name in body]
    return cls(**{name: from_json(hints[name], body[name]) for name in known})


def _hints(cls: type[Event]) -> dict[str, Any]:
    if cls.kind not in _HINTS:
        _HINTS[cls.kind] = get_type_hints(cls)
    return _HINTS[cls.kind]


def to_json(value: object) -> Json:
    """Turn a field into JSON; TypeError for anything that would not come back the same."""
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, str):
        return mask_numbers(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, date | UUID | Decimal):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def from_json(hint: Any, value: Any) -> Any:
    """Turn JSON back into what the field's annotation says."""
    origin = get_origin(hint)
    if value is None or hint is Any:
        return value
    if origin in (Union, UnionType):
        return from_json(next(arm for arm in get_args(hint) if arm is not NoneType), value)
    if origin is tuple:
        return _tuple(get_args(hint), value)
    if origin in (dict, Mapping):
        return {key: from_json(get_args(hint)[1], item) for key, item in value.items()}
    return _scalar(hint, value)


def _tuple(arms: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(arms) == 2 and arms[1] is Ellipsis:
        return tuple(from_json(arms[0], item) for item in value)
    return tuple(from_json(arm, item) for arm, item in zip(arms, value, strict=True))


def _scalar(hint: Any, value: Any) -> Any:
    if not isinstance(hint, type):
        return value
    if issubclass(hint, date):
        return hint.fromisoformat(value)
    if issubclass(hint, Enum | UUID | Decimal):
        return hint(value)
    return value
