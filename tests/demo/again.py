"""Act a told life again: the same filing, the same officers, the same instants give the same
rows, but for keys, salts and the numbers that a second dossier takes out of the same books.
"""

import json
from datetime import UTC, datetime
from typing import Any, cast

from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import PartyGiven
from motcua.casework.lifecycle.notices import TEXTS
from motcua.casework.lifecycle.reactions import tell_the_applicant
from motcua.demo.history.capture import Rows, rows_of, snapshot
from motcua.demo.history.draft import Life
from motcua.demo.history.moments import instant
from motcua.demo.history.paths import LOOK, Path, play
from motcua.demo.history.people import person
from motcua.demo.history.repertoire import filing_of
from motcua.demo.history.stage import Stage, StandIn
from motcua.demo.history.telling import Teller
from motcua.demo.history.walker import Manner, Walker
from motcua.foundation.journal import queries as journal
from motcua.foundation.journal.models import Entry
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import content_of
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Acting, Role

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
OWN = {
    "id", "dossier_id", "task_id", "request_id", "handover_id", "entry_id", "receipt_id",
    "form_id", "result_id", "paper_id", "reverses_id", "subject_id", "recorded_at", "look_up_key",
    "verify_url", "number", "txid", "code", "handover", "receipt", "post_number",
}  # fmt: skip
"""Keys, numbers out of books, and what nobody could say twice alike."""


class _Cast:
    """Real officers and units in the places of the stand-ins."""

    def __init__(self, teller: Teller, life: Life) -> None:
        self._teller, self._life = teller, life
        self.receiving, self.competent = life.receiving.unit_id, life.competent.unit_id
        self.codes = {self.receiving: life.receiving.code, self.competent: life.competent.code}
        owner = person(life.owner, teller.world.people_seed, len(teller.world.places.communes))
        self.owner = PartyGiven(
            role=PartyRole.OWNER,
            full_name=owner.name,
            identity_number=owner.identity_number,
            birth_on=owner.birth_on,
            sex=owner.sex,
            phone=owner.phone,
            address=teller.home_of(owner),
        )
        self.by_id = self
        self.excuse, self.on_paper = teller.excuse_of(life), teller.on_paper_of(life)

    def one(self, unit_id: int, role: Role) -> Acting:
        """Return the officer whom the teller would name."""
        return self._acting(int(self._teller.holder(self._life, unit_id, role).key))

    def __getitem__(self, officer_id: int) -> StandIn:
        return StandIn(0, Role.SPECIALIST, self._acting(officer_id))

    def _acting(self, officer_id: int) -> Acting:
        by = acting(officer_id, NOW)
        assert by is not None
        return by


def act_again(teller: Teller, life: Life) -> int:
    """Do what was told, by the acts; return the new dossier's key."""
    key, people = life.script.key, cast(Stage, _Cast(teller, life))
    version = ProcedureVersion.objects.get(pk=key.version_id)
    content = content_of(version.pk, VersionState.PUBLISHED)
    filing = filing_of(people, key, version, content)
    asked = Unit.objects.get(code="H41.22", valid_to=None).pk
    title = content.results[0].name if content.results else version.name
    manner = Manner(rejects=key.path is Path.REJECTED, scans=key.is_scanned)
    walker = Walker(people, filing, title, asked, manner)
    moments, last = iter(life.seconds), 0
    for beat in play(key.path, walker):
        last = _look(walker, last)
        if beat is not LOOK:
            second = next(moments, None)
            if second is None:
                break
            walker.now = instant(second)
    _look(walker, last)
    return walker.dossier_id


def _look(walker: Walker, last: int) -> int:
    if not walker.dossier_id:
        return last
    new = Entry.objects.filter(dossier_id=walker.dossier_id, id__gt=last).order_by("id")
    entries = journal.rows(new)
    for entry in entries:
        if type(entry.event) in TEXTS:
            tell_the_applicant(entry.event, entry)
    walker.look(rows_of(snapshot(walker.dossier_id)))
    return max([last, *(entry.id for entry in entries)])


def plain(rows: Rows) -> Any:
    """Return the rows without keys and numbers of their own; the code becomes a word."""
    code = rows["dossiers.Dossier"][0]["code"]
    text = json.dumps(rows, default=str, ensure_ascii=False).replace(code, "CODE")
    return _bare(json.loads(text))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in OWN}
    return [_bare(one) for one in value] if isinstance(value, list) else value
