"""A desk: the acts of one dossier with the cast in their usual parts, at given instants."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Max

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle import appraise, assign, decide, hand_over, issue, receive
from motcua.casework.lifecycle.filing import Filing, PaperGiven, PartyGiven
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.kit.clock import VIETNAM
from motcua.registers.catalogue.models import RequiredPaper
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.cast import Cast
from tests.standing import standing

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=VIETNAM).astimezone(UTC)
USUAL = (
    Role.RECEPTION_OFFICER, Role.DIVISION_LEADER, Role.SPECIALIST, Role.UNIT_LEADER,
    Role.CLERK_SEAL, Role.RESULT_OFFICER,
)  # fmt: skip
NO_CERTIFICATE = "Người ký chưa được cấp chứng thư số."
UNSCANNED = "Máy quét của quầy đang sửa"
OWNER = PartyGiven(
    PartyRole.OWNER,
    "Phan Thị Ngọc Ánh",
    identity_number="040192006318",
    phone="0912345318",
    address="Số 24 đường Nguyễn Sỹ Sách, phường Trường Vinh",
)


@dataclass
class Desk:
    """Drives public acts only; every method is one act by the officer whose part it is."""

    cast: Cast
    version_id: int
    now: datetime = MONDAY
    begins_after: int | None = None  # the last entry before the desk's first act, where it is known

    def by(self, role: Role) -> Acting:
        """Return the rights of the officer of a role now."""
        return self.cast.acting(role, now=self.now)

    def later(self, **length: float) -> "Desk":
        """Let time pass."""
        self.now += timedelta(**length)
        return self

    def filing(self, **changes: Any) -> Filing:
        """Return a complete filing for the firm procedure."""
        papers = RequiredPaper.objects.filter(version_id=self.version_id).order_by("number")
        facts: dict[str, Any] = {
            "version_id": self.version_id,
            "case_id": None,
            "channel": Channel.COUNTER,
            "receiving_unit_id": self.cast.unit("centre"),
            "competent_unit_id": self.cast.unit("business"),
            "competent_unit_code": "H41.14",
            "return_unit_id": self.cast.unit("centre"),
            "parties": (OWNER,),
            "papers": tuple(
                PaperGiven(
                    paper.pk,
                    paper.name,
                    PaperState.RECEIVED if paper.is_required else PaperState.NOT_NEEDED,
                    originals=paper.originals,
                )
                for paper in papers
            ),
        }
        return Filing(**{**facts, **changes})

    def receive(self, **changes: Any) -> Dossier:
        """Receive at the Centre, with cash taken."""
        by = self.by(Role.RECEPTION_OFFICER)
        return receive.receive(self.filing(**changes), by=by, now=self.now, takes_cash=True).dossier

    def open_task(self, dossier: Dossier) -> Task:
        """Return the one open task of a dossier."""
        return Task.objects.get(dossier=dossier, state=TaskState.OPEN)

    def hand_over(self, dossier: Dossier) -> None:
        """Send the dossier to the division, which confirms."""
        by = self.by(Role.RECEPTION_OFFICER)
        sent = hand_over.hand_over([dossier.pk], by=by, now=self.now, unscanned=UNSCANNED)
        hand_over.acknowledge(sent.pk, {}, by=self.by(Role.DIVISION_LEADER), now=self.now)

    def assign(self, dossier: Dossier) -> None:
        """The division leader gives it to the specialist."""
        officer = self.cast.officer(Role.SPECIALIST)
        task = self.open_task(dossier)
        assign.assign(task.pk, officer.pk, by=self.by(Role.DIVISION_LEADER), now=self.now)

    def in_appraisal(self, **changes: Any) -> Dossier:
        """Receive, hand over and assign; the same first dossier of a desk stands again."""
        is_first = not changes and self.now == MONDAY and self.begins_after == _last_entry()
        dossier = standing("in appraisal", self._brought) if is_first else self._brought(**changes)
        self.now += timedelta(hours=2)
        return dossier

    def _brought(self, **changes: Any) -> Dossier:
        dossier = self.receive(**changes)
        Desk(self.cast, self.version_id, self.now + timedelta(hours=1)).hand_over(dossier)
        Desk(self.cast, self.version_id, self.now + timedelta(hours=2)).assign(dossier)
        return dossier

    def submit(self, dossier: Dossier) -> None:
        """The specialist appraises and submits."""
        by, task = self.by(Role.SPECIALIST), self.open_task(dossier)
        appraise.appraise(task.pk, opinion="Đủ điều kiện.", is_eligible=True, by=by, now=self.now)
        appraise.submit_for_approval(task.pk, by=by, now=self.now)

    def check(self, dossier: Dossier) -> None:
        """The division leader checks and forwards."""
        by = self.by(Role.DIVISION_LEADER)
        appraise.submit_for_approval(self.open_task(dossier).pk, by=by, now=self.now)

    def approve(self, dossier: Dossier) -> None:
        """The unit leader approves."""
        decide.approve(self.open_task(dossier).pk, by=self.by(Role.UNIT_LEADER), now=self.now)

    def issue(self, dossier: Dossier) -> None:
        """The records clerk numbers and issues."""
        outgoing = issue.Outgoing(
            "Giấy chứng nhận đăng ký doanh nghiệp", "GCN-ĐKKD", why_on_paper=NO_CERTIFICATE
        )
        by = self.by(Role.CLERK_SEAL)
        issue.number_and_issue(self.open_task(dossier).pk, outgoing, by=by, now=self.now)

    def collect(self, dossier: Dossier) -> None:
        """The Centre takes the result in."""
        by = self.by(Role.RESULT_OFFICER)
        issue.receive_result(self.open_task(dossier).pk, by=by, now=self.now)

    def return_result(self, dossier: Dossier) -> None:
        """The result desk gives the result to the owner."""
        handing = issue.Handing("Phan Thị Ngọc Ánh", identity_checked=True, signed_for=True)
        by = self.by(Role.RESULT_OFFICER)
        issue.return_result(dossier.pk, handing, by=by, now=self.now)

    def finished(self, **changes: Any) -> Dossier:
        """Bring a dossier from the counter to the issued result."""
        dossier = self.in_appraisal(**changes)
        for step in (self.submit, self.check, self.approve, self.issue):
            self.later(hours=1)
            step(dossier)
        return dossier


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A desk with one announced procedure, and those whose part it is to settle a dossier."""
    if not cast.is_alone:
        return Desk(cast, announced(cast, REGISTER_FIRM))
    enrolled, version_id = standing("desk", lambda: _settled(cast))
    cast.joined_by(enrolled)
    return Desk(cast, version_id, begins_after=_last_entry())


def _last_entry() -> int | None:
    return Entry.objects.aggregate(last=Max("pk"))["last"]


def _settled(cast: Cast) -> tuple[Cast, int]:
    version_id = announced(cast, REGISTER_FIRM)
    for role in USUAL:
        cast.officer(role)
    return cast, version_id


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose pages live at the desk's own instant."""
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk
