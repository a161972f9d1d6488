"""What the house tests look at: the tracked files, their trees, the floors and rooms."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git tracks or would track, and that exists."""
    argv = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(argv, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    found = {ROOT / name for name in names.split("\0") if name}
    return tuple(sorted(file for file in found if file.is_file()))


def modules(*, below: Path = ROOT, migrations: bool = False) -> list[Path]:
    """Return the Python files, without migrations unless asked."""
    return [
        file
        for file in tracked()
        if file.suffix == ".py"
        and file.is_relative_to(below)
        and (migrations or "migrations" not in file.parts)
    ]


def templates() -> list[Path]:
    """Return the page templates of every room."""
    return [file for file in tracked() if file.suffix == ".html" and "templates" in file.parts]


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return every node of a module's syntax tree."""
    return tuple(ast.walk(tree(file)))


def short(file: Path) -> str:
    """Return the name of a file inside the repository."""
    return str(file.relative_to(ROOT))


def listed(offences: list[str]) -> str:
    """Return offences one a line, for an assertion's message."""
    return "\n" + "\n".join(offences)
