"""A signed file in a stack: kept as it is, judged in isolation, never bound with other pages."""

import pytest

from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import FileOrigin, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions import CannotPlace, binding
from motcua.casework.signing.rules.wishes import Wish
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.casework.signing.authority import Bench, small_pdf
from tests.casework.signing.makings import made
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)


@pytest.fixture
def by(desk: Desk) -> Acting:
    return desk.by(Role.RECEPTION_OFFICER)


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    return desk.receive()


@pytest.fixture
def item(dossier: Dossier) -> PaperItem:
    return PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED).order_by("id")[0]


@pytest.fixture
def signed(bench: Bench) -> bytes:
    return made(bench, small_pdf(), Wish("One", bench.evidence.at), "leader")


def _placed(desk: Desk, by: Acting, item: PaperItem, *contents: bytes) -> None:
    stacks = [take(desk, by, one, dossier_id=item.dossier_id) for one in contents]
    ids = [page.pk for stack in stacks for page in read_all(desk, stack)]
    actions.place(item.dossier_id, ids, item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)


def test_a_strangers_signed_file_is_never_parsed_outside_the_chamber(
    desk: Desk, by: Acting, item: PaperItem, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []
    monkeypatch.setattr(binding, "faults_of", lambda content: parsed.append(content) or ())

    _placed(desk, by, item, signed)

    file = PaperFile.objects.get(paper=item)
    assert (file.origin, read(file.blob_id)) == (FileOrigin.BORN_DIGITAL, signed)
    assert file.read["not_archival"] == []
    assert parsed == []


def test_a_signed_file_is_not_bound_with_other_pages(
    desk: Desk, by: Acting, item: PaperItem, signed: bytes
) -> None:
    with pytest.raises(CannotPlace, match="signed_with_others"):
        _placed(desk, by, item, as_pdf([paper(1)], 60), signed)

    assert not PaperFile.objects.exists()


def test_words_in_a_comment_sign_nothing(desk: Desk, by: Acting, item: PaperItem) -> None:
    fake = as_pdf([paper(2)], 60).replace(b"%%EOF", b"% /ByteRange\n%%EOF")

    _placed(desk, by, item, as_pdf([paper(1)], 60), fake)

    file = PaperFile.objects.get(paper=item)
    assert (file.origin, file.page_count) == (FileOrigin.SCANNED, 2)
    assert read(file.blob_id) != fake
