"""A stack from the scanner: opened, sorted by its codes, read, placed by a person, bound."""

import io
from typing import Any

import page as validator
import pypdf
import pytest

from motcua.casework.documents.models import Digitisation, PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, queries, tesseract
from motcua.casework.scanning.actions import CannotPlace, CannotTakeStack
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import PageState, StackState
from motcua.demo.papers.drawing import Paper
from motcua.foundation.files.models import Rendition
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, as_tiff, hand, read_all, separator, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.engine.pages.sheets import PERSON, paper

pytestmark = pytest.mark.django_db
needs_tesseract = pytest.mark.skipif(
    not tesseract.is_present(), reason="tesseract with `vie` is absent"
)
EMPTY = Paper((), ())


@pytest.fixture
def by(desk: Desk) -> Acting:
    return desk.by(Role.RECEPTION_OFFICER)


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    return desk.receive()


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)


def papers_of(dossier: Dossier) -> list[PaperItem]:
    return list(PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED).order_by("id"))


def test_the_first_page_is_viewable_at_once_and_the_others_soon(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    content = as_pdf([paper(0), paper(1)], 100)
    offered = actions.Offered("a.pdf", content, dossier_id=dossier.pk)
    stack = actions.take_stack(offered, by=hand(by), now=desk.now)
    states = list(stack.pages.order_by("place").values_list("state", flat=True))
    actions.look_through(stack.pk, now=desk.now)

    assert states == [PageState.VIEWABLE, PageState.WAITING]
    assert set(stack.pages.values_list("state", flat=True)) == {PageState.VIEWABLE}
    assert read(stack.blob_id) == content


def test_a_form_sent_twice_takes_its_files_once(desk: Desk, by: Acting, dossier: Dossier) -> None:
    key = new_key()
    files = [as_pdf([paper(0)], 100), as_pdf([paper(1)], 100)]
    sent = [actions.Offered("a.pdf", content, dossier_id=dossier.pk) for content in files * 2]

    stacks = [actions.take_stack(one, by=hand(by), now=desk.now, key=key) for one in sent]

    assert stacks[2:] == stacks[:2]
    assert Stack.objects.count() == 2


def test_pages_go_to_the_dossier_whose_code_lies_before_them(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    other = desk.receive()
    sheets = [separator(str(dossier.code)), paper(1), separator(str(other.code)), paper(2)]
    stack = take(desk, by, as_tiff(sheets), name="stack.tiff")

    owners = list(stack.pages.order_by("place").values_list("dossier_id", flat=True))
    assert owners == [dossier.pk, dossier.pk, other.pk, other.pk]


def test_pages_behind_a_foreign_code_lie_in_the_tray(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    sheets = [separator("H41.99-261001-0007"), paper(1), separator(str(dossier.code)), paper(2)]
    stack = take(desk, by, as_pdf(sheets))

    owners = list(stack.pages.order_by("place").values_list("dossier_id", flat=True))
    assert owners == [None, None, dossier.pk, dossier.pk]


@pytest.mark.parametrize("qr", ["http://[::1/?code=x", "https://\u2100.vn/?code=%FF#?code=H41"])
def test_a_code_that_is_no_address_stops_no_stack(
    desk: Desk, by: Acting, dossier: Dossier, qr: str
) -> None:
    hostile = Paper(("TỜ RƠI",), ("Quét mã nhận quà",), qr=qr)
    stack = take(desk, by, as_pdf([hostile, paper(1)]), dossier_id=dossier.pk)

    pages = stack.pages.order_by("place")
    assert [page.codes[0]["text"] if page.codes else "" for page in pages] == [qr, ""]
    assert [page.dossier_id for page in pages] == [dossier.pk, dossier.pk]
    assert len(queries.station_of(dossier.pk, str(dossier.code)).piles) > 0


def test_a_stack_without_any_code_lies_in_the_tray_until_somebody_says_whose_it_is(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    stack = take(desk, by, as_pdf([paper(1)], 100))
    page = stack.pages.get()
    assert page.dossier_id is None

    actions.adopt([page.pk], dossier.pk, by=by, now=desk.now)

    assert stack.pages.get().dossier_id == dossier.pk
    with pytest.raises(CannotPlace, match="not_here"):
        actions.adopt([page.pk], dossier.pk, by=by, now=desk.now)


def test_what_is_no_picture_of_paper_is_refused_with_its_reason(desk: Desk, by: Acting) -> None:
    with pytest.raises(CannotTakeStack):
        take(desk, by, b"not a picture at all")

    assert not Stack.objects.exists()


@needs_tesseract
@pytest.mark.slow
def test_a_placed_paper_becomes_one_searchable_archival_file(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    stack = take(desk, by, as_pdf([paper(1), paper(4)]), dossier_id=dossier.pk)
    pages = read_all(desk, stack)
    item = papers_of(dossier)[0]
    actions.place(dossier.pk, [one.pk for one in pages], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    file = PaperFile.objects.get(paper=item)
    content = read(file.blob_id)
    item.refresh_from_db()
    stack.refresh_from_db()
    profile = validator.ValidationProfile.PDF_A_2B
    assert validator.validate_pdf_bytes(content, profile=profile).is_compliant
    assert PERSON.full_name in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert (file.page_count, file.version, item.digital) == (2, 1, DigitalState.DIGITISED)
    assert file.number == "213/TLKS-BS"
    assert file.read["not_archival"] == []
    assert stack.state == StackState.DONE
    assert Entry.objects.filter(kind="paper.digitised", dossier_id=dossier.pk).count() == 1


def test_without_the_recogniser_pages_stay_pictures_and_are_bound_all_the_same(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)
    page = read_all(desk, stack)[0]
    item = papers_of(dossier)[0]
    actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    assert (page.state, page.why_not_read) == (PageState.NOT_READ, "absent")
    assert PaperFile.objects.get(paper=item).page_count == 1


def test_what_a_crash_interrupted_is_done_again_and_nothing_twice(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    stack = take(desk, by, as_pdf([paper(1), paper(2)], 100), dossier_id=dossier.pk)
    actions.look_through(stack.pk, now=desk.now)
    pages = read_all(desk, stack)
    for page in pages:
        actions.read_page(page.pk, now=desk.now)
    item = papers_of(dossier)[0]
    actions.place(dossier.pk, [one.pk for one in pages], item.pk, by=by, now=desk.now)
    for _ in range(3):
        actions.bind(item.pk, now=desk.now)

    assert Page.objects.count() == 2
    assert PaperFile.objects.filter(paper=item).count() == 1
    assert Entry.objects.filter(kind="paper.digitised").count() == 1


def test_a_paper_waits_for_its_last_page_to_be_read(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)
    item = papers_of(dossier)[0]
    page = stack.pages.get()
    actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)
    item.refresh_from_db()
    assert item.digital == DigitalState.SCANNED
    assert not PaperFile.objects.exists()

    actions.read_page(page.pk, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    assert PaperFile.objects.count() == 1


def test_a_cancelled_stack_is_read_no_further_and_keeps_its_pictures(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    stack = take(desk, by, as_pdf([paper(1), EMPTY], 100), dossier_id=dossier.pk)
    actions.cancel(stack.pk, by=by, now=desk.now)
    pages = read_all(desk, stack)

    assert {page.state for page in pages} == {PageState.NOT_READ}
    assert all(page.picture_id for page in pages)


def test_a_signed_original_is_never_rewritten(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    stack = take(desk, by, as_pdf([paper(1), paper(4)], 100), dossier_id=dossier.pk)
    Stack.objects.filter(pk=stack.pk).update(is_signed=True)
    first = read_all(desk, stack)[0]
    item = papers_of(dossier)[0]
    actions.place(dossier.pk, [first.pk], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    file = PaperFile.objects.get(paper=item)
    assert file.blob_id == stack.blob_id
    assert file.page_count == 2
    assert Rendition.objects.filter(source=stack.blob_id, recipe="text-layer/1").count() == 1


def test_pages_of_another_dossier_cannot_be_placed(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    other = desk.receive()
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=other.pk)
    item = papers_of(dossier)[0]

    for pages, target in (([stack.pages.get().pk], item.pk), ([], item.pk)):
        with pytest.raises(CannotPlace):
            actions.place(dossier.pk, pages, target, by=by, now=desk.now)


def test_pages_put_elsewhere_leave_a_paper_that_waits_again(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    wrong, right = papers_of(dossier)[:2]
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)
    page = read_all(desk, stack)[0]
    for item in (wrong, right):
        actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
        actions.bind(item.pk, now=desk.now)

    wrong.refresh_from_db()
    assert wrong.digital == DigitalState.WAITING
    assert list(PaperFile.objects.filter(is_hidden=False).values_list("paper")) == [(right.pk,)]


def test_nobody_places_pages_of_another_unit(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)
    stranger = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)

    with pytest.raises(CannotPlace, match="not_yours"):
        actions.place(dossier.pk, [stack.pages.get().pk], papers_of(dossier)[0].pk,
                      by=stranger, now=desk.now)  # fmt: skip


def test_pages_of_a_tray_go_to_no_dossier_of_another_unit(
    desk: Desk, dossier: Dossier, unread: None
) -> None:
    stranger = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    page = take(desk, stranger, as_pdf([paper(1)], 100)).pages.get()

    with pytest.raises(CannotPlace, match="not_yours"):
        actions.adopt([page.pk], dossier.pk, by=stranger, now=desk.now)


def test_how_complete_a_dossier_is_follows_each_paper(
    desk: Desk, by: Acting, dossier: Dossier, unread: None
) -> None:
    items = papers_of(dossier)
    stack = take(desk, by, as_pdf([paper(1)] * len(items), 100), dossier_id=dossier.pk)
    seen: list[Any] = []
    for page, item in zip(read_all(desk, stack), items, strict=True):
        actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
        row = Digitisation.objects.get(dossier=dossier)
        seen.append((row.papers, row.digitised))

    assert seen == [(len(items), done + 1) for done in range(len(items))]
