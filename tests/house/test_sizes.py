"""Small things: functions, modules and templates keep to the limits of the house."""

import ast
from pathlib import Path

from tests.house.sources import ROOT, listed, modules, nodes, short, templates

_FUNCTION, _MODULE, _TEST_MODULE, _TEMPLATE = 40, 300, 500, 150


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_functions_fit_a_screen() -> None:
    offences = [
        f"{short(file)}:{node.lineno} {node.name} has {length} lines"
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > _FUNCTION
    ]
    assert not offences, listed(offences)


def test_modules_are_about_one_thing() -> None:
    tests = ROOT / "tests"
    offences = [
        f"{short(file)} has {_lines(file)} lines"
        for file in modules()
        if _lines(file) > (_TEST_MODULE if file.is_relative_to(tests) else _MODULE)
    ]
    assert not offences, listed(offences)


def test_templates_are_short() -> None:
    offences = [
        f"{short(file)} has {_lines(file)} lines"
        for file in templates()
        if _lines(file) > _TEMPLATE
    ]
    assert not offences, listed(offences)
