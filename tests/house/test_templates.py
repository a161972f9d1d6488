"""Templates: each is used, none asks the database or does sums, none holds style or script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from motcua.doors.entrance.keeping import SECRETS
from tests.house.sources import SOURCE, listed, modules, nodes, short, templates

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>\s*\S", re.I)
_HANDLER = re.compile(r"<[^>]+\s(?:on[a-z]+|style)\s*=", re.I)
_TAGS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.S)


def test_every_template_is_used() -> None:
    named = _named_in_python() | _named_in_templates()
    offences = [
        short(file)
        for file in templates()
        if not any(re.fullmatch(pattern, _name(file)) for pattern in named)
    ]
    assert not offences, listed(offences)


def _name(file: Path) -> str:
    return file.as_posix().rpartition("/templates/")[2]


def _named_in_python() -> set[str]:
    """Return patterns of the names in the source; a computed part stands for any word."""
    patterns = {r"(?:400|403|404|500|403_csrf)\.html"}
    for node in (node for file in modules(below=SOURCE) for node in nodes(file)):
        if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
            patterns.add(re.escape(str(node.value)))
        elif isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "*" for p in node.values]
            text = "".join(map(str, parts))
            if text.endswith(".html"):
                patterns.add(re.escape(text).replace(r"\*", r"\w+"))
    return patterns


def _named_in_templates() -> set[str]:
    quoted = re.compile(r"""["']([\w./-]+\.html)["']""")
    return {
        re.escape(name)
        for file in templates()
        for name in quoted.findall(file.read_text(encoding="utf-8"))
    }


def test_no_template_holds_style_or_script() -> None:
    offences = []
    for file in templates():
        bare = _TAGS.sub("x", file.read_text(encoding="utf-8"))
        offences += [f"{short(file)}: {found[0][:60]}" for found in _INLINE.finditer(bare)]
        offences += [f"{short(file)}: {found[0][:60]}" for found in _HANDLER.finditer(bare)]
    assert not offences, listed(offences)


def test_no_template_escapes_the_escaping() -> None:
    danger = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")
    offences = [
        short(file) for file in templates() if danger.search(file.read_text(encoding="utf-8"))
    ]
    assert not offences, listed(offences)


def test_whatever_is_typed_unseen_is_never_kept() -> None:
    """A refused form comes back as it was typed, but for its secrets: they reach no session."""
    pages = (file.read_text("utf-8") for file in templates())
    names = {name for page in pages for name in re.findall(r'name="(\w+)" type="password"', page)}
    names |= {name for file in modules(below=SOURCE) for name in _fields_unseen(file)}
    assert {"password", "pin"} <= names <= SECRETS


def _fields_unseen(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Field":
            continue
        kinds = [one.value for one in node.keywords if one.arg == "kind"]
        if any(isinstance(kind, ast.Constant) and kind.value == "password" for kind in kinds):
            yield str(getattr(node.args[0], "value", "?"))
