"""Have the newest seal time-stamped by the configured authority."""

import logging
import secrets

from motcua.foundation.journal import tsa
from motcua.foundation.journal.models import Seal, Stamp
from motcua.foundation.journal.ports import TimeStamper
from motcua.foundation.journal.queries import head_of
from motcua.foundation.journal.rules.stamp import BadStamp, request, token_in, verified

logger = logging.getLogger(__name__)

NONCE_BITS = 64


def stamp_newest(authority: TimeStamper | None) -> bool:
    """Stamp the newest seal if it has no stamp yet; return whether it was done now.

    One stamp serves every seal before it: the head it covers holds the digest of its predecessor,
    so after an outage nothing needs to be made up for. No transaction is open while the authority
    is asked, and sealing never waits: what fails is logged and tried again at the next beat.
    """
    seal = Seal.objects.order_by("-number").defer("leaves").first()
    if authority is None or seal is None or Stamp.objects.filter(pk=seal.number).exists():
        return False
    digest, nonce = head_of(seal).digest(), secrets.randbits(NONCE_BITS)
    try:
        token = token_in(authority.answer(request(digest, nonce)))
        stamp = verified(token, digest, tsa.trusted_roots())
        if stamp.nonce != nonce:
            raise BadStamp("it answers another request")
    except (OSError, BadStamp) as problem:
        logger.warning("seal %s has no time-stamp yet: %s", seal.number, problem)
        return False
    made = Stamp(number=seal.number, token=token, stamped_at=stamp.at)
    # Another worker may have been quicker: its stamp is as good.
    return bool(Stamp.objects.bulk_create([made], ignore_conflicts=True))
