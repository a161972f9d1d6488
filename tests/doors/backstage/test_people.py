"""A1: accounts, posts and the review of rights, through the pages."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.kit import clock
from motcua.registers.organisation.queries import posts_of
from motcua.registers.organisation.rules import Role
from motcua.registers.people.models import Officer
from tests.cast import Cast
from tests.doors.backstage.asking import post, text_of

LAN = {"full_name": "Nguyễn Thị Lan", "username": "Nguyen.Thi.Lan", "phone": "", "email": ""}


def _with_post(cast: Cast, *roles: Role, unit: str = "business") -> dict[str, object]:
    chosen = [role.value for role in roles]
    return {**LAN, "unit": str(cast.unit(unit)), "title": "Chuyên viên", "roles": chosen}


def test_a_new_officer_gets_a_first_password_that_is_shown_once(cast: Cast) -> None:
    client = cast.client(Role.UNIT_ADMIN)
    key = {"idempotency_key": str(uuid4()), **_with_post(cast, Role.SPECIALIST)}
    shown = text_of(client.post("/backstage/people/new/", key))
    password = re.search(r'class="secret"><b>([^<]+)<', shown)
    officer = Officer.objects.get(username="nguyen.thi.lan")
    assert password is not None
    assert officer.check_password(password[1])
    again = client.post("/backstage/people/new/", key)
    assert again.status_code == 302
    assert Officer.objects.filter(full_name="Nguyễn Thị Lan").count() == 1
    assert password[1] not in text_of(client.get(f"/backstage/people/{officer.pk}/"))


def test_nobody_grants_more_than_they_have_and_what_was_typed_stays(cast: Cast) -> None:
    client = cast.client(Role.UNIT_ADMIN)
    for wanted in (
        _with_post(cast, Role.INSPECTOR),
        _with_post(cast, Role.SPECIALIST, unit="civil"),
    ):
        refused = post(client, "/backstage/people/new/", **wanted)
        assert refused.status_code in (409, 422)
        assert "Nguyễn Thị Lan" in text_of(refused)
    assert not Officer.objects.filter(full_name="Nguyễn Thị Lan").exists()


def test_a_system_administrator_may_grant_everything_but_to_themselves(cast: Cast) -> None:
    client, me = cast.client(Role.SYSTEM_ADMIN), cast.officer(Role.SYSTEM_ADMIN)
    post(client, "/backstage/people/new/", **_with_post(cast, Role.INSPECTOR))
    made = Officer.objects.get(full_name="Nguyễn Thị Lan")
    assert posts_of(made.pk, clock.now())[0].roles == {Role.INSPECTOR}
    unit = str(cast.unit("office"))
    mine = post(client, f"/backstage/people/{me.pk}/appoint/", unit=unit, title="X",
                roles=[Role.INSPECTOR.value], how="add")  # fmt: skip
    assert mine.status_code == 409
    assert "tự giao việc cho chính mình" in text_of(mine)


def test_a_move_ends_the_other_posts_and_a_post_can_be_revoked(cast: Cast) -> None:
    client, officer = cast.client(Role.SYSTEM_ADMIN), cast.officer(Role.SPECIALIST)
    place = f"/backstage/people/{officer.pk}/"
    post(client, f"{place}appoint/", unit=str(cast.unit("civil")), title="Chuyên viên",
         roles=[Role.SPECIALIST.value], how="move")  # fmt: skip
    held = posts_of(officer.pk, clock.now())
    assert [one.unit_id for one in held] == [cast.unit("civil")]
    post(client, f"{place}posts/{held[0].id}/end/")
    assert posts_of(officer.pk, clock.now()) == ()
    assert "đã kết thúc" in text_of(client.get(place))


def test_officers_of_another_department_do_not_exist_for_a_unit_admin(cast: Cast) -> None:
    stranger = cast.officer(Role.SPECIALIST, unit="civil")
    client = cast.client(Role.UNIT_ADMIN)
    assert client.get(f"/backstage/people/{stranger.pk}/").status_code == 404
    assert post(client, f"/backstage/people/{stranger.pk}/password/").status_code == 404
    assert stranger.full_name not in text_of(client.get("/backstage/people/"))


def test_a_closed_account_cannot_log_in_and_names_its_reason(cast: Cast) -> None:
    officer = cast.officer(Role.SPECIALIST)
    client = cast.client(Role.UNIT_ADMIN)
    place = f"/backstage/people/{officer.pk}/disable/"
    assert "còn trống" in text_of(post(client, place, reason=""))
    post(client, place, reason="Nghỉ hưu")
    officer.refresh_from_db()
    assert not officer.is_active


def test_who_was_not_seen_for_45_days_is_found(cast: Cast) -> None:
    old, new = cast.officer(Role.SPECIALIST), cast.officer(Role.CASHIER)
    Officer.objects.filter(pk=new.pk).update(last_login=clock.now() - timedelta(days=44))
    client = cast.client(Role.SYSTEM_ADMIN)
    page = text_of(client.get("/backstage/people/?idle=1"))
    assert old.full_name in page
    assert new.full_name not in page


def test_the_list_costs_two_statements_whatever_its_length(cast: Cast) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    client.get("/backstage/people/")
    cast.officer(Role.SPECIALIST)
    with CaptureQueriesContext(connection) as few:
        client.get("/backstage/people/")
    for role in Role:
        cast.officer(role)
    with CaptureQueriesContext(connection) as many:
        client.get("/backstage/people/")
    assert len(many) == len(few) == 3


def test_a_review_is_signed_and_the_page_says_by_whom(cast: Cast) -> None:
    cast.officer(Role.SPECIALIST)
    client = cast.client(Role.UNIT_ADMIN)
    page = text_of(client.get("/backstage/people/review/"))
    ticked = re.findall(r'name="post" value="(\d+)"', page)
    assert ticked
    post(client, "/backstage/people/review/sign/", post=ticked)
    assert "Lần ký gần nhất" in text_of(client.get("/backstage/people/review/"))


def test_a_review_of_posts_of_others_is_refused(cast: Cast) -> None:
    stranger = cast.officer(Role.SPECIALIST, unit="civil")
    foreign = posts_of(stranger.pk, clock.now())[0].id
    sent = post(cast.client(Role.UNIT_ADMIN), "/backstage/people/review/sign/", post=[foreign])
    assert sent.status_code == 409


@pytest.mark.parametrize("role", [Role.UNIT_ADMIN, Role.PROCEDURE_CONTROLLER, Role.INSPECTOR])
def test_the_home_page_names_what_waits(cast: Cast, role: Role) -> None:
    assert "Cần chú ý" in text_of(cast.client(role).get("/backstage/"))
