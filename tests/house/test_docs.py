"""Documents: the generated pages are current, the links lead somewhere, both READMEs agree."""

import importlib.util
import re
from types import ModuleType

from tests.house.sources import ROOT, listed, short, tracked

_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_current() -> None:
    stale = _generator().stale()
    assert not stale, listed([*stale, "run `make docs`"])


def test_every_link_leads_to_a_file() -> None:
    offences = [
        f"{short(page)}: {link}"
        for page in tracked()
        if page.suffix == ".md"
        for link in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not offences, listed(offences)


def test_both_readmes_have_the_same_chapters() -> None:
    english, vietnamese = (
        re.findall(r"^(#+) ", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.vi.md")
    )
    assert english == vietnamese
