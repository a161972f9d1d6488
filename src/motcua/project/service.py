"""The processes of one machine: what is started, where it answers, how it ends."""

import os
import shutil
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from motcua.project import supervisor
from motcua.project.embedded import CannotStart, Cluster, answers, revive
from motcua.project.state import folder


class Service:
    """Web, live and worker under one supervisor, and the embedded server's guard."""

    def __init__(self, cluster: Cluster | None, *, is_quiet: bool) -> None:
        """Take the embedded server to guard; a quiet service logs to a file, not here."""
        self.cluster = cluster
        self.log = folder(settings.MOTCUA_HOME / "run") / "service.log" if is_quiet else None
        self.stop = threading.Event()
        self.verdict = 0
        self.address = f"http://{settings.MOTCUA_LISTEN}:{settings.MOTCUA_PORT}"

    def keep_up(self) -> None:
        """Run until SIGTERM or SIGINT; connections of this process are closed before."""
        from django.db import connections

        connections.close_all()
        supervisor.stop_on_signals(self.stop)
        supervisor.keep_up(_children(self.log), self.stop, say=_say, rounds=_guard(self.cluster))

    def is_up(self, seconds: float = 60) -> bool:
        """Wait until the pages answer; False when the service stops before."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and not self.stop.is_set():
            try:
                with urllib.request.urlopen(f"{self.address}/livez", timeout=2):  # noqa: S310
                    return True
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def announce(self) -> None:
        """Say where the service answers, as soon as it does."""
        if self.is_up():
            print(f"\nmotcua answers at {self.address}  (stop with Ctrl-C)", flush=True)
            if self.log:
                print(f"its log: {self.log}", flush=True)

    def fail(self) -> None:
        """Remember that this run did not do what was asked."""
        self.verdict = 1


def _say(sentence: str) -> None:
    print(f"motcua: {sentence}", file=sys.stderr, flush=True)


def _children(log: Path | None) -> list[supervisor.Child]:
    measures = settings.MOTCUA_HOME / "run" / "figures"
    shutil.rmtree(measures, ignore_errors=True)
    shared = {
        "MOTCUA_PARENT": str(os.getpid()),
        "MOTCUA_HOME": str(settings.MOTCUA_HOME),
        "PROMETHEUS_MULTIPROC_DIR": str(folder(measures)),
    }
    needs = {"worker": "motcua.foundation.jobs.worker", "live": "motcua.foundation.live.asgi"}
    verbs = [*(verb for verb, module in needs.items() if find_spec(module)), "web"]
    if settings.MOTCUA_DEMO and (settings.MOTCUA_HOME / "pki" / "certomancer.yml").exists():
        verbs.insert(0, "pki")
    argv = [sys.executable, "-m", "motcua"]
    return [supervisor.Child(verb, [*argv, verb], shared, log) for verb in verbs]


def _guard(cluster: Cluster | None) -> Callable[[], None]:
    """Return what brings the embedded server up again when it stops answering."""

    def look() -> None:
        if cluster is None or answers(cluster):
            return
        _say("the embedded database does not answer; starting it again")
        try:
            revive(cluster)
        except CannotStart as failure:
            _say(str(failure))

    return look
