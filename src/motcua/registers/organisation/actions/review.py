"""The regular review of rights: somebody looks at every post and signs for it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.foundation.journal.actions import record
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import Acting, CannotGrant, RightsReviewed, Role, may_grant


@transaction.atomic
def sign_review(post_ids: Iterable[int], *, by: Acting, now: datetime) -> int:
    """Sign that these open posts were seen and their roles are still needed; return how many.

    Posts that ended meanwhile are left out. CannotGrant for one that is not `by`'s to give.
    """
    posts = Post.objects.filter(pk__in=list(post_ids), valid_to=None).order_by("pk")
    seen = []
    for post_id, unit_id, held in posts.values_list("pk", "unit_id", "roles"):
        roles = frozenset(map(Role, held))
        if not may_grant(by, roles, unit_id):
            raise CannotGrant(roles, "reach")
        seen.append(post_id)
    event = RightsReviewed(by.unit_id, tuple(seen))
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
    return len(seen)
