"""Whose session it is, asked with queries made once: every page of an officer begins with these."""

from functools import cache

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from motcua.foundation.rows import Kept, slot
from motcua.kit import clock
from motcua.registers.people.models import Officer


@cache
def _session() -> Kept[Session]:
    asked = Session.objects.filter(session_key=slot("key"), expire_date__gt=slot("now"))
    return Kept(asked.values_list("session_data"))


@cache
def _officer() -> Kept[Officer]:
    return Kept(Officer.objects.filter(pk=slot("pk")))


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read without making the query's text anew."""

    def load(self) -> dict[str, object]:
        """Return what the session holds; nothing when there is none or it has expired."""
        found = _session().rows(key=self.session_key, now=clock.now())
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])


class Officers(ModelBackend):
    """Officers by their number, active ones only."""

    def get_user(self, user_id: int) -> Officer | None:
        """Return the officer of a session, None once the account is closed."""
        officer = next(_officer().objects(pk=user_id), None)
        return officer if officer and officer.is_active else None
