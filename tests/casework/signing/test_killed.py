"""A process killed while it signs a batch: signed again, nothing is lost, and nothing is twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.lifecycle.sign_opinion import see_opinion, sign_opinions
from motcua.casework.lifecycle.sign_result import see_original, sign_results
from motcua.casework.lifecycle.signing_batch import Chosen, Signed
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.signing.certificates import Enrolment, enrol
from motcua.casework.signing.models import Signature
from motcua.casework.signing.pades import remote
from motcua.casework.signing.pades.checking import examine
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.rules.certificates import KeyKind
from motcua.casework.signing.rules.verdicts import Colour
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_sign_result import to_decide
from tests.casework.signing.authority import OF_RSA, PIN, Bench
from tests.casework.signing.double import serving, until
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)
BATCH, KEY = 20, f"motcua-test/{OF_RSA}"


@pytest.fixture
def gate(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A remote service that signs once `open` lies in the folder returned."""
    folder = tmp_path / "gate"
    folder.mkdir()
    with serving(bench, folder) as address:
        monkeypatch.setattr(settings, "MOTCUA_CSC_URL", address)
        yield folder


@pytest.fixture
def chosen(desk: Desk, hands: Hands, gate: Path) -> list[Chosen]:
    """Twenty results that a leader, whose key lies at the service, has seen."""
    desk.now = clock.now()
    leader = desk.by(Role.UNIT_LEADER)
    with_a_remote_key(leader, desk)
    tasks = [desk.open_task(to_decide(desk)).pk for _ in range(BATCH)]
    seen = [see_original(task, by=leader, now=desk.now) for task in tasks]
    return [Chosen(one.task_id, one.sha256) for one in seen]


def with_a_remote_key(by: Acting, desk: Desk) -> None:
    mine = Enrolment(run(_at_the_service()), KeyKind.REMOTE, KEY, officer_id=by.officer_id)
    enrol(mine, by=SYSTEM, now=desk.now)


async def _at_the_service() -> bytes:
    """The certificate that the service has for the leader's key."""
    async with remote.opened(settings.MOTCUA_CSC_URL, KEY, PIN, 1) as signer:
        return signer.certificate


def signed(chosen: list[Chosen], by: Acting) -> Signed:
    return sign_results(chosen, PIN, by=by, now=clock.now())


def killed_when(
    holds: Callable[[], bool], chosen: list[Chosen], by: Acting, what: str = "results"
) -> None:
    """Begin the batch in a process of its own and kill it without warning."""
    files = [f"{one.task_id}:{one.sha256}" for one in chosen]
    argv = [sys.executable, "-m", "tests.casework.signing.batch", what, str(by.officer_id), *files]
    with subprocess.Popen(argv, env=_as_here()) as process:
        try:
            until(lambda: holds() or process.poll() is not None)
        finally:
            process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, "it was done before it was killed"


def _as_here() -> dict[str, str]:
    """The environment that leads another process to this test's database, files and service."""
    address = urlsplit(os.environ["MOTCUA_DATABASE_URL"])
    name = str(connection.settings_dict["NAME"])
    mine = ("MOTCUA_CSC_URL", "MOTCUA_TRUST_FILE", "MOTCUA_TRUST_KEY_FILE")
    return {
        **os.environ,
        **{one: str(getattr(settings, one)) for one in mine},
        "MOTCUA_FILES": str(settings.MEDIA_ROOT),
        "MOTCUA_DATABASE_URL": address._replace(path=f"/{name}").geturl(),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def kept() -> dict[str, str]:
    """The signed version of each file that has one."""
    rows = Signature.objects.exclude(signed=None)
    return {str(source): str(made) for source, made in rows.values_list("source", "signed")}


def decided() -> int:
    return Task.objects.filter(act=Act.APPROVE, outcome=Outcome.APPROVED).count()


def everything_was_signed_once(hands: Hands) -> None:
    assert Signature.objects.count() == BATCH == len(kept()) == decided()
    for kind in ("file.signed", "dossier.approved"):
        assert Entry.objects.filter(kind=kind).count() == BATCH
    assert set(Result.objects.values_list("signing", flat=True)) == {Signing.SIGNED}
    for name in Result.objects.values_list("file", flat=True):
        found = examine(read(str(name)), hands.bench.evidence)
        assert (found.colour, len(found.signatures)) == (Colour.GREEN, 1)


def test_killed_while_the_service_signs(
    desk: Desk, hands: Hands, gate: Path, chosen: list[Chosen]
) -> None:
    leader = desk.by(Role.UNIT_LEADER)
    killed_when((gate / "asked").exists, chosen, leader)
    assert (Signature.objects.count(), kept(), decided()) == (BATCH, {}, 0)

    (gate / "open").touch()
    again = signed(chosen, leader)

    assert (len(again.done), again.left) == (BATCH, ())
    everything_was_signed_once(hands)


def test_killed_in_the_middle_of_writing(
    desk: Desk, hands: Hands, gate: Path, chosen: list[Chosen]
) -> None:
    leader = desk.by(Role.UNIT_LEADER)
    (gate / "open").touch()
    killed_when(lambda: len(kept()) >= 5, chosen, leader)
    before = kept()
    assert 5 <= len(before) < BATCH
    assert decided() == len(before)

    again = signed(chosen, leader)

    assert len(again.done) == BATCH - len(before)
    assert {reason for _, reason in again.left} == {"task_taken"}
    assert before.items() <= kept().items()
    everything_was_signed_once(hands)


@pytest.fixture
def opinions(desk: Desk, hands: Hands, gate: Path) -> list[Chosen]:
    """Twenty sheets of opinions that a specialist, whose key lies at the service, has seen."""
    desk.now = clock.now()
    dossiers = [desk.in_appraisal() for _ in range(BATCH)]
    for dossier in dossiers:
        desk.submit(dossier)
    specialist = desk.by(Role.SPECIALIST)
    with_a_remote_key(specialist, desk)
    tasks = Task.objects.filter(act=Act.APPRAISE).order_by("pk").values_list("pk", flat=True)
    seen = [see_opinion(task, by=specialist, now=desk.now) for task in tasks]
    return [Chosen(one.task_id, one.sha256) for one in seen]


def bound() -> list[str]:
    """The signed sheets that belong to their steps."""
    rows = Task.objects.exclude(signed_opinion=None)
    return sorted(map(str, rows.values_list("signed_opinion", flat=True)))


@pytest.mark.parametrize("when", ["while_the_service_signs", "in_the_middle_of_writing"])
def test_opinions_killed(
    desk: Desk, hands: Hands, gate: Path, opinions: list[Chosen], when: str
) -> None:
    specialist = desk.by(Role.SPECIALIST)
    if when == "while_the_service_signs":
        killed_when((gate / "asked").exists, opinions, specialist, "opinions")
        assert (Signature.objects.count(), kept(), bound()) == (BATCH, {}, [])
    else:
        (gate / "open").touch()
        killed_when(lambda: len(kept()) >= 5, opinions, specialist, "opinions")
        assert 5 <= len(kept()) < BATCH
    (gate / "open").touch()
    before, is_bound = kept(), bound()

    again = sign_opinions(opinions, PIN, by=specialist, now=clock.now())

    assert len(again.done) == BATCH - len(is_bound)
    assert {reason for _, reason in again.left} <= {"already_signed"}
    assert before.items() <= kept().items()
    assert bound() == sorted(kept().values())
    assert Signature.objects.count() == BATCH == len(bound())
    for kind in ("file.signed", "dossier.opinion_signed"):
        assert Entry.objects.filter(kind=kind).count() == BATCH
    for sha256 in bound():
        found = examine(read(sha256), hands.bench.evidence)
        assert (found.colour, len(found.signatures)) == (Colour.GREEN, 1)
