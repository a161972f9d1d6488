"""Compiles every room's `.po` to `.mo` when the source is newer; safe under concurrent starts."""

import os
import tempfile
from pathlib import Path

import polib

_SOURCE = Path(__file__).resolve().parents[1]


def compile_all(root: Path = _SOURCE) -> list[Path]:
    """Compile what is stale below `root` and return the files written.

    French, which only the citizens' pages speak whole, falls back to English sentence by sentence.
    Each file is written beside its place and renamed, so a reader sees the old or the new one.
    """
    english, french = (sorted(root.glob(f"**/locale/{code}/**/*.po")) for code in ("en", "fr"))
    wanted = {po.with_suffix(".mo"): [po] for po in english}
    if french:
        wanted |= {_in_french(po).with_suffix(".mo"): [po, *french] for po in english}
    return [_compile(mo, sources) for mo, sources in wanted.items() if _stale(mo, sources)]


def _in_french(po: Path) -> Path:
    return po.parents[2] / "fr" / "LC_MESSAGES" / po.name


def _stale(mo: Path, sources: list[Path]) -> bool:
    return not mo.exists() or mo.stat().st_mtime_ns != _changed_at(sources)


def _changed_at(sources: list[Path]) -> int:
    return max(source.stat().st_mtime_ns for source in sources)


def _compile(mo: Path, sources: list[Path]) -> Path:
    """Compile the first source; a sentence that a later one translates too is taken from there."""
    source_time = _changed_at(sources)
    mo.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=mo.parent, suffix=".mo.new")
    os.close(handle)
    _merged(sources).save_as_mofile(draft)
    Path(draft).chmod(0o644)
    os.utime(draft, ns=(source_time, source_time))
    Path(draft).replace(mo)
    return mo


def _merged(sources: list[Path]) -> polib.POFile:
    first, *others = (polib.pofile(str(source)) for source in sources)
    better = {entry.msgid: entry for other in others for entry in other}
    for other in others:
        first.metadata |= other.metadata
    for entry in first:
        if found := better.get(entry.msgid):
            entry.msgstr, entry.msgstr_plural = found.msgstr, found.msgstr_plural
    return first
