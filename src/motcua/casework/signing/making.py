"""Sign files with one authorisation: asked for in the database, made outside it, kept in it.

Three steps, so that nothing is lost and nothing signed twice wherever a process dies: the row that
asks is unique for file, hand and purpose; the key is used outside every transaction; the signed
file and the act it belongs to are written together. A row asked for and not made is asked for
anew, by who asks now and at this instant: no signature claims a moment at which it was not made.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.casework.signing.events import FileSigned
from motcua.casework.signing.keyring import opened
from motcua.casework.signing.keys import FileSigner
from motcua.casework.signing.models import Certificate, Signature
from motcua.casework.signing.pades.keeping import outside
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.pins import unlock
from motcua.casework.signing.ports import KeyRefuses, Signer
from motcua.casework.signing.rules.certificates import USABLE, KeyKind, standing
from motcua.casework.signing.rules.wishes import Purpose, Wish
from motcua.casework.signing.trusting import trusted
from motcua.foundation.files.actions import keep
from motcua.foundation.files.models import Blob
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor


class CannotSign(Exception):
    """No signature: `reason` is no_certificate, expired, revoked, withdrawn, not_yet, wrong_pin,
    rests (`until`), absent, unreachable or refused."""

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason, self.until = reason, until


@dataclass(frozen=True)
class Order:
    """One file to sign, by the hash that was shown; `wish` is made for the instant claimed."""

    sha256: str
    purpose: Purpose
    wish: Callable[[datetime], Wish]
    dossier_id: int | None = None


@dataclass(frozen=True)
class Made:
    """What became of an order: the signed version, made now or before; or why it was not taken."""

    order: Order
    sha256: str = ""
    is_new: bool = False
    refusal: "Refusal | None" = None


Then = Callable[[Order, str], None]
"""What is written together with a signed file: the order, the signed version's hash."""


class Refusal(Exception):
    """What `then` raises when a file can no longer be taken; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Hand:
    """Who signs, when, and what is written with each file."""

    by: Actor
    now: datetime
    then: Then


def check_usable(certificate: Certificate | None, now: datetime) -> Certificate:
    """Return the certificate if it may sign now. Raises CannotSign."""
    if certificate is None:
        raise CannotSign("no_certificate")
    found = standing(
        certificate.valid_from,
        certificate.valid_until,
        certificate.revoked_at,
        certificate.withdrawn_at,
        now,
    )
    if found not in USABLE:
        raise CannotSign(found)
    return certificate


def sign_all(
    orders: Sequence[Order],
    certificate: Certificate,
    pin: str,
    *,
    by: Actor,
    now: datetime,
    then: Then,
) -> tuple[Made, ...]:
    """Sign the orders' files and tell what became of each, in order.

    Call it outside every transaction. What was signed before is not signed again. `then` runs in
    one transaction with each file; where it raises `Refusal`, nothing of that file is kept and
    the others go on. Raises `CannotSign`, and whatever else `then` raises.
    """
    check_usable(certificate, now)
    rows = _asked(orders, certificate, by, now)
    open_ones = [(order, row) for order, row in zip(orders, rows, strict=True) if not row.signed_id]
    files = [read(order.sha256) for order, _ in open_ones]
    wishes = [order.wish(row.asked_at) for order, row in open_ones]
    try:
        made = _signed(certificate, pin, files, wishes, Hand(by, now, then)) if open_ones else []
    except KeyRefuses as refusal:
        raise CannotSign(refusal.reason, refusal.until) from refusal
    except (OSError, TimeoutError) as problem:
        raise CannotSign("unreachable") from problem
    new = {
        row.pk: _written(order, row, pdf, Hand(by, now, then))
        for (order, row), pdf in zip(open_ones, made, strict=True)
    }
    return tuple(
        new.get(row.pk) or Made(order, str(row.signed_id))
        for order, row in zip(orders, rows, strict=True)
    )


def _asked(
    orders: Sequence[Order], certificate: Certificate, by: Actor, now: datetime
) -> list[Signature]:
    """Ask for what is not signed yet, at this instant; return the rows in the orders' order.

    What a former try has asked for and not got is asked for anew: who tried then, and when, is
    not who signs now.
    """
    asked = {"by_label": by.label, "asked_at": now.replace(microsecond=0)}
    Signature.objects.bulk_create(
        (
            Signature(
                source_id=order.sha256,
                certificate=certificate,
                purpose=order.purpose,
                dossier_id=order.dossier_id,
                **asked,
            )
            for order in orders
        ),
        ignore_conflicts=True,
    )
    rows = Signature.objects.filter(
        certificate=certificate, source__in=[order.sha256 for order in orders]
    )
    purposes = {order.purpose for order in orders}
    rows.filter(signed=None, purpose__in=purposes).update(**asked)
    known = {(row.source_id, row.purpose): row for row in rows.select_related("certificate")}
    return [known[order.sha256, order.purpose] for order in orders]


def _signed(
    certificate: Certificate,
    pin: str,
    files: Sequence[bytes],
    wishes: Sequence[Wish],
    hand: Hand,
) -> list[bytes]:
    is_here = certificate.key_kind == KeyKind.FILE
    held = unlock(certificate, pin, by=hand.by, now=hand.now) if is_here else None
    return run(_made(certificate, held or pin, files, wishes, trusted().stamp_url))


async def _made(
    certificate: Certificate,
    key: FileSigner | str,
    files: Sequence[bytes],
    wishes: Sequence[Wish],
    stamp_url: str,
) -> list[bytes]:
    """Sign with a key that is open, or with the PIN that opens it elsewhere."""
    kind = KeyKind(certificate.key_kind)
    async with AsyncExitStack() as stack:
        signer: Signer
        if isinstance(key, str):
            opening = opened(kind, certificate.key_place, key, expected=len(files))
            signer = await stack.enter_async_context(opening)
        else:
            signer = key
        if signer.certificate != bytes(certificate.der):
            raise KeyRefuses("absent")
        way = await stack.enter_async_context(outside(stamp_url))
        work = (
            sign(pdf, wish, signer, way.stamper) for pdf, wish in zip(files, wishes, strict=True)
        )
        return await asyncio.gather(*work)


def _written(order: Order, row: Signature, pdf: bytes, hand: Hand) -> Made:
    """Keep the bytes, wherever they lie, then write what belongs to them in one transaction."""
    kept = keep(pdf, MediaType.PDF, now=hand.now)
    try:
        return _write(order, row, kept, hand)
    except Refusal as refusal:
        return Made(order, refusal=refusal)


@transaction.atomic
def _write(order: Order, row: Signature, kept: Blob, hand: Hand) -> Made:
    """Write one signed file and what belongs to it; who comes second finds the first's."""
    by, now = hand.by, hand.now
    locked = Signature.objects.select_for_update().get(pk=row.pk)
    if locked.signed_id:
        return Made(order, locked.signed_id)
    row.signed, row.signed_at = kept, now
    # Who asked meanwhile was too late: the file says the instant of this row.
    row.save(update_fields=["signed", "signed_at", "asked_at", "by_label"])
    event = FileSigned(
        order.sha256, kept.sha256, row.certificate.serial, order.purpose, order.dossier_id
    )
    record(event, by=by, at=now)
    hand.then(order, kept.sha256)
    return Made(order, kept.sha256, is_new=True)
