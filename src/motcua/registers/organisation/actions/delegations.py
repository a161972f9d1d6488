"""Lending roles for a time: only one's own, to somebody in the same unit, with an end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.journal.actions import claim, record
from motcua.registers.organisation.models import Delegation, Post
from motcua.registers.organisation.rules import (
    Acting,
    CannotDelegate,
    DelegationRevoked,
    Loan,
    Role,
    RolesDelegated,
)


@transaction.atomic
def delegate(loan: Loan, *, by: Acting, now: datetime, key: UUID | None = None) -> int:
    """Lend roles of `by`'s own post to another post within reach; return the delegation's id.

    Roles that were lent to `by` cannot be lent on. Raises `AlreadyDone`, `CannotDelegate`.
    """
    if key is not None:
        claim(key, by=by.actor)
    wanted, period = tuple(sorted(frozenset(loan.scope))), loan.period
    giver = Post.objects.select_for_update(no_key=True).get(pk=by.post_id)
    receiver = Post.objects.get(pk=loan.to_post_id)
    refusal = _refusal(giver, receiver, frozenset(wanted), by)
    if refusal is None and not now <= period.start < period.end:
        refusal = "period"
    if refusal:
        raise CannotDelegate(refusal)
    lent = Delegation.objects.create(
        from_post=giver, to_post=receiver, scope=list(wanted), reason=loan.reason,
        valid_from=period.start, valid_to=period.end,
    )  # fmt: skip
    event = RolesDelegated(
        by.officer_id, lent.pk, receiver.officer_id, wanted, period.start, period.end, loan.reason
    )
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
    return lent.pk


@transaction.atomic
def revoke(delegation_id: int, *, by: Acting, now: datetime) -> None:
    """Take back what `by` lent; CannotDelegate when it was somebody else's."""
    lent = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation_id)
    if lent.from_post_id != by.post_id:
        raise CannotDelegate("not yours")
    if lent.valid_to <= now:
        return
    lent.valid_to = now
    lent.valid_from = min(lent.valid_from, now)
    lent.save(update_fields=["valid_from", "valid_to"])
    record(DelegationRevoked(by.officer_id, lent.pk), by=by.actor, at=now, unit_id=by.unit_id)


def _refusal(giver: Post, receiver: Post, wanted: frozenset[Role], by: Acting) -> str | None:
    if receiver.officer_id == by.officer_id:
        return "self"
    if receiver.valid_to is not None or receiver.unit_id not in by.unit_ids:
        return "receiver"
    if not wanted or not wanted <= frozenset(map(Role, giver.roles)):
        return "scope"
    return None
