"""A2: units, their successors, and the calendar with its preview."""

from datetime import date

from motcua.casework.dossiers.forecast import would_move
from motcua.registers.calendar.queries import closures_of, days_of_year, read_book
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.queries import successors
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.doors.backstage.asking import post, text_of

OFFICE = {f"day{n}": "07:00-11:30, 13:30-17:00" if n < 5 else "" for n in range(7)}


def test_the_tree_is_that_of_the_day_asked_for(cast: Cast) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    assert "Phòng Đăng ký kinh doanh" in text_of(client.get("/backstage/units/"))
    early = text_of(client.get("/backstage/units/?on=01/01/2017"))
    assert "Phòng Đăng ký kinh doanh" not in early
    assert client.get("/backstage/units/?on=hôm nào").status_code == 422


def test_a_unit_is_founded_below_another_once(cast: Cast) -> None:
    client = cast.client(Role.UNIT_ADMIN)
    place = f"/backstage/units/{cast.unit('finance')}/found/"
    new = {"name": "Phòng Tài chính đầu tư", "name_en": "", "code": "H41.14.02",
           "level": "division", "valid_from": "01/12/2026", "address": "", "phone": ""}  # fmt: skip
    assert post(client, place, **new).status_code == 302
    refused = post(client, place, **new)
    assert refused.status_code == 409
    assert "Phòng Tài chính đầu tư" in text_of(refused)
    assert post(client, place, **{**new, "code": "xyz"}).status_code == 409
    assert Unit.objects.filter(code="H41.14.02").count() == 1


def test_a_successor_takes_over_and_the_past_stays(cast: Cast) -> None:
    client, old = cast.client(Role.SYSTEM_ADMIN), cast.unit("civil")
    post(client, f"/backstage/units/{old}/succeed/", on="01/12/2026", into="",
         name="Phòng Hộ tịch", basis="Nghị quyết 1")  # fmt: skip
    after = successors(old, date(2026, 12, 2))
    assert [row.name for row in after] == ["Phòng Hộ tịch"]
    page = text_of(client.get(f"/backstage/units/{after[0].id}/"))
    assert "Phòng Hành chính tư pháp" in page


def test_a_unit_admin_changes_only_units_below(cast: Cast) -> None:
    client = cast.client(Role.UNIT_ADMIN)
    refused = post(client, f"/backstage/units/{cast.unit('civil')}/succeed/", on="01/12/2026",
                   into="", name="X", basis="Y")  # fmt: skip
    assert refused.status_code == 409


def test_a_holiday_is_previewed_then_applied(cast: Cast) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    new = {"on": "02/06/2026", "name": "Ngày nghỉ riêng", "source": "Thông báo 1"}
    previewed = text_of(post(client, "/backstage/calendar/holiday/", **new))
    assert "Không hồ sơ nào đang mở có hạn thay đổi" in previewed
    assert days_of_year(2026) == ()
    post(client, "/backstage/calendar/holiday/", **new, do="apply")
    assert [row.on for row in days_of_year(2026)] == [date(2026, 6, 2)]


def test_a_closure_belongs_to_the_units_within_reach(cast: Cast) -> None:
    client, unit = cast.client(Role.UNIT_ADMIN), cast.unit("business")
    new = {
        "unit": str(unit),
        "first_on": "01/06/2026",
        "last_on": "02/06/2026",
        "reason": "Sửa nhà",
    }
    post(client, "/backstage/calendar/closure/", **new, do="apply")
    ((key, closure),) = closures_of(frozenset({unit}))
    assert closure.reason == "Sửa nhà"
    away = {**new, "unit": str(cast.unit("civil")), "do": "apply"}
    assert post(client, "/backstage/calendar/closure/", **away).status_code == 422
    assert client.get("/backstage/calendar/holiday/").status_code == 404
    post(client, f"/backstage/calendar/closures/{key}/reopen/")
    assert closures_of(frozenset({unit})) == ()


def test_a_day_that_is_there_already_is_told_and_kept(cast: Cast) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    new = {"on": "02/06/2026", "name": "A", "source": "B", "do": "apply"}
    post(client, "/backstage/calendar/holiday/", **new)
    again = post(client, "/backstage/calendar/holiday/", **new)
    assert again.status_code == 409
    assert "02/06/2026" in text_of(again)


def test_hours_that_cannot_be_read_are_named_at_their_day(cast: Cast) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    week = {**OFFICE, "day2": "sáng", "unit": "", "valid_from": "01/07/2026", "valid_to": "",
            "source": "QĐ 1"}  # fmt: skip
    refused = text_of(post(client, "/backstage/calendar/week/", **week))
    assert 'href="#f-day2"' in refused
    assert would_move(read_book()) == ()
