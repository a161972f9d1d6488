"""The clerk's seal: each agency its own, and nobody's by a role lent for something else."""

from datetime import timedelta

import pytest

from motcua.casework.archive import actions as archive
from motcua.casework.archive.actions import CannotArchive
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import ReturnMethod, State
from motcua.casework.lifecycle.issue import CannotReturn, Handing, return_result
from motcua.casework.lifecycle.refusals import NotYours
from motcua.casework.lifecycle.seal_result import CannotSeal, seal_results, waiting_for_seal
from motcua.casework.signing.models import Signature
from motcua.kit import clock
from motcua.registers.organisation.actions.delegations import delegate
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Acting, Loan, Period, Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_sign_result import seen, sign, to_decide
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db


def issued(today: Desk, hands: Hands) -> Dossier:
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    today.later(minutes=5).issue(dossier)
    return dossier


def lent_to_a_clerk_of_the_division(desk: Desk, role: Role) -> Acting:
    """Seat a clerk in the division and lend him a role of the department above."""
    clerk = desk.cast.officer(Role.CLERK_SEAL, unit="business")
    post = Post.objects.get(officer=clerk)
    loan = Loan(post.pk, (role,), Period(desk.now, desk.now + timedelta(days=3)), "Nghỉ phép")
    delegate(loan, by=desk.by(role), now=desk.now)
    desk.later(hours=1)
    return acting(clerk.pk, desk.now)


def test_each_result_bears_the_seal_of_its_own_agency(today: Desk, hands: Hands) -> None:
    hands.leader()
    ours, theirs = issued(today, hands), issued(today, hands)
    seal = hands.give("second", unit="justice")
    Dossier.objects.filter(pk=theirs.pk).update(competent_unit=today.cast.unit("civil"))
    clerk = today.cast.acting(Role.CLERK_SEAL, unit="province", now=today.now)
    both = [one.result_id for one in waiting_for_seal(clerk)]
    first = seal_results(both, hands.pin, by=clerk, now=today.now)
    assert [reason for _, reason in first.left] == ["another_seal"]
    seal_results([one for one, _ in first.left], hands.pin, by=clerk, now=today.now)
    sealed = dict(Signature.objects.filter(purpose="seal").values_list("dossier", "certificate"))
    assert sealed[theirs.pk] == seal.pk
    assert sealed[ours.pk] != seal.pk


def test_a_role_lent_for_something_else_opens_no_seal(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = issued(today, hands)
    Dossier.objects.filter(pk=dossier.pk).update(competent_unit=today.cast.unit("finance"))
    (waiting,) = waiting_for_seal(today.by(Role.CLERK_SEAL))
    by = lent_to_a_clerk_of_the_division(today, Role.UNIT_ADMIN)
    assert today.cast.unit("finance") in by.unit_ids
    assert not waiting_for_seal(by)
    with pytest.raises((CannotSeal, NotYours)):
        seal_results([waiting.result_id], hands.pin, by=by, now=today.now)


def test_nor_the_archive(desk: Desk) -> None:
    dossier = desk.finished()
    desk.later(hours=1).collect(dossier)
    desk.return_result(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(competent_unit=desk.cast.unit("finance"))
    by = lent_to_a_clerk_of_the_division(desk, Role.UNIT_ADMIN)
    with pytest.raises(CannotArchive, match="not_yours"):
        archive.pack(dossier.pk, by=by, now=desk.now)


def test_a_result_without_its_seal_is_not_sent_electronically(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = issued(today, hands)
    today.later(hours=1).collect(dossier)
    clerk, by = today.by(Role.CLERK_SEAL), today.by(Role.RESULT_OFFICER)
    sent = Handing("Phan Thị Ngọc Ánh", ReturnMethod.ELECTRONIC)
    with pytest.raises(CannotReturn, match="not_sealed"):
        return_result(dossier.pk, sent, by=by, now=today.now)
    (waiting,) = waiting_for_seal(clerk)
    seal_results([waiting.result_id], hands.pin, by=clerk, now=clock.now())
    return_result(dossier.pk, sent, by=by, now=today.now)
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
