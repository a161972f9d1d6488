"""Packages (office files, archives): members are looked at by their directory, never unpacked."""

import io
import stat
import zipfile

from motcua.foundation.files.rules.kinds import Facts, MediaType, Problem

_MOST_MEMBERS = 10_000
_MOST_READ = 200_000_000
_SYMLINK_SHIFT = 16
_ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz", ".bz2", ".xz")
_MACROS = ("vbaproject.bin", "basic/", "scripts/", "activex")
_TELL = (
    ("word/document.xml", MediaType.DOCX),
    ("xl/workbook.xml", MediaType.XLSX),
)


def warm() -> None:
    """Look into one small package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "")
    facts_of(out.getvalue())


def facts_of(content: bytes) -> Facts:
    """Return type, what it would unpack to, and what in it is unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _look(package)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return Facts(MediaType.ZIP, problems=(Problem.BROKEN,))


def _look(package: zipfile.ZipFile) -> Facts:
    members = package.infolist()
    names = {member.filename for member in members}
    problems = set()
    if any(_is_unsafe(member) for member in members) or len(members) > _MOST_MEMBERS:
        problems.add(Problem.UNSAFE_MEMBER)
    if any(member.flag_bits & 1 for member in members):
        problems.add(Problem.ENCRYPTED)
    if any(word in name.lower() for name in names for word in _MACROS):
        problems.add(Problem.MACRO)
    unpacked = sum(member.file_size for member in members)
    if not problems and unpacked <= _MOST_READ and _tells_another_size(package, members):
        problems.add(Problem.UNPACKS_TOO_LARGE)
    inner = sum(name.lower().endswith(_ARCHIVES) for name in names)
    found = tuple(sorted(problems))
    return Facts(_type_of(package, names), unpacked=unpacked, embedded=inner, problems=found)


def _type_of(package: zipfile.ZipFile, names: set[str]) -> MediaType:
    for tell, media_type in _TELL:
        if tell in names:
            return media_type
    if "mimetype" in names and package.read("mimetype")[:60].decode("ascii", "replace") == (
        MediaType.ODT
    ):
        return MediaType.ODT
    return MediaType.ZIP


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    leaves = name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name
    return leaves or stat.S_ISLNK(member.external_attr >> _SYMLINK_SHIFT)


def _tells_another_size(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    """Read each member a little beyond what the directory promises: a liar gives more."""
    for member in members:
        with package.open(member) as opened:
            left = member.file_size + 1
            while left > 0 and (piece := opened.read(min(left, 1 << 20))):
                left -= len(piece)
            if left <= 0:
                return True
    return False
