"""Names say what a thing is: no drawers for odds and ends, and a sentence in every module."""

import ast
import re
from pathlib import Path

from tests.house.sources import SOURCE, listed, modules, short, tracked, tree

_BANNED = re.compile(r"(?:^|_)(utils?|helpers?|common|misc|manager|managers|data|info)$")

_FLOORS_WITH_ROOMS = {"engine", "foundation", "registers", "casework", "oversight", "doors"}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    packages = {file.parent for file in modules(below=SOURCE)}
    named = [*modules(below=SOURCE), *packages]
    offences = [short(thing) for thing in named if _BANNED.search(thing.stem)]
    assert not offences, listed(offences)


def test_every_module_says_what_it_is_for() -> None:
    offences = [short(file) for file in modules() if _needs_a_docstring(file)]
    assert not offences, listed(offences)


def _needs_a_docstring(file: Path) -> bool:
    return bool(file.read_text(encoding="utf-8").strip()) and not ast.get_docstring(tree(file))


def test_every_room_says_what_it_owns() -> None:
    offences = [
        short(file)
        for file in modules(below=SOURCE)
        if file.name == "__init__.py"
        and len(file.relative_to(SOURCE).parts) == 3
        and file.relative_to(SOURCE).parts[0] in _FLOORS_WITH_ROOMS
        and len(ast.get_docstring(tree(file)) or "") < 20
    ]
    assert not offences, listed(offences)


def test_public_functions_of_the_source_have_a_docstring() -> None:
    offences = [
        f"{short(file)}:{node.lineno} {node.name}"
        for file in modules(below=SOURCE)
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not offences, listed(offences)


def test_no_compiled_or_local_file_is_kept() -> None:
    offences = [
        short(file)
        for file in tracked()
        if file.suffix in {".mo", ".pyc", ".sqlite3", ".orig", ".rej"} or file.name == "uv.lock"
    ]
    assert not offences, listed(offences)


def test_no_state_folder_is_kept() -> None:
    """Its signing key is a secret, wherever a program was started."""
    secret = {"secret-key", "receipt-secret", "seal.key"}
    offences = [short(file) for file in tracked() if file.name in secret or file.suffix == ".pem"]
    assert not offences, listed(offences)
