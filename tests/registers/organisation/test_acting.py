"""Who may do what, told by one statement."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.journal.rules import AlreadyDone
from motcua.registers.organisation.actions import (
    appoint,
    delegate,
    end_post,
    move_officer,
    revoke,
)
from motcua.registers.organisation.models import Delegation
from motcua.registers.organisation.queries import acting, posts_in, posts_of
from motcua.registers.organisation.rules import (
    THE_SYSTEM,
    CannotDelegate,
    CannotGrant,
    Loan,
    Period,
    Role,
)
from tests.cast import FOUNDED_AT, Cast

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_post_gives_its_roles_in_its_unit_and_all_below(cast: Cast) -> None:
    below = cast.unit("business")
    elsewhere = cast.unit("justice")
    leader = cast.acting(Role.UNIT_LEADER, now=NOW)
    assert leader.roles == {Role.UNIT_LEADER}
    assert leader.unit_code == "H41.14"
    assert leader.unit_ids == {cast.unit("finance"), below}
    assert not leader.reaches(elsewhere)


def test_inspectors_and_their_like_see_all_units(cast: Cast) -> None:
    assert cast.acting(Role.INSPECTOR, now=NOW).reaches(cast.unit("justice"))
    assert not cast.acting(Role.SYSTEM_ADMIN, now=NOW).sees_all


def test_rights_are_told_in_one_statement(cast: Cast) -> None:
    officer = cast.officer(Role.SPECIALIST)
    with CaptureQueriesContext(connection) as asked:
        acting(officer.pk, NOW)
    assert len(asked) == 1


def test_nobody_acts_before_a_post_or_after_it(cast: Cast) -> None:
    officer = cast.officer(Role.SPECIALIST)
    assert acting(officer.pk, FOUNDED_AT - DAY) is None
    (post,) = posts_of(officer.pk, NOW)
    end_post(post.id, "retired", by=THE_SYSTEM, now=NOW)
    assert acting(officer.pk, NOW) is None
    assert acting(officer.pk, NOW - DAY) is not None


def test_a_moved_officer_leaves_all_old_rights_behind(cast: Cast) -> None:
    officer = cast.officer(Role.SPECIALIST)
    roles = [Role.RECEPTION_OFFICER]
    move_officer(officer.pk, cast.unit("centre"), roles, title="cán bộ", by=THE_SYSTEM, now=NOW)
    rights = acting(officer.pk, NOW)
    assert rights is not None
    assert rights.roles == {Role.RECEPTION_OFFICER}
    assert rights.unit_ids == {cast.unit("centre")}
    assert len(posts_of(officer.pk, NOW)) == 1


def test_two_posts_are_never_mixed(cast: Cast) -> None:
    officer = cast.officer(Role.SPECIALIST)
    centre = cast.unit("centre")
    second = appoint(officer.pk, centre, [Role.CASHIER], title="thu ngân", by=THE_SYSTEM, now=NOW)
    first, other = acting(officer.pk, NOW), acting(officer.pk, NOW, post_id=second)
    assert first is not None
    assert other is not None
    assert first.roles == {Role.SPECIALIST}
    assert other.roles == {Role.CASHIER}
    assert first.unit_ids.isdisjoint(other.unit_ids)


def test_a_post_of_somebody_else_cannot_be_chosen(cast: Cast) -> None:
    leader = cast.acting(Role.UNIT_LEADER, now=NOW)
    rights = acting(cast.officer(Role.SPECIALIST).pk, NOW, post_id=leader.post_id)
    assert rights is not None
    assert rights.roles == {Role.SPECIALIST}


def _lend(cast: Cast, *scope: Role, start: datetime = NOW, days: int = 3) -> int:
    to_post = cast.acting(Role.DIVISION_LEADER, now=NOW).post_id
    by = cast.acting(Role.UNIT_LEADER, now=NOW)
    period = Period(start, start + days * DAY)
    return delegate(Loan(to_post, scope, period, "đi công tác"), by=by, now=NOW)


def test_a_delegation_lends_roles_for_its_period_and_ends_by_itself(cast: Cast) -> None:
    deputy = cast.officer(Role.DIVISION_LEADER)
    _lend(cast, Role.UNIT_LEADER, start=NOW + DAY)
    rights = [acting(deputy.pk, NOW + n * DAY) for n in (0, 1, 3, 4)]
    assert [Role.UNIT_LEADER in r.roles for r in rights if r] == [False, True, True, False]
    assert rights[1] is not None
    assert rights[1].acts_for.startswith("unit leader Nguyễn Văn")
    assert rights[1].reaches(cast.unit("finance"))


def test_a_form_sent_twice_lends_once(cast: Cast) -> None:
    to_post = cast.acting(Role.DIVISION_LEADER, now=NOW).post_id
    by, key = cast.acting(Role.UNIT_LEADER, now=NOW), uuid4()
    loan = Loan(to_post, (Role.UNIT_LEADER,), Period(NOW, NOW + DAY), "đi công tác")
    delegate(loan, by=by, now=NOW, key=key)
    with pytest.raises(AlreadyDone):
        delegate(loan, by=by, now=NOW, key=key)
    assert Delegation.objects.count() == 1


def test_a_revoked_delegation_is_gone_at_once(cast: Cast) -> None:
    lent = _lend(cast, Role.UNIT_LEADER)
    revoke(lent, by=cast.acting(Role.UNIT_LEADER, now=NOW), now=NOW + DAY)
    rights = acting(cast.officer(Role.DIVISION_LEADER).pk, NOW + DAY)
    assert rights is not None
    assert rights.roles == {Role.DIVISION_LEADER}


def test_only_the_giver_takes_back(cast: Cast) -> None:
    lent = _lend(cast, Role.UNIT_LEADER)
    with pytest.raises(CannotDelegate):
        revoke(lent, by=cast.acting(Role.UNIT_LEADER, unit="justice", now=NOW), now=NOW)


def test_nobody_lends_what_they_lack(cast: Cast) -> None:
    with pytest.raises(CannotDelegate, match="scope"):
        _lend(cast, Role.UNIT_LEADER, Role.CASHIER)


def test_nothing_is_lent_out_of_the_unit_or_into_the_past(cast: Cast) -> None:
    by = cast.acting(Role.UNIT_LEADER, now=NOW)
    outside = cast.acting(Role.UNIT_LEADER, unit="justice", now=NOW).post_id
    period = Period(NOW, NOW + DAY)
    loan = Loan(outside, (Role.UNIT_LEADER,), period, "")
    with pytest.raises(CannotDelegate, match="receiver"):
        delegate(loan, by=by, now=NOW)
    with pytest.raises(CannotDelegate, match="period"):
        _lend(cast, Role.UNIT_LEADER, start=NOW - DAY)


def test_lent_roles_vanish_with_the_givers_post(cast: Cast) -> None:
    _lend(cast, Role.UNIT_LEADER)
    leader = cast.acting(Role.UNIT_LEADER, now=NOW)
    end_post(leader.post_id, "moved", by=THE_SYSTEM, now=NOW)
    rights = acting(cast.officer(Role.DIVISION_LEADER).pk, NOW)
    assert rights is not None
    assert Role.UNIT_LEADER not in rights.roles


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.UNIT_ADMIN])
def test_a_unit_admin_gives_no_role_of_the_province(cast: Cast, role: Role) -> None:
    admin = cast.acting(Role.UNIT_ADMIN, now=NOW)
    officer = cast.officer(Role.SPECIALIST)
    with pytest.raises(CannotGrant):
        appoint(officer.pk, admin.unit_id, [role], title="x", by=admin, now=NOW)


def test_a_unit_admin_appoints_within_reach_only(cast: Cast) -> None:
    admin = cast.acting(Role.UNIT_ADMIN, now=NOW)
    officer = cast.officer(Role.SPECIALIST)
    appoint(officer.pk, cast.unit("business"), [Role.SPECIALIST], title="x", by=admin, now=NOW)
    with pytest.raises(CannotGrant, match="reach"):
        appoint(officer.pk, cast.unit("justice"), [Role.SPECIALIST], title="x", by=admin, now=NOW)


@pytest.mark.parametrize("role", [Role.UNIT_ADMIN, Role.SYSTEM_ADMIN])
def test_nobody_appoints_themselves(cast: Cast, role: Role) -> None:
    admin = cast.acting(role, now=NOW)
    with pytest.raises(CannotGrant, match="self"):
        appoint(admin.officer_id, admin.unit_id, [Role.UNIT_LEADER], title="x", by=admin, now=NOW)


def test_posts_are_listed_by_given_name(cast: Cast) -> None:
    cast.officer(Role.UNIT_LEADER)
    cast.officer(Role.CLERK_SEAL)
    names = [row.officer_name for row in posts_in([cast.unit("finance")], NOW)]
    assert len(names) == 2


def test_a_lent_role_counts_where_it_was_lent_and_ones_own_where_it_is(cast: Cast) -> None:
    _lend(cast, Role.UNIT_LEADER)
    rights = acting(cast.officer(Role.DIVISION_LEADER).pk, NOW)
    assert rights is not None
    finance, business = cast.unit("finance"), cast.unit("business")
    assert rights.holds({Role.UNIT_LEADER}, finance)
    assert rights.holds({Role.DIVISION_LEADER}, business)
    assert not rights.holds({Role.DIVISION_LEADER}, finance)
    assert not rights.holds({Role.UNIT_LEADER}, cast.unit("justice"))
