"""Who runs the server: the present user, or a powerless one when the present user is root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM_USER = "motcua-postgres"
_LAST_RESORT = "nobody"


class NoOwner(Exception):
    """No operating-system user can run the server; the message holds the cure."""


@dataclass(frozen=True)
class Owner:
    """The operating-system user of the server; `drops` when root must become this user."""

    name: str
    uid: int
    gid: int
    drops: bool

    def run(self, argv: Sequence[str | Path], **more: Any) -> "subprocess.CompletedProcess[str]":
        """Run a program as this user, with a clean environment and no terminal."""
        if self.drops:
            more |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603 - own programs, no shell
            [str(part) for part in argv],
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
            **more,
        )

    def reaches(self, path: Path) -> bool:
        """Say whether this user can enter the folder or execute the file."""
        if not self.drops:
            return os.access(path, os.X_OK)
        return self.run(["/usr/bin/test", "-x", path], cwd="/").returncode == 0

    def owns(self, folder: Path) -> Path:
        """Make `folder` if need be, private to this user; return it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.drops:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        if folder.stat().st_uid != self.uid or folder.is_symlink():
            raise NoOwner(f"{folder} belongs to another user: remove it or set MOTCUA_HOME.")
        return folder


def present_user() -> str:
    """Return the name of the user who runs this program."""
    return pwd.getpwuid(os.geteuid()).pw_name


def owner() -> Owner:
    """Return who runs the server: root gives way to a system user made for it, else `nobody`."""
    if os.geteuid() != 0:
        try:
            name = present_user()
        except KeyError:
            raise NoOwner(
                f"User {os.geteuid()} has no name on this machine, which PostgreSQL needs: "
                "add it to the password file, or give MOTCUA_DATABASE_URL."
            ) from None
        return Owner(name, os.geteuid(), os.getegid(), drops=False)
    for name in (SYSTEM_USER, _LAST_RESORT):
        if name == SYSTEM_USER:
            _make_system_user()
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(name, entry.pw_uid, entry.pw_gid, drops=True)
    raise NoOwner("No system user can run PostgreSQL: create one named motcua-postgres.")


def _make_system_user() -> None:
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        if useradd:
            options = [
                "--system",
                "--user-group",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
            ]
            subprocess.run(  # noqa: S603 - fixed arguments
                [useradd, *options, SYSTEM_USER], check=False, capture_output=True
            )
