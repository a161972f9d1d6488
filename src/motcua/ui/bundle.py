"""Stylesheets and scripts joined from their small source files, deterministically.

The sources stay one file per component; a reader fetches one stylesheet and one script. Nothing
is written to disk and nothing is minified: the joined text is made once per process, named by its
own hash, and served compressed with an unlimited cache life (`views.asset`).

A screen's stylesheet joins its bundle by lying in `css/screens/public` or `css/screens/officer`.
A script is a module without import or export: it is wrapped in a block, so its names stay its own;
scripts speak to each other by events (`mc:scan`, `mc:toast`).
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

ROOT = Path(__file__).resolve().parent / "static" / "ui"
STYLES = {
    "public": ("screens/public",),
    "officer": ("screens/officer",),
    "gallery": ("screens/gallery",),
}
SCRIPTS = {
    "public": ("theme", "once", "format", "typeahead", "print", "receipt"),
    "officer": (
        "theme", "clock", "keys", "keymap", "scanner", "draft", "typeahead", "live", "once",
        "format", "toast", "tabs", "dialog", "print", "rows", "watch",
        "send",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Asset:
    """One joined file: its name carries the hash of its content."""

    name: str
    content_type: str
    body: bytes
    packed: bytes


def _read(path: Path) -> str:
    return path.read_text("utf-8").strip() + "\n"


def _layer(name: str, folder: Path) -> str:
    return f"@layer {name} {{\n{''.join(map(_read, sorted(folder.glob('*.css'))))}}}\n"


def _dark(css: Path) -> str:
    """Give the dark values their two selectors; never on paper."""
    values = _read(css / "tokens-dark.css")
    return (
        '@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {\n'
        f'{values}}} }}\n@media screen {{ :root[data-theme="dark"] {{ color-scheme: dark;\n'
        f'{values}}} }}\n:root[data-theme="light"] {{ color-scheme: light; }}\n'
    )


def stylesheet(name: str) -> str:
    """Join the stylesheet `name`: layers in the order base, components, screens; print last."""
    css = ROOT / "css"
    screens = "".join(_layer("screens", css / folder) for folder in STYLES[name])
    if name == "gallery":
        return screens
    fonts = _read(css / "fonts.css").replace("{fonts}", static("ui/fonts/"))
    base = f"@layer base {{\n{_read(css / 'base.css')}}}\n"
    parts = (
        "@layer base, components, screens;\n", fonts, _read(css / "tokens.css"), _dark(css), base,
        _layer("components", css / "components"), screens, _read(css / "print.css"),
    )  # fmt: skip
    return "".join(parts)


def script(name: str) -> str:
    """Join the modules of `name`, each in its own block."""
    return "".join(f"{{\n{_read(ROOT / 'js' / f'{part}.js')}}}\n" for part in SCRIPTS[name])


def asset(kind: str, name: str) -> Asset:
    """Return the joined file of `kind` ("css" or "js"); raises KeyError for an unknown name."""
    return _join(kind, name) if settings.DEBUG else _kept(kind, name)


def _join(kind: str, name: str) -> Asset:
    text = (stylesheet(name) if kind == "css" else script(name)).encode()
    mark = hashlib.sha256(text).hexdigest()[:12]
    content_type = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}[kind]
    return Asset(f"{name}.{mark}.{kind}", content_type, text, gzip.compress(text, 9, mtime=0))


_kept = cache(_join)
