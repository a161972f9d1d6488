"""Every sentence a person reads exists in Vietnamese (the source) and in English; what citizens'
pages say, in French too.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import polib
import pytest
from django.utils.translation.template import templatize

from tests.house.sources import SOURCE, listed, modules, nodes, short, templates, tracked

_CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}
_CALLS |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2}
_TEMPLATE_CALL = re.compile(
    r"""\b(?:n|p|np)?gettext\(|(?<![\w.])_\(|(?<=[(,])\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
)
_SAID_TO_CITIZENS = re.compile(
    r"src/motcua/(doors/portal/|registers/(calendar|catalogue)/|ui/(views\.py|templates/ui/"
    r"(public|error|_public_nav)\.html)|doors/entrance/((errors|outage|refusals|verdict_words|"
    r"whylate)\.py|views/login\.py|templates/entrance/(login|code)\.html))"
)
_VALUE = re.compile(r"%\(\w+\)[sdf]|%[sd]|{\w+}")


def _from_python() -> Iterator[tuple[str, str]]:
    for file in modules(below=SOURCE):
        for node in nodes(file):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from ((short(file), text) for text in _texts(node))


def _texts(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    skip = 1 if name.startswith(("pgettext", "npgettext")) else 0
    for argument in call.args[skip : skip + _CALLS.get(name, 0)]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _from_templates() -> Iterator[tuple[str, str]]:
    for file in templates():
        code = templatize(file.read_text(encoding="utf-8"))
        for found in _TEMPLATE_CALL.finditer(code):
            if found[1]:
                yield short(file), ast.literal_eval(found[1])


@cache
def _catalogue(language: str) -> dict[str, polib.POEntry]:
    folder = f"/{language}/"
    files = [file for file in tracked() if file.suffix == ".po" and folder in file.as_posix()]
    return {
        entry.msgid: entry
        for file in files
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }


def _is_translated(entry: polib.POEntry | None) -> bool:
    return entry is not None and not entry.fuzzy and entry.translated()


def test_every_sentence_exists_in_english() -> None:
    offences = {
        f"{place}: {text!r}"
        for place, text in (*_from_python(), *_from_templates())
        if text.strip() and not _is_translated(_catalogue("en").get(text))
    }
    assert not offences, listed(sorted(offences))


def test_what_counts_is_counted_in_english() -> None:
    """A translation without a plural is not found by who asks for one."""
    offences = [
        f"{short(file)}: {text!r}"
        for file in modules(below=SOURCE)
        for node in nodes(file)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("ngettext")
        for text in list(_texts(node))[:1]
        if not _catalogue("en")[text].msgid_plural
    ]
    assert not offences, listed(offences)


def test_what_is_said_to_citizens_exists_in_french() -> None:
    offences = {
        f"{place}: {text!r}"
        for place, text in (*_from_python(), *_from_templates())
        if _SAID_TO_CITIZENS.match(place) and text.strip()
        if not _is_translated(_catalogue("fr").get(text))
    }
    assert not offences, listed(sorted(offences))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_translation_keeps_the_values(language: str) -> None:
    offences = [
        repr(entry.msgid)
        for entry in _catalogue(language).values()
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text and set(_VALUE.findall(entry.msgid)) != set(_VALUE.findall(text))
    ]
    assert not offences, listed(offences)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_translation_is_left_of_a_sentence_nobody_says(language: str) -> None:
    marked = {text for _, text in _from_templates()} | _constants()
    offences = [repr(text) for text in _catalogue(language) if text and text not in marked]
    assert not offences, listed(offences)


def _constants() -> set[str]:
    """Return every text in the source: a table's text is translated where it is shown."""
    return {
        node.value
        for file in modules(below=SOURCE)
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
