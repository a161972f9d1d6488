"""Compiles every room's `.po` to `.mo` when the source is newer; safe under concurrent starts."""

import os
import tempfile
from pathlib import Path

import polib

_SOURCE = Path(__file__).resolve().parents[1]


def compile_all(root: Path = _SOURCE) -> list[Path]:
    """Compile what is stale below `root` and return the files written.

    Each file is written beside its place and renamed, so a reader sees the old or the new one.
    """
    return [_compile(po) for po in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")) if _stale(po)]


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns != po.stat().st_mtime_ns


def _compile(po: Path) -> Path:
    mo, source_time = po.with_suffix(".mo"), po.stat().st_mtime_ns
    handle, draft = tempfile.mkstemp(dir=po.parent, suffix=".mo.new")
    os.close(handle)
    polib.pofile(str(po)).save_as_mofile(draft)
    Path(draft).chmod(0o644)
    os.utime(draft, ns=(source_time, source_time))
    Path(draft).replace(mo)
    return mo
