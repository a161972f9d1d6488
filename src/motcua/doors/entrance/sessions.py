"""Whose session it is and with which rights: every page of an officer begins with one statement."""

from functools import cache
from typing import Any

from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from motcua.doors.entrance.models import Session
from motcua.foundation.rows import Kept, slot
from motcua.kit import clock
from motcua.registers.organisation.queries import acting_of, acting_text
from motcua.registers.organisation.rules import Acting
from motcua.registers.people.models import Officer

_OFFICER, _POST = '"entrance_session"."officer_id"', '"entrance_session"."post_id"'
_CHOSEN = "post_id"


@cache
def _opened() -> Kept[Session]:
    found = Session.objects.filter(session_key=slot("key"), expire_date__gt=slot("now"))
    rights = RawSQL(acting_text(_OFFICER, _POST, "%s"), slot("now").params)  # noqa: S611
    return Kept(found.select_related("officer").annotate(rights=rights))


class SessionStore(db.SessionStore):
    """Django's sessions in the database; reading one reads its officer and his rights as well."""

    officer: Officer | None = None
    acting: Acting | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our own table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing when there is none or it has expired."""
        found: Any = next(_opened().objects(key=self.session_key, now=clock.now()), None)
        if found is None:
            self._session_key = None
            return {}
        self.officer, self.acting = found.officer, acting_of(found.rights)
        return self.decode(found.session_data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session, with whose it is."""
        row: Any = super().create_model_instance(data)
        row.officer_id = int(data.get(auth.SESSION_KEY, 0)) or None
        row.post_id = data.get(_CHOSEN, 0)
        return row  # type: ignore[no-any-return]


class Officers(ModelBackend):
    """Officers by their number, active ones only."""

    def get_user(self, user_id: int) -> Officer | None:
        """Return an officer, None once the account is closed."""
        officer = Officer.objects.filter(pk=user_id).first()
        return officer if officer and officer.is_active else None


def officer_of(request: HttpRequest) -> Officer | AnonymousUser:
    """Return whose session it is; one whose password has changed since is over.

    As Django's own, which asks for the officer by his number once more.
    """
    session: Any = request.session
    if auth.SESSION_KEY not in session:
        return AnonymousUser()
    officer: Officer | None = session.officer
    if officer is None or not officer.is_active:
        return AnonymousUser()
    proof = session.get(auth.HASH_SESSION_KEY, "")
    if not constant_time_compare(proof, officer.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    return officer
