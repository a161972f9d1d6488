"""Typed readers of `MOTCUA_*`: each refuses nonsense and documents itself for `config show`.

A value is never printed by an error: the message says which variable, what shape the value has
and what to write instead.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
Place = TypeVar("Place", Path, Path | None)
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class BadSetting(ImproperlyConfigured):
    """A variable holds nonsense: says which, the shape of what it holds, and the cure."""

    def __init__(self, name: str, text: str, wanted: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is not usable: it holds {shape_of(text)}, but must be {wanted}. "
            f"Correct {name} (or {name}_FILE), or remove it to use the default."
        )


@dataclass(frozen=True)
class Setting:
    """One documented setting; `shown` is its present value, or "(set)" for a secret."""

    name: str
    kind: str
    default: str
    meaning: str
    is_set: bool
    shown: str


DECLARED: dict[str, Setting] = {}


def shape_of(text: str) -> str:
    """Describe a value without revealing it: its length and the sorts of characters in it."""
    sorts = [
        name
        for name, pattern in (("letters", r"[^\W\d_]"), ("digits", r"\d"), ("spaces", r"\s"))
        if re.search(pattern, text)
    ]
    if re.search(r"[^\w\s]|_", text):
        sorts.append("signs")
    return f"{len(text)} characters ({', '.join(sorts)})" if text else "nothing"


def _raw(name: str) -> str | None:
    direct, path = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if direct is not None and path is not None:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them.")
    if path is None:
        return direct
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names a file that cannot be read as text "
            f"({type(error).__name__}): correct the path or its permissions."
        ) from None


def _declare(
    name: str, parse: Callable[[str], T], default: T, *, kind: str, meaning: str, secret: bool
) -> T:
    text = _raw(name)
    value = default if text is None else parse(text)
    shown = ("(set)" if value else "(not set)") if secret else _show(value)
    DECLARED[name] = Setting(
        name, kind, "" if secret else _show(default), meaning, text is not None, shown
    )
    return value


def _show(value: Any) -> str:
    if isinstance(value, SplitResult):
        return value.geturl()
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds())}s"
    return {True: "yes", False: "no"}.get(value, str(value)) if value is not None else ""


def text(name: str, default: str, meaning: str, *, secret: bool = False, least: int = 0) -> str:
    """Read text of at least `least` characters; a secret is never shown."""

    def parse(raw: str) -> str:
        if len(raw) < least or "\x00" in raw:
            raise BadSetting(name, raw, f"text of at least {least} characters")
        return raw

    return _declare(name, parse, default, kind="text", meaning=meaning, secret=secret)


def names(
    name: str, default: tuple[str, ...], meaning: str, *, secret: bool = False, least: int = 1
) -> tuple[str, ...]:
    """Read a comma-separated list without blanks, each of at least `least` characters."""

    def parse(raw: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in raw.split(",") if part.strip())
        if not parts or any(len(part) < least or re.search(r"\s", part) for part in parts):
            raise BadSetting(name, raw, "names separated by commas")
        return parts

    return _declare(name, parse, default, kind="names,…", meaning=meaning, secret=secret)


def flag(name: str, default: bool, meaning: str) -> bool:
    """Read yes or no."""

    def parse(raw: str) -> bool:
        if raw.lower() not in _TRUE | _FALSE:
            raise BadSetting(name, raw, "yes or no")
        return raw.lower() in _TRUE

    return _declare(name, parse, default, kind="yes|no", meaning=meaning, secret=False)


def whole(name: str, default: int, meaning: str, *, within: tuple[int, int]) -> int:
    """Read a whole number within (lowest, highest)."""
    low, high = within

    def parse(raw: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", raw) or not low <= int(raw) <= high:
            raise BadSetting(name, raw, f"a whole number from {low} to {high}")
        return int(raw)

    return _declare(name, parse, default, kind=f"{low}…{high}", meaning=meaning, secret=False)


def choice(name: str, default: str, meaning: str, *, among: tuple[str, ...]) -> str:
    """Read one of a few words."""

    def parse(raw: str) -> str:
        if raw not in among:
            raise BadSetting(name, raw, f"one of {', '.join(among)}")
        return raw

    return _declare(name, parse, default, kind="|".join(among), meaning=meaning, secret=False)


def url(
    name: str, default: str, meaning: str, *, schemes: tuple[str, ...], secret: bool = False
) -> SplitResult:
    """Read an address with one of the schemes; its password is never shown."""

    def parse(raw: str) -> SplitResult:
        wanted = f"an address like {schemes[0]}://host/name"
        try:
            parts = urlsplit(raw)
            _ = parts.port
        except ValueError:
            raise BadSetting(name, raw, wanted) from None
        if parts.scheme not in schemes or re.search(r"\s", raw):
            raise BadSetting(name, raw, wanted)
        return parts

    return _declare(
        name, parse, urlsplit(default), kind=f"{schemes[0]}://…", meaning=meaning, secret=secret
    )


def path(name: str, default: Place, meaning: str) -> Place:
    """Read a path; a relative one is taken from the present folder and made absolute."""

    def parse(raw: str) -> Path:
        if not raw.strip() or "\x00" in raw:
            raise BadSetting(name, raw, "the path of a file or folder")
        return Path(raw).expanduser().absolute()

    return _declare(name, parse, default, kind="path", meaning=meaning, secret=False)


def duration(name: str, default: timedelta, meaning: str) -> timedelta:
    """Read a length of time such as 30s, 15m, 8h, 7d."""

    def parse(raw: str) -> timedelta:
        found = re.fullmatch(r"([0-9]{1,6})([smhd])", raw)
        if not found:
            raise BadSetting(name, raw, "a length of time such as 30s, 15m, 8h or 7d")
        return timedelta(**{_UNITS[found[2]]: int(found[1])})

    return _declare(name, parse, default, kind="duration", meaning=meaning, secret=False)


def strangers() -> list[str]:
    """Return the `MOTCUA_*` variables that nobody reads: misspelt, or of another release."""
    known = set(DECLARED) | {f"{name}_FILE" for name in DECLARED}
    return sorted(name for name in os.environ if name.startswith("MOTCUA_") and name not in known)
