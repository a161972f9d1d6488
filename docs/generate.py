"""Writes the generated pages of docs/: legal basis, map of the rooms, index of decisions.

`python docs/generate.py` writes; with `--check` it only says which pages are stale (exit 1).
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "motcua"
DOCS = ROOT / "docs"
NOTE = "<!-- Written by docs/generate.py: change the source, then run `make docs`. -->\n"

_BASIS = re.compile(r"\bBasis: (.+)", re.DOTALL)
_INSTRUMENT = re.compile(
    r"(?:Decree|Circular|Decision|Law|Labour Code|Civil Code)"
    r"(?: on [A-Z][\w ]+?)?(?: \d+/?(?:\d{4})?)"
)


def legal_basis() -> str:
    """Return the page of legal sources: which function carries which article."""
    by_instrument: dict[str, list[str]] = defaultdict(list)
    for place, text in _bases():
        found = _INSTRUMENT.search(text)
        by_instrument[found[0] if found else "Other sources"].append(f"| {text} | {place} |")
    parts = [
        NOTE,
        "# Legal basis\n",
        "Each line is the `Basis:` of a function. (mem-hi), (mem-mid), (mem-lo) say how sure we",
        "are of an article that was not read in the gazette itself.\n",
    ]
    for instrument in sorted(by_instrument):
        rows = sorted(set(by_instrument[instrument]))
        parts += [f"## {instrument}\n", "| source | function |", "|---|---|", *rows, ""]
    return "\n".join(parts)


def _bases() -> list[tuple[str, str]]:
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        module = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                match = _BASIS.search(ast.get_docstring(node) or "")
                if match:
                    name = "" if isinstance(node, ast.Module) else f".{node.name}"
                    text = " ".join(match[1].split("\n\n")[0].split()).replace("|", "/")
                    found.append((f"`{module}{name}`", text.rstrip(".")))
    return found


def house_map() -> str:
    """Return the map: every floor from the top, its rooms and what each owns."""
    law = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"layers = \[\s*(\"demo\"[^\]]+)\]", law)
    floors = re.findall(r'"(\w+)"', listed[1]) if listed else []
    parts = [NOTE, "# The house\n", "Imports go down only: a floor knows those below it.\n"]
    for floor in floors:
        parts += [f"## {floor}\n", _first_sentence(SOURCE / floor), ""]
        rooms = [room for room in sorted((SOURCE / floor).iterdir()) if _is_room(room, floor)]
        parts += [f"- **{room.name}**: {_first_sentence(room)}" for room in rooms]
        parts += [""] if rooms else []
    return "\n".join(parts)


def _is_room(folder: Path, floor: str) -> bool:
    with_rooms = {"doors", "oversight", "casework", "registers", "foundation", "engine"}
    return floor in with_rooms and (folder / "__init__.py").exists()


def _first_sentence(package: Path) -> str:
    text = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
    return " ".join((text or "").split("\n\n")[0].split())


def decisions() -> str:
    """Return the index of the decisions in docs/adr."""
    parts = [NOTE, "# Decisions\n"]
    for file in sorted((DOCS / "adr").glob("[0-9]*.md")):
        title = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        parts.append(f"- [{title}]({file.name})")
    return "\n".join(parts) + "\n"


PAGES = {
    DOCS / "legal-basis.md": legal_basis,
    DOCS / "map.md": house_map,
    DOCS / "adr" / "README.md": decisions,
}


def stale() -> list[str]:
    """Return the generated pages that differ from what would be written now."""
    return [
        str(file.relative_to(ROOT))
        for file, write in PAGES.items()
        if not file.exists() or file.read_text(encoding="utf-8") != write()
    ]


def main() -> int:
    """Write the pages, or check them."""
    if "--check" in sys.argv:
        return bool(stale())
    for file, write in PAGES.items():
        file.write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
