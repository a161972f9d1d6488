"""Run everything on this machine: database, pages, live screens, worker; stop with Ctrl-C."""

import argparse
import sys
import threading

from motcua.project import ground, prepare
from motcua.project.refusal import Refused, function
from motcua.project.service import Service


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the demo, the story, and whether to stop after it."""
    parser.add_argument("--demo", action="store_true", help="load the demo province first")
    parser.add_argument("--story", action="store_true", help="tell the story over HTTP")
    parser.add_argument("--then-stop", action="store_true", help="stop when the story is told")


def act(chosen: argparse.Namespace) -> int:
    """Prepare, start the processes and keep them up until a signal."""
    if chosen.demo:
        prepare.open_to_demo()
    with ground.standing() as cluster:
        _refuse_what_production_must_not_do()
        prepare.everything()
        if chosen.demo:
            _load_demo()
        service = Service(cluster, is_quiet=chosen.story)
        if chosen.story:
            told = threading.Thread(target=_tell, args=(service, chosen.then_stop), daemon=True)
            told.start()
        else:
            threading.Thread(target=service.announce, daemon=True).start()
        service.keep_up()
        return service.verdict


def _refuse_what_production_must_not_do() -> None:
    from django.conf import settings

    from motcua.project.checks import findings
    from motcua.project.health import Finding

    if settings.MOTCUA_MODE != "production":
        return
    bad: list[Finding] = [found for found in findings() if found.is_grave and not found.is_well]
    if bad:
        lines = "\n".join(f"  {found.name}: {found.cause}. Cure: {found.cure}." for found in bad)
        raise Refused(f"production mode does not start like this:\n{lines}")


def _load_demo() -> None:
    from motcua.kit import clock

    print("loading the demo province …", flush=True)
    function("motcua.demo.province", "load")(clock.now())
    function("motcua.demo.pki.enrolling", "give_certificates")(clock.now())


def _tell(service: Service, then_stop: bool) -> None:
    try:
        if service.is_up():
            function("motcua.demo.story", "tell")(service.address, sys.stdout)
            service.announce()
    except Exception as error:  # noqa: BLE001 - the boundary of the story's thread
        print(f"the story broke off: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        service.fail()
    finally:
        if then_stop:
            service.stop.set()
