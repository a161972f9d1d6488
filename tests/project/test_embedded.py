"""The embedded PostgreSQL: starts for root and for an ordinary user, survives what may happen."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from motcua.project.embedded import (
    CannotStart,
    Cluster,
    answers,
    back_up_base,
    believing,
    bring_back,
    cluster_in,
    kept,
    revive,
    start,
    stop,
    using,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("embedded")]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A state folder of its own, gone afterwards together with what stands elsewhere."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-embedded-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    """A running, durable server."""
    found = cluster_in(home)
    start(found)
    yield found
    stop(found)


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def _count(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert row is not None
        return int(row[0])


def test_it_keeps_the_promises_of_a_durable_server(cluster: Cluster) -> None:
    flags = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    with psycopg.connect(cluster.url()) as connection:
        for flag in flags:
            row = connection.execute("SELECT current_setting(%s)", [flag]).fetchone()
            assert row == ("on",), flag
        assert connection.execute("SELECT upper('đỗ'), 'Đ' ILIKE 'đ'").fetchone() == ("ĐỖ", True)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_our_role_is_no_superuser(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert row.fetchone() == (False,)


def _goes_past_triggers(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url()) as connection:
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET session_replication_role = replica")
            return True
        return False


def test_our_role_goes_past_triggers_only_while_it_is_believed(cluster: Cluster) -> None:
    assert not _goes_past_triggers(cluster)
    with believing(cluster):
        assert _goes_past_triggers(cluster)
    assert not _goes_past_triggers(cluster)


def test_a_load_that_was_killed_is_believed_no_more_after_the_next_start(cluster: Cluster) -> None:
    killed = believing(cluster)
    killed.__enter__()
    start(cluster)
    assert not _goes_past_triggers(cluster)


def test_committed_rows_survive_the_death_of_the_server(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        for number in range(200):
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
    before = _postmaster(cluster)
    os.kill(before, signal.SIGKILL)
    start(cluster)
    assert _postmaster(cluster) != before
    assert _count(cluster) == 200


def test_a_process_file_of_a_living_stranger_does_not_keep_it_down(cluster: Cluster) -> None:
    stop(cluster)
    with subprocess.Popen(["sleep", "60"], user=cluster.owner.uid) as stranger:
        lines = [str(stranger.pid), str(cluster.data), "0", "5432", str(cluster.socket), ""]
        (cluster.data / "postmaster.pid").write_text("\n".join(lines))
        start(cluster)
        assert answers(cluster)
        stranger.kill()


def test_starting_twice_is_starting_once(cluster: Cluster) -> None:
    first = _postmaster(cluster)
    start(cluster)
    assert _postmaster(cluster) == first


def test_the_last_who_leaves_stops_it(home: Path) -> None:
    cluster = cluster_in(home)
    with using(cluster):
        with using(cluster):
            assert answers(cluster)
        assert answers(cluster)
    assert not answers(cluster)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must give way")
def test_root_does_not_run_the_server(cluster: Cluster) -> None:
    owner = Path(f"/proc/{_postmaster(cluster)}").stat().st_uid
    assert owner == cluster.owner.uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that is closed")
def test_a_folder_closed_to_the_server_leads_elsewhere(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    cluster = cluster_in(closed / "var")
    try:
        with using(cluster):
            assert answers(cluster)
        assert not cluster.place.is_relative_to(home)
        assert (closed / "var" / "postgres").resolve() == cluster.place
        assert cluster_in(closed / "var").place == cluster.place
    finally:
        for left in cluster.place.parent.glob(f"{cluster.place.name}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_an_ordinary_user_runs_it_as_himself() -> None:
    nobody = pwd.getpwnam("nobody")
    interpreter = _open_interpreter(nobody.pw_uid)
    with tempfile.TemporaryDirectory(prefix="motcua-ordinary-") as place:
        os.chown(place, nobody.pw_uid, nobody.pw_gid)
        tried = (
            "from pathlib import Path\n"
            "from motcua.project.embedded import cluster_in, using\n"
            f"cluster = cluster_in(Path({place!r}) / 'var')\n"
            "with using(cluster) as address:\n"
            "    print(cluster.owner.uid, cluster.place)\n"
        )
        done = subprocess.run(
            [interpreter, "-c", tried],
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.defpath},
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.split() == [str(nobody.pw_uid), f"{place}/var/postgres"], done.stderr


def _open_interpreter(user: int) -> str:
    """Return an interpreter of this version that another user can run, or skip."""
    version = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    for program in (sys.executable, "/usr/bin/python3"):
        with suppress(PermissionError, FileNotFoundError):
            if not subprocess.run([program, "-c", version], user=user, check=False).returncode:
                return program
    pytest.skip("every fitting interpreter lies in a folder closed to other users")


def test_what_cannot_start_says_where_to_look(home: Path) -> None:
    from motcua.project.embedded import CannotStart, cluster

    broken = cluster_in(home / "broken")
    (broken.data).mkdir()
    (broken.data / "PG_VERSION").write_text("9.6\n")
    patience = cluster._PATIENCE_SECONDS
    cluster._PATIENCE_SECONDS = 1
    try:
        began = time.monotonic()
        with pytest.raises(CannotStart, match=r"server\.log"):
            start(broken)
        assert time.monotonic() - began < 30
    finally:
        cluster._PATIENCE_SECONDS = patience


def test_lost_data_come_back_to_the_last_commit_or_to_an_instant() -> None:
    store = Path(tempfile.mkdtemp(prefix="motcua-log-"))
    home = Path(tempfile.mkdtemp(prefix="motcua-embedded-"))
    home.chmod(0o755)
    cluster = replace(cluster_in(home), wal=store / "log")
    with using(cluster), kept(cluster):
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            back_up_base(cluster, store / "base")
            connection.execute("INSERT INTO kept VALUES (1)")
            row = connection.execute("SELECT clock_timestamp()").fetchone()
            connection.execute("INSERT INTO kept VALUES (2)")
        os.kill(_postmaster(cluster), signal.SIGKILL)
        shutil.rmtree(cluster.data)
        with pytest.raises(CannotStart, match="restore a back-up"):
            revive(cluster)
    assert row is not None
    alone = replace(cluster, wal=None)
    for until, rows in ((None, 2), (row[0], 1)):
        bring_back(alone, store / "base", store / "log", until)
        with using(alone):
            assert _count(alone) == rows
        shutil.rmtree(cluster.data)
    for folder in (store, home, cluster.place):
        shutil.rmtree(folder, ignore_errors=True)
