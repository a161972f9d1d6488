"""Configuration of gunicorn: threads, no access log of its own, figures shared by processes."""

import gc
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import base as addresses
from django.urls import get_resolver
from django.utils.translation import override
from django.utils.translation import trans_real as languages
from prometheus_client import multiprocess

bind = f"{settings.MOTCUA_LISTEN}:{settings.MOTCUA_PORT}"
worker_class = "motcua.project.threads.Threads"
workers = settings.MOTCUA_WEB_PROCESSES
threads = settings.MOTCUA_WEB_THREADS
preload_app = True
timeout = 60
graceful_timeout = 20
# A kept connection stays with one process, and the busier one wins it: one was full, one idle.
keepalive = 0
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
loglevel = "warning"
errorlog = "-"


def when_ready(_server: Any) -> None:
    """Know all pages before the first process is made: whoever comes to a new one does not wait.

    Processes are made anew after so many requests, in the busiest hour too.
    """
    for code, _name in settings.LANGUAGES:
        with override(code):
            get_resolver().reverse_dict  # noqa: B018 - whoever reads it makes it
    for folder in get_app_template_dirs("templates"):
        for file in Path(folder).rglob("*.html"):
            get_template(file.relative_to(folder).as_posix())
    gc.collect()
    gc.freeze()


def child_exit(_server: Any, worker: Any) -> None:
    """Forget the gauges of a process that ended."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def post_worker_init(_worker: Any) -> None:
    """Keep the collector off what stays for good, and threads from waiting for one another.

    Walks through catalogue, templates and classes took up to a twelfth of a page. A thread that
    comes back from the database waits for the others' turn to end: 5 ms each, at every statement.
    """
    sys.setswitchinterval(0.0005)
    _keep_by_thread()
    _remember_words()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _keep_by_thread() -> None:
    """Keep what Django keeps for each task (language, connections, addresses) for each thread.

    A thread here serves one request at a time and runs no event loop. Django asks for its language
    two hundred times a page, and its own keeper, made for both worlds, was a tenth of the CPU.
    """
    for room, names in ((languages, ["_active"]), (addresses, ["_prefixes", "_urlconfs"])):
        for name in names:
            setattr(room, name, threading.local())
    connections._connections = threading.local()  # type: ignore[attr-defined]


def _remember_words() -> None:
    """Look each message up once: a page says fifty, and what is not translated is sought twice."""
    for code, _name in settings.LANGUAGES:
        spoken = languages.translation(code)
        spoken.gettext = lru_cache(maxsize=10_000)(spoken.gettext)  # type: ignore[method-assign]
