"""Rows of the permission matrix behind the stage: a specialist of Finance, and what all share."""

from dataclasses import replace

from motcua.foundation.journal import queries
from motcua.foundation.journal.actions import holding
from motcua.foundation.journal.models import Entry, Held, Reader
from motcua.registers.catalogue.actions import draft
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import Role
from tests.casework.procedures import BEFORE, REGISTER_FIRM
from tests.cast import Cast
from tests.house.matrix import Maker, thing


def _officer(cast: Cast) -> dict[str, object]:
    return {"officer_id": cast.officer(Role.SPECIALIST).pk}


def _post(cast: Cast) -> dict[str, object]:
    officer = cast.officer(Role.SPECIALIST)
    return {"officer_id": officer.pk, "post_id": Post.objects.get(officer=officer).pk}


def _unit(cast: Cast) -> dict[str, object]:
    return {"unit_id": cast.unit("finance")}


def _change(_cast: Cast) -> dict[str, object]:
    return {"name": "closure"}


def _closure(_cast: Cast) -> dict[str, object]:
    return {"closure_id": 1}


def _version(cast: Cast) -> dict[str, object]:
    found = ProcedureVersion.objects.filter(procedure__code="9.000099").first()
    if found is None:
        by = cast.acting(Role.PROCEDURE_CONTROLLER)
        found = draft(replace(REGISTER_FIRM, code="9.000099"), by=by, now=BEFORE)
    return {"version_id": found.pk, "part": "papers", "step": "announce"}


def _held(_cast: Cast) -> dict[str, object]:
    reader = Reader.objects.get_or_create(name="test.matrix")[0]
    if not Held.objects.filter(reader=reader).exists():
        entry = queries.rows(Entry.objects.order_by("id")[:1])[0]
        holding.hold(reader, entry, now=BEFORE, error="ValueError: indigestible")
    return {"held_id": Held.objects.get(reader=reader).pk}


_OF_A_UNIT: dict[str, Maker] = {
    "people/<int:officer_id>/": _officer,
    "people/<int:officer_id>/appoint/": _officer,
    "people/<int:officer_id>/disable/": _officer,
    "people/<int:officer_id>/password/": _officer,
    "people/<int:officer_id>/code/": _officer,
    "people/<int:officer_id>/posts/<int:post_id>/end/": _post,
    "calendar/closures/<int:closure_id>/reopen/": _closure,
}
_OF_ALL: dict[str, Maker] = {
    "journal/held/<int:held_id>/": _held,
    "journal/held/<int:held_id>/retry/": _held,
    "units/<int:unit_id>/": _unit,
    "units/<int:unit_id>/found/": _unit,
    "units/<int:unit_id>/succeed/": _unit,
    "calendar/<slug:name>/": _change,
    "procedures/<int:version_id>/": _version,
    "procedures/<int:version_id>/next/": _version,
    "procedures/<int:version_id>/facts/": _version,
    "procedures/<int:version_id>/tables/<slug:part>/": _version,
    "procedures/<int:version_id>/life/<slug:step>/": _version,
    "procedures/<int:version_id>/process/": _version,
    "procedures/<int:version_id>/process/live/": _version,
    "procedures/<int:version_id>/process/bpmn/": _version,
    "procedures/<int:version_id>/process/read/": _version,
}
for _route, _maker in _OF_A_UNIT.items():
    thing(f"backstage/{_route}", anywhere=frozenset({Role.SYSTEM_ADMIN}))(_maker)
for _route, _maker in _OF_ALL.items():
    thing(f"backstage/{_route}", anywhere=frozenset(Role))(_maker)
