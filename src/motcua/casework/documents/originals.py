"""The electronic original of a result: drawn for the leader, signed, sealed, kept with evidence."""

from dataclasses import dataclass
from datetime import datetime

from motcua.casework.documents.actions import CannotMoveResult, verify_url
from motcua.casework.documents.models import Result, ResultVersion
from motcua.casework.documents.render import render
from motcua.casework.documents.rules.house_papers import ResultDocument
from motcua.casework.documents.rules.packs import FormKind, pack_on
from motcua.casework.documents.rules.papers import ELECTRONIC, ResultKind, ResultState, Signing
from motcua.casework.documents.rules.pieces import as_payload
from motcua.foundation.files.actions import keep
from motcua.foundation.files.models import Blob
from motcua.foundation.files.rules import MediaType
from motcua.kit.clock import VIETNAM
from motcua.kit.ids import look_up_key


class OriginalReplaced(Exception):
    """The file is not the version in force: it was drawn anew after somebody saw it."""


def new_check_code() -> str:
    """Return eight characters by which the public asks about a result."""
    return look_up_key() + look_up_key()


def result_to_draw(dossier_id: int, title: str, text: str, now: datetime) -> Result:
    """Return the locked result of a dossier to draw an original of, begun when there is none.

    Raises CannotMoveResult once it is issued.
    """
    rows = Result.objects.select_for_update(of=("self",)).standing()
    found = rows.filter(dossier_id=dossier_id).first()
    if found is None:
        return Result(dossier_id=dossier_id, state=ResultState.DRAFT, title=title, drafted_at=now,
            body={"text": text, "before": ""},
            kind_code=ResultKind.RESULT, check_code=new_check_code())  # fmt: skip
    if found.state != ResultState.DRAFT:
        raise CannotMoveResult(ResultState(found.state), ResultState.DRAFT)
    found.check_code = found.check_code or new_check_code()
    return found


@dataclass(frozen=True)
class Drawn:
    """A file that is kept, and where its open places are."""

    blob: Blob
    pdf: bytes
    spots: dict[str, list[int]]


def draw(document: ResultDocument, now: datetime) -> Drawn:
    """Draw and keep the file that will be signed: the same facts give the same bytes.

    Drawing takes a while and the store may lie elsewhere: call it outside every transaction.
    """
    pack = pack_on(now.astimezone(VIETNAM).date())
    rendered = render(
        FormKind.RESULT, pack, as_payload(document), copy_number=0, verify_url=verify_url(document)
    )
    blob = keep(rendered.pdf, MediaType.PDF, now=now)
    return Drawn(blob, rendered.pdf, {name: list(spot) for name, spot in rendered.spots.items()})


def take_drawn(result: Result, drawn: Drawn) -> Result:
    """Make the file that was drawn the one of a locked result."""
    if result.file_id != drawn.blob.sha256 or result.signing != Signing.DRAWN:
        if result.signing in ELECTRONIC:
            _forget_versions(result)
        result.file, result.signing, result.spots = drawn.blob, Signing.DRAWN, drawn.spots
        result.save()
    return result


def take_signed(
    dossier_id: int, source: str, signed: str, *, to: Signing, signer_label: str, now: datetime
) -> Result:
    """Put the signed version of a file in the place of that file.

    Raises OriginalReplaced.
    """
    before = {Signing.SIGNED: Signing.DRAWN, Signing.SEALED: Signing.SIGNED}
    result = (
        Result.objects.select_for_update(of=("self",))
        .standing()
        .filter(dossier_id=dossier_id)
        .first()
    )
    if result is None or result.file_id != source or result.signing != before[to]:
        raise OriginalReplaced(source)
    result.file_id, result.signing = signed, to
    if to is Signing.SIGNED:
        result.signer_label, result.approved_at = signer_label, now
    result.save()
    note_version(result.pk, signed)
    return result


def take_kept(result_id: int, source: str, kept: str) -> bool:
    """Put the version with evidence in the place of the sealed one; False when it moved on."""
    rows = Result.objects.filter(pk=result_id, file_id=source)
    is_taken = bool(rows.update(file_id=kept, signing=Signing.KEPT))
    if is_taken:
        note_version(result_id, kept)
    return is_taken


def note_version(result_id: int, file: str) -> None:
    """Note whose version these signed bytes are: whoever holds them may ask; one statement."""
    version = ResultVersion(file_id=file, result_id=result_id)
    ResultVersion.objects.bulk_create([version], ignore_conflicts=True)


def forget_original(result: Result) -> None:
    """What was drawn or signed is not this decision's: on paper until it is drawn anew."""
    if result.signing in ELECTRONIC:
        _forget_versions(result)
    result.file, result.signing, result.spots = None, Signing.PAPER, {}


def _forget_versions(result: Result) -> None:
    """A version of a decision that was taken back is not a version of what is issued."""
    ResultVersion.objects.filter(result=result).delete()
