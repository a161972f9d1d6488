"""What every form begins with: whose it is, where it is given, for whom, signed by whom."""

from dataclasses import dataclass

from motcua.casework.documents.rules.pieces import Letterhead, Party, Signer
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.models import Party as PartyRecord
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import PartyGiven
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.wording import announced_by, signer_of
from motcua.registers.calendar.places import Places, places_of
from motcua.registers.catalogue.queries.titles import title_of

PLACE = "Nghệ An"
GOVERNING_BODY = "Ủy ban nhân dân tỉnh Nghệ An"
_FILING_ORDER = (PartyRole.REPRESENTATIVE, PartyRole.FILER, PartyRole.OWNER)


@dataclass(frozen=True)
class Headed:
    """Letterhead, parties and names that a form needs, read in two statements at most."""

    head: Letterhead
    filer: Party
    signer: Signer
    procedure: str
    procedure_code: str
    competent: str
    return_place: str
    phone: str
    announced_by: str


def headed(
    dossier: Dossier,
    stamp: Stamp,
    *,
    filer: Party | None = None,
    number: str = "",
    by_competent: bool = False,
    places: Places | None = None,
) -> Headed:
    """Return the beginning of a form of `dossier`, given by the unit that acts.

    `by_competent` puts the unit that decides in the letterhead instead.
    """
    known = places or places_of([*_units(dossier), stamp.by.unit_id])
    title = title_of(dossier.version_id)
    own = known[dossier.competent_unit_id if by_competent else stamp.by.unit_id]
    back = known[dossier.return_unit_id]
    return Headed(
        head=Letterhead(
            governing_body=own.parent_name or GOVERNING_BODY,
            unit=own.name,
            unit_code=own.code,
            place=PLACE,
            issued_at=stamp.now,
            number=number,
        ),
        filer=filer or _filer(dossier),
        signer=signer_of(stamp.by.actor.label),
        procedure=title.name,
        procedure_code=title.code,
        competent=known[dossier.competent_unit_id].name,
        return_place=", ".join(part for part in (back.name, back.address) if part),
        phone=own.phone,
        announced_by=announced_by(title.announced_by),
    )


def _units(dossier: Dossier) -> tuple[int, int, int]:
    return dossier.receiving_unit_id, dossier.competent_unit_id, dossier.return_unit_id


def of_filing(party: PartyGiven) -> Party:
    """Return a party as typed at the counter."""
    return Party(party.full_name, party.address, party.phone, party.email)


def _filer(dossier: Dossier) -> Party:
    parties = {row.role: row for row in PartyRecord.objects.filter(dossier=dossier)}
    row = next(parties[role] for role in _FILING_ORDER if role in parties)
    return Party(row.full_name, row.address, row.phone, row.email)
