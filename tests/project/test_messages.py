"""Messages are compiled when stale, atomically, by whoever comes first."""

import gettext
import os
import threading
from pathlib import Path

from motcua.project.messages import compile_all

_PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Nộp"\nmsgstr "{}"\n'


def _room(root: Path, english: str) -> Path:
    po = root / "room" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(_PO.format(english), encoding="utf-8")
    return po.with_suffix(".mo")


def _says(mo: Path) -> str:
    with mo.open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Nộp")


def test_a_stale_file_is_compiled_once(tmp_path: Path) -> None:
    mo = _room(tmp_path, "Submit")
    assert compile_all(tmp_path) == [mo]
    assert _says(mo) == "Submit"
    assert compile_all(tmp_path) == []


def test_a_changed_source_is_compiled_again(tmp_path: Path) -> None:
    mo = _room(tmp_path, "Submit")
    compile_all(tmp_path)
    _room(tmp_path, "Send")
    os.utime(mo.with_suffix(".po"), ns=(1, 1))
    assert compile_all(tmp_path) == [mo]
    assert _says(mo) == "Send"


def test_many_may_start_together(tmp_path: Path) -> None:
    mo = _room(tmp_path, "Submit")
    starts = [threading.Thread(target=compile_all, args=(tmp_path,)) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert _says(mo) == "Submit"
    assert {file.suffix for file in mo.parent.iterdir()} == {".po", ".mo"}
