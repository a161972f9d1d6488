"""What no file may hold: addresses of registries, paths of one machine, conflict marks."""

import re

from tests.house.sources import ROOT, listed, short, tracked

_PLACES = re.compile(r"(?<![\w.])/(?:work|opt|root|home/\w+)/\w")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
_BINARY = {".woff2", ".png", ".pdf", ".gz", ".ttf", ".otf", ".ico", ".jpg"}
_LOCKS = ("requirements.txt", "requirements-dev.txt")


def _texts() -> list[tuple[str, str]]:
    return [
        (short(file), file.read_text(encoding="utf-8"))
        for file in tracked()
        if file.suffix not in _BINARY
    ]


def test_requirement_files_name_no_address() -> None:
    for name in _LOCKS:
        assert "://" not in (ROOT / name).read_text(), name


def test_every_requirement_has_a_version_and_a_hash() -> None:
    for name in _LOCKS:
        for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text().strip()):
            assert "==" in entry, entry
            assert "--hash=sha256:" in entry, entry


def test_no_file_names_a_path_of_one_machine() -> None:
    offences = [f"{name}: {found[0]}" for name, text in _texts() if (found := _PLACES.search(text))]
    assert not offences, listed(offences)


def test_no_conflict_mark_is_left() -> None:
    offences = [name for name, text in _texts() if _CONFLICT.search(text)]
    assert not offences, listed(offences)
