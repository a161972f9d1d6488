"""The supervisor: what dies is started again, ever more slowly; what is stopped stays stopped."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from motcua.project.supervisor import Child, keep_up


def _until(seen: Callable[[], bool], seconds: float = 15) -> None:
    give_up = threading.Event()
    timer = threading.Timer(seconds, give_up.set)
    timer.start()
    while not seen():
        assert not give_up.wait(0.02), "it did not happen in time"
    timer.cancel()


def _sleeper(mark: Path) -> Child:
    program = (
        f"import os, time; open({str(mark)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(60)"
    )
    return Child("sleeper", [sys.executable, "-c", program])


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_killed_child_is_started_again_and_stopped_at_the_end(tmp_path: Path) -> None:
    mark, stop, said = tmp_path / "pids", threading.Event(), list[str]()
    child = _sleeper(mark)
    run = threading.Thread(target=keep_up, args=([child], stop), kwargs={"say": said.append})
    run.start()
    _until(lambda: mark.exists() and len(mark.read_text().split()) == 1)
    os.kill(int(mark.read_text().split()[0]), signal.SIGKILL)
    _until(lambda: len(mark.read_text().split()) == 2)
    stop.set()
    run.join(20)
    assert not run.is_alive()
    assert child.deaths == 1
    assert said == ["sleeper ended with -9; started again"]
    assert all(_is_gone(int(pid)) for pid in mark.read_text().split())


def test_a_child_that_dies_at_once_is_started_ever_more_slowly() -> None:
    child = Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    child.start()
    waits = []
    for _ in range(2):
        assert child.process is not None
        child.process.wait()
        child.started = time.monotonic() - child.wait
        child.look(lambda _: None)
        waits.append(child.wait)
    child.end()
    assert waits == [1.0, 2.0]


def test_a_child_that_served_well_is_started_at_once_however_often_it_died() -> None:
    child = Child("unlucky", [sys.executable, "-c", "raise SystemExit(3)"], wait=30.0)
    child.start()
    assert child.process is not None
    child.process.wait()
    child.started = time.monotonic() - 15
    child.look(lambda _: None)
    child.end()
    assert (child.deaths, child.wait) == (1, 1.0)


def test_what_ignores_the_polite_request_is_killed(tmp_path: Path) -> None:
    from motcua.project import supervisor

    ready = tmp_path / "ready"
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); "
    child = Child(
        "deaf", [sys.executable, "-c", f"{deaf}open({str(ready)!r}, 'w'); time.sleep(60)"]
    )
    patience, supervisor._PATIENCE = supervisor._PATIENCE, 0.2
    try:
        child.start()
        _until(ready.exists)
        child.end()
    finally:
        supervisor._PATIENCE = patience
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    inner = (
        "import os, time; from motcua.project.deathpact import die_with; "
        f"die_with(os.getppid()); open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    parent = Child("parent", [sys.executable, "-c", outer])
    parent.start()
    _until(lambda: mark.exists() and bool(mark.read_text()))
    assert parent.process is not None
    parent.process.kill()
    parent.process.wait()
    grandchild = Path(f"/proc/{mark.read_text()}/stat")
    _until(lambda: not grandchild.exists() or grandchild.read_text().split()[2] == "Z")
