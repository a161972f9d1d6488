"""A small province in motion: dossiers brought to every end through public acts only."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from motcua.casework.dossiers.rules import SuspensionReason
from motcua.casework.lifecycle import extend, refuse, stop, supplement, suspend
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.engine.worktime import LimitUnit
from motcua.foundation.journal.queries import entries_of
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.rules import Life
from motcua.registers.catalogue.rules.draft import LimitDraft
from motcua.registers.catalogue.rules.kinds import Channel, OnlineLevel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.cast import Cast
from tests.standing import standing

DEMAND = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Thiếu chữ ký", "Điều 5")


def at(day: int, hour: int = 9, month: int = 10) -> datetime:
    """Return an instant of 2026 by the Vietnamese clock."""
    return datetime(2026, month, day, hour, tzinfo=VIETNAM).astimezone(UTC)


def seed(desk: Desk) -> None:
    """Bring dossiers of two procedures, three channels and two months to every end."""
    open_to_all = {"is_postal": True, "online_level": OnlineLevel.FULL}
    by_days: Any = replace(REGISTER_FIRM, code="9.000003", name="Cấp giấy phép", **open_to_all)
    hours = LimitDraft(LimitUnit.WORKING_HOUR, Decimal(40))
    by_hours = replace(by_days, code="9.000004", name="Cấp lại giấy phép", limits=(hours,))
    versions = [announced(desk.cast, facts) for facts in (by_days, by_hours)]
    for version in versions:
        desk.version_id = version
        _september(desk)
        _october(desk)
    desk.now = at(31, 12)


def _september(desk: Desk) -> None:
    desk.now = at(14, month=9)
    _late(desk, days=12)
    desk.now = at(28, month=9)
    desk.in_appraisal()
    desk.now = at(29, month=9)
    _late(desk, days=7, channel=Channel.POST)


def _october(desk: Desk) -> None:
    desk.now = at(5)
    desk.finished()
    desk.now = at(6)
    _late(desk, days=9)
    desk.now = at(7)
    _paused(desk)
    desk.now = at(8)
    _resumed_and_settled(desk)
    desk.now = at(9)
    _ended(desk)
    desk.now = at(12)
    _extended(desk)
    desk.now = at(30)
    desk.receive(channel=Channel.ONLINE)


def _late(desk: Desk, *, days: int, channel: Channel = Channel.COUNTER) -> None:
    dossier = desk.in_appraisal(channel=channel)
    desk.later(days=days)
    for step in (desk.submit, desk.check, desk.approve, desk.issue):
        desk.later(minutes=10)
        step(dossier)


def _paused(desk: Desk) -> None:
    asked = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    supplement.ask_supplement(asked.pk, DEMAND, by=by, now=desk.now)
    for reason in (SuspensionReason.FINANCIAL_DUTY, SuspensionReason.FIELD_CHECK):
        dossier = desk.in_appraisal()
        suspend.suspend(dossier.pk, reason, legal_basis="Điều 7", by=by, now=desk.now)


def _resumed_and_settled(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    reason = SuspensionReason.FIELD_CHECK
    suspend.suspend(dossier.pk, reason, legal_basis="Điều 7", by=by, now=desk.now)
    desk.later(days=10)
    suspend.resume(dossier.pk, proof="Biên bản", by=desk.by(Role.SPECIALIST), now=desk.now)
    for step in (desk.submit, desk.check, desk.approve, desk.issue):
        desk.later(minutes=10)
        step(dossier)


def _ended(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    refuse.refuse_at_counter(desk.filing(), reason="Sai thẩm quyền", by=by, now=desk.now)
    taken_back = desk.in_appraisal()
    by = desk.by(Role.RECEPTION_OFFICER)
    stop.withdraw(taken_back.pk, reason="Người nộp xin rút", by=by, now=desk.now)
    stopped = desk.in_appraisal()
    leader = desk.by(Role.UNIT_LEADER)
    stop.stop(stopped.pk, reason="Hết căn cứ", legal_basis="Điều 9", by=leader, now=desk.now)


def _extended(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    due = desk.now + timedelta(days=15)
    reason = "Cần xác minh thêm"
    by = desk.by(Role.SPECIALIST)
    extend.propose_extension(dossier.pk, due, reason=reason, by=by, now=desk.now)
    leader = desk.by(Role.UNIT_LEADER)
    extend.extend(dossier.pk, due, reason=reason, by=leader, now=desk.now)


def _made() -> Desk:
    """Make the province; whoever a test needs is enrolled before the test's own transaction."""
    cast = Cast()
    desk = Desk(cast, announced(cast, REGISTER_FIRM))
    seed(desk)
    for role in (Role.CENTRE_MANAGER, Role.INSPECTOR, Role.UNIT_LEADER, Role.SYSTEM_ADMIN):
        cast.officer(role)
    cast.officer(Role.UNIT_LEADER, unit="justice")
    connection.check_constraints()  # what an end of the transaction would do: the rollups count
    return desk


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: Any) -> Iterator[Desk]:
    """The desk after two busy months, there for a module and taken back after it."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=hashers),
        transaction.atomic(),
    ):
        yield standing("province", _made)
        transaction.set_rollback(True)


def life_of(dossier_id: int, end: datetime, *, by_date: bool) -> Life:
    """Tell a dossier's life up to an instant from its journal alone, turn by turn."""
    life = Life("", None, None, None, by_date, "", None)
    is_extended = False
    for entry in (e for e in entries_of(dossier_id) if e.at <= end):
        kind = entry.kind.removeprefix("dossier.")
        is_extended = is_extended or kind == "extended"
        life = _after(life, kind, entry.at, entry.body, is_extended)
    return life


def _after(life: Life, kind: str, at: datetime, body: Mapping[str, Any], is_extended: bool) -> Life:
    if kind == "received":
        return replace(life, received_at=at, promise=datetime.fromisoformat(body["due_at"]))
    if kind in ("refused", "withdrawn", "stopped"):
        ended = {"finished_at": at} if life.received_at else {"left_at": at}
        return replace(life, state=kind, **ended)
    if kind in ("supplement_asked", "suspended"):
        return replace(life, pause="supplement" if kind == "supplement_asked" else body["reason"])
    if kind in ("resumed", "supplement_received"):
        moved = life.promise if is_extended else datetime.fromisoformat(body["due_after"])
        return replace(life, pause="", promise=moved)
    if kind == "result_issued":
        return replace(life, state="finished", finished_at=at)
    return life
