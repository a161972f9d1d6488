"""A report says what the board says, for good; whoever changes the past is found out."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from pypdf import PdfReader

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.models.dossier import ClockEvent
from motcua.casework.dossiers.models.supplement import SupplementRequest
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.oversight.clockwatch.actions import keep_splits
from motcua.oversight.clockwatch.models import Split
from motcua.oversight.indicators.queries import Line, lines, total
from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.oversight.reports import actions
from motcua.oversight.reports.figures import told_units
from motcua.oversight.reports.models import Copy, Order, OrderState, Report
from motcua.oversight.reports.printing import files_of
from motcua.oversight.reports.queries import file_of, report_of, reports
from motcua.oversight.reports.receptions import Receptions
from motcua.oversight.reports.rules import Kind
from motcua.oversight.reports.rules.canon import digest, fingerprint
from motcua.oversight.reports.rules.refusals import CannotMake
from motcua.oversight.reports.scope import scope_of
from motcua.registers.organisation.actions import found_unit, succeed
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Level, Role, UnitFacts
from tests.cases import quick_first
from tests.casework.desk import Desk
from tests.oversight.seeded import at, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def made(desk: Desk, kind: Kind, period: Period = YEAR, by: Acting | None = None) -> Report:
    """Order a report and let the worker make it."""
    by = by or desk.by(Role.CENTRE_MANAGER)
    unit_id = None if by.sees_all else by.unit_id
    order_id = actions.order(kind, period, unit_id, by=by, now=desk.now)
    return report_of(actions.make(order_id, now=desk.now + timedelta(minutes=1)), by)


def sums(desk: Desk, period: Period = YEAR) -> dict[str, int]:
    found = lines([period], Dimension.UNIT, by=desk.by(Role.INSPECTOR), now=desk.now)
    return {measure.value: n for measure, n in total(found).items()}


def came(desk: Desk) -> dict[str, int]:
    """Count by the rows what the board does not tell."""
    received = Dossier.objects.filter(received_at__lte=desk.now)
    asked = SupplementRequest.objects.filter(requested_at__lte=desk.now).values("dossier_id")
    return {
        "online": received.filter(channel="online").count(),
        "supplemented": received.filter(pk__in=asked).count(),
    }


def test_the_performance_report_says_what_the_board_says(province: Desk) -> None:
    content = made(province, Kind.PERFORMANCE).data["content"]
    expected = sums(province)
    assert expected["overdue"]
    assert content["overall"]["now"] == expected | came(province)
    for part in ("units", "fields", "channels"):
        assert {key: sum(row["now"][key] for row in content[part]) for key in expected} == expected
    assert content["decisions"][0] == {
        "what": "overdue", "name": "Sở Tài chính",
        "part": expected["overdue"], "whole": expected["in_process"],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.BODY, Kind.LEVELS, Kind.CAUSES, Kind.CAUSES_LEVELS])
def test_a_legal_form_adds_up_to_the_board(province: Desk, kind: Kind) -> None:
    report = made(province, kind)
    assert report.data["content"]["total"] == sums(province) | came(province)
    assert report.data["form"]["number"].endswith("/VPCP/KSTT")
    names = [group["name"] for group in report.data["content"]["groups"]]
    assert names == (["Cấp tỉnh"] if kind in (Kind.LEVELS, Kind.CAUSES_LEVELS) else [""])


def test_the_register_holds_every_dossier_received(province: Desk) -> None:
    rows = made(province, Kind.REGISTER, OCTOBER).data["content"]["rows"]
    received = Dossier.objects.filter(received_at__gte=at(1, 0), received_at__lte=at(31, 12))
    assert [row["code"] for row in rows] == [
        d.code for d in received.order_by("received_at", "code")
    ]
    assert rows[0]["phone"] == "0912345318"
    assert {row["note"] for row in rows} == {"", "Người nộp rút hồ sơ", "Dừng giải quyết"}
    assert any(row["returned_at"] is None for row in rows)


@pytest.mark.parametrize("kind", quick_first(Kind))
def test_files_are_drawn_again_byte_for_byte(province: Desk, kind: Kind) -> None:
    report = made(province, kind)
    by = province.by(Role.CENTRE_MANAGER)
    again = files_of(report.number, kind, report_of(report.number, by).data)
    for name, content in again.items():
        assert file_of(report.number, name, by) == content
        assert Copy.objects.get(report=report, format=name).sha256 == digest(content)
    assert fingerprint(report.data) == report.data_sha256
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(again["pdf"])).pages)
    assert report.number in text


def test_a_spreadsheet_read_by_others_gives_the_figures(province: Desk) -> None:
    report = made(province, Kind.REGISTER, OCTOBER)
    by = province.by(Role.CENTRE_MANAGER)
    sheet = openpyxl.load_workbook(BytesIO(file_of(report.number, "xlsx", by))).active
    rows = list(sheet.iter_rows(values_only=True))
    stored = report.data["content"]["rows"]
    assert [row[0] for row in rows[1:]] == [row["code"] for row in stored]
    assert rows[1][rows[0].index("Điện thoại")] == "0912345318"
    assert rows[1][rows[0].index("Số bộ")] == 1
    report = made(province, Kind.BODY)
    sheet = openpyxl.load_workbook(BytesIO(file_of(report.number, "xlsx", by))).active
    *_, last = sheet.iter_rows(values_only=True)
    assert last[1:3] == ("Tổng cộng", report.data["content"]["total"]["to_settle"])


def _later_acts(desk: Desk) -> None:
    """Settle what was open, withdraw what waited, and receive more."""
    desk.now += timedelta(days=20)
    for dossier in Dossier.objects.filter(state="appraising")[:2]:
        for step in (desk.submit, desk.check, desk.approve, desk.issue):
            desk.later(minutes=10)
            step(dossier)
    desk.receive()


def _renamed(desk: Desk) -> None:
    facts = UnitFacts("H41.15", "Sở Kinh tế", Level.DEPARTMENT, valid_from=desk.now.date())
    new = found_unit(facts, desk.cast.unit("province"), by=THE_SYSTEM, now=desk.now)
    succeed([desk.cast.unit("finance")], new, on=desk.now.date(), by=THE_SYSTEM, now=desk.now)


@pytest.mark.parametrize("kind", [Kind.PERFORMANCE, Kind.BODY, Kind.REGISTER])
def test_a_report_stands_after_later_acts_and_a_new_name(province: Desk, kind: Kind) -> None:
    report = made(province, kind)
    then = province.now
    try:
        with transaction.atomic():
            _later_acts(province)
            _renamed(province)
            by = province.by(Role.CENTRE_MANAGER)
            verdict = actions.check(report.number, by=by, now=province.now)
            assert verdict.differences == ()
            assert verdict.stands
            units = report_of(report.number, by).data["content"].get("units", [])
            assert {unit["name"] for unit in units} <= {"Sở Tài chính"}
            assert sums(province) != sums_at(province, then)
            transaction.set_rollback(True)
    finally:
        province.now = then


def sums_at(desk: Desk, now: datetime) -> dict[str, int]:
    found = lines([YEAR], Dimension.UNIT, by=desk.by(Role.INSPECTOR), now=now)
    return {measure.value: n for measure, n in total(found).items()}


def test_what_ended_a_moment_ago_is_counted_before_its_reader_came(province: Desk) -> None:
    then = province.now
    try:
        with transaction.atomic():
            keep_splits(*_ends(), province.now)
            late = province.in_appraisal()
            province.later(days=40)
            for step in (province.submit, province.check, province.approve, province.issue):
                step(late)
            report = made(province, Kind.CAUSES)
            Split.objects.get(pk=late.pk)
            deliver_at_once()
            by = province.by(Role.CENTRE_MANAGER)
            assert actions.check(report.number, by=by, now=province.now).stands
            transaction.set_rollback(True)
    finally:
        province.now = then


def _ends() -> tuple[int, int]:
    ids = Dossier.objects.values_list("pk", flat=True)
    return min(ids), max(ids)


@pytest.mark.parametrize("kind", [Kind.PERFORMANCE, Kind.BODY, Kind.REGISTER])
def test_a_unit_reports_what_it_took_over_but_names_nobody(province: Desk, kind: Kind) -> None:
    heir = province.cast.unit("justice")
    succeed(
        [province.cast.unit("finance")], heir, on=date(2026, 10, 31), by=THE_SYSTEM,
        now=province.now,
    )  # fmt: skip
    by = province.by(Role.CENTRE_MANAGER)
    order_id = actions.order(kind, YEAR, heir, by=by, now=province.now)
    report = report_of(actions.make(order_id, now=province.now), by)
    content = report.data["content"]
    if kind is Kind.REGISTER:
        assert content["rows"] == []
    else:
        told = content["overall"]["now"] if kind is Kind.PERFORMANCE else content["total"]
        assert told == sums(province) | came(province)
    assert actions.check(report.number, by=by, now=province.now).stands


def test_last_year_stands_with_the_heir_known_on_the_day(
    province: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the board; a succession decided after the report was made changes nothing in it."""
    old, heir = province.cast.unit("finance"), province.cast.unit("justice")
    day = date(2027, 3, 1)
    succeed([old], heir, on=day, by=THE_SYSTEM, now=province.now)
    year = Period(date(2027, 1, 1), date(2027, 12, 31))
    now_line = Line(str(heir), "Sở mới", _counts(9))
    before = (Line(str(old), "Sở cũ", _counts(5)), Line(str(heir), "Sở mới", _counts(2)))
    monkeypatch.setattr(
        "motcua.oversight.reports.figures.made",
        lambda scope, _dimension: (now_line,) if scope.period == year else before,
    )
    for as_at, told in (
        (at(1, month=12).replace(year=2027), {str(heir): (9, 7)}),
        (at(1, month=2).replace(year=2027), {str(heir): (9, 2), str(old): (0, 5)}),
    ):
        found, beside = told_units(scope_of(year, None, as_at))
        received = Measure.RECEIVED
        assert {x.key: (x.now[received], x.before[received]) for x in found} == told
        came_by = Receptions(Counter({(old, 1): 3, (heir, 1): 1})).by_unit(beside)
        assert came_by[str(heir)]["online"] == (4 if len(told) == 1 else 1)


def _counts(received: int) -> dict[Measure, int]:
    return dict.fromkeys(Measure, 0) | {Measure.RECEIVED: received}


def test_the_first_hours_of_a_month_belong_to_it(province: Desk) -> None:
    """In Vietnam it is 1 November, in UTC still October."""
    then = province.now
    try:
        province.now = datetime(2026, 10, 31, 18, tzinfo=UTC)
        months = made(province, Kind.PERFORMANCE).data["content"]["months"]
        assert months[-1]["name"] == "11/2026"
    finally:
        province.now = then


def test_a_changed_past_is_found_out(province: Desk) -> None:
    report = made(province, Kind.BODY)
    late = Dossier.objects.filter(finished_at__isnull=False).first()
    assert late is not None
    assert late.received_at is not None
    Dossier.objects.filter(pk=late.pk).update(received_at=datetime(2020, 1, 1, tzinfo=UTC))
    by = province.by(Role.INSPECTOR)
    verdict = actions.check(report.number, by=by, now=province.now)
    assert not verdict.stands
    places = {place for place, _was, _is in verdict.differences}
    assert "/total/received" in places
    entry = Entry.objects.filter(kind="report.checked").latest("id")
    assert entry.body["differences"] == len(verdict.differences)


def _tampered(model: Any, **changes: Any) -> None:
    with pytest.raises(DatabaseError, match="is_never_changed"), transaction.atomic():
        model.objects.all().update(**changes)


def test_nobody_changes_a_report(province: Desk) -> None:
    made(province, Kind.BODY)
    _tampered(Report, data={})
    _tampered(Copy, content=b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        Copy.objects.all()._raw_delete("default")


def test_the_journal_tells_who_made_it_and_its_hash(province: Desk) -> None:
    report = made(province, Kind.PERFORMANCE)
    entry = Entry.objects.get(kind="report.made", subject_id=str(report.pk))
    assert entry.body["data_sha256"] == report.data_sha256
    assert entry.actor_label == report.made_by == province.by(Role.CENTRE_MANAGER).actor.label


def test_making_twice_makes_one_report(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    order_id = actions.order(Kind.BODY, YEAR, None, by=by, now=province.now)
    first = actions.make(order_id, now=province.now)
    assert actions.make(order_id, now=province.now) == first
    order = Order.objects.get(pk=order_id)
    assert (order.state, order.done) == (OrderState.MADE, order.steps)


def test_a_leader_reports_on_his_own_unit_only(province: Desk) -> None:
    own = province.cast.acting(Role.UNIT_LEADER, now=province.now)
    other = province.cast.acting(Role.UNIT_LEADER, unit="justice", now=province.now)
    report = made(province, Kind.REGISTER, by=own)
    assert report.scope_name == "Sở Tài chính"
    assert report.data["content"]["rows"]
    assert reports(other) == ()
    with pytest.raises(Report.DoesNotExist):
        report_of(report.number, other)
    for unit_id in (None, own.unit_id):
        with pytest.raises(CannotMake, match="not_yours"):
            actions.order(Kind.BODY, YEAR, unit_id, by=other, now=province.now)
    assert made(province, Kind.BODY, by=other).data["content"]["total"]["to_settle"] == 0


def test_a_period_to_come_is_refused(province: Desk) -> None:
    by = province.by(Role.INSPECTOR)
    ahead = Period(date(2027, 1, 1), date(2027, 6, 30))
    with pytest.raises(CannotMake, match="no_such_period"):
        actions.order(Kind.BODY, ahead, None, by=by, now=province.now)


def test_a_register_too_long_is_refused_in_words(
    province: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.oversight.reports.contents.register.AT_MOST", 3)
    by = province.by(Role.INSPECTOR)
    order_id = actions.order(Kind.REGISTER, YEAR, None, by=by, now=province.now)
    assert actions.make(order_id, now=province.now) == ""
    assert Order.objects.get(pk=order_id).reason == "too_many_dossiers"


def test_pages_of_reports_go_on_where_they_stopped(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    numbers = [made(province, Kind.CAUSES).number for _nth in range(3)]
    rows = reports(by)
    assert [row.number for row in rows[:3]] == numbers[::-1]
    assert reports(by, before=rows[0].id) == rows[1:]
    assert ClockEvent.objects.exists()
    assert Measure.RECEIVED.value in report_of(numbers[0], by).data["content"]["total"]


@pytest.mark.parametrize("kind", quick_first(Kind))
def test_an_outside_validator_finds_pdf_a_2a_and_pdf_ua_1(
    province: Desk, kind: Kind, tmp_path: Path
) -> None:
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    report = made(province, kind)
    path = tmp_path / "report.pdf"
    path.write_bytes(file_of(report.number, "pdf", province.by(Role.INSPECTOR)))
    for profile in (judge.ValidationProfile.PDF_A_2A, judge.ValidationProfile.PDF_UA_1):
        verdict = judge.validate_pdf(str(path), profile=profile)
        assert verdict.is_compliant, verdict.failures


def test_the_causes_are_the_seconds_of_what_ended_late(province: Desk) -> None:
    ids = Dossier.objects.values_list("pk", flat=True)
    keep_splits(min(ids), max(ids), province.now)
    told = made(province, Kind.CAUSES).data["content"]["causes"]
    late = Split.objects.filter(is_late=True).aggregate(Sum("elapsed"))["elapsed__sum"]
    seconds = [row["seconds"] for row in told]
    assert sum(seconds) == late > 0
    assert seconds == sorted(seconds, reverse=True)
    assert all(row["name"] and row["seconds"] for row in told)
