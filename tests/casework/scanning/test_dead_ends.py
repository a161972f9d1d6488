"""No page stops the others, and nothing that was placed waits for ever."""

from collections.abc import Callable

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.casework.documents.digital import Hand, excuse, weigh
from motcua.casework.documents.models import Digitisation, PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions import CannotPlace, looking
from motcua.casework.scanning.models import Page
from motcua.casework.scanning.rules import PageState, StackState
from motcua.foundation.isolation.rules import Contained, Containment
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, hand, read_all, separator, take
from tests.casework.scanning.scanned import scan_store as scan_store
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


def _papers(dossier: Dossier) -> list[PaperItem]:
    return list(PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED).order_by("id"))


def _failing(monkeypatch: pytest.MonkeyPatch, fails: Callable[[int, int], bool]) -> None:
    """Let the chamber run out of time when `fails(page, nth call)` says so."""
    real, calls = looking.chamber, []

    class Busy:
        def ask(self, question: bytes) -> bytes:
            page = int.from_bytes(question[:4], "big")
            calls.append(page)
            if fails(page, len(calls)):
                raise Contained(Containment.TIME)
            return real(looking.opening.TASK, looking.opening.LIMITS).ask(question)

    monkeypatch.setattr(looking, "chamber", lambda *_: Busy())


def _states(pages: list[Page]) -> list[str]:
    return [page.state for page in pages]


def test_a_page_that_does_not_open_stops_no_other(
    desk: Desk, by: Acting, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, lambda page, _: page == 1)
    stack = take(desk, by, as_pdf([paper(n) for n in range(3)], 100), dossier_id=dossier.pk)
    pages = read_all(desk, stack)
    item = _papers(dossier)[0]
    stack.refresh_from_db()
    assert stack.state == StackState.DONE
    assert _states(pages) == [PageState.NOT_READ, PageState.UNREADABLE, PageState.NOT_READ]

    with pytest.raises(CannotPlace, match="does_not_open"):
        actions.place(dossier.pk, [pages[1].pk], item.pk, by=by, now=desk.now)
    actions.place(dossier.pk, [pages[1].pk], None, by=by, now=desk.now)
    actions.place(dossier.pk, [pages[0].pk, pages[2].pk], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    assert PaperFile.objects.get(paper=item).page_count == 2


def test_a_busy_minute_passes(
    desk: Desk, by: Acting, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, lambda _, call: call <= 2)
    stack = take(desk, by, as_pdf([paper(0), paper(1)], 100), dossier_id=dossier.pk)

    stack.refresh_from_db()
    assert stack.state == StackState.READING
    assert set(stack.pages.values_list("state", flat=True)) == {PageState.VIEWABLE}


def test_behind_a_page_that_did_not_open_nobody_guesses_whose_the_pages_are(
    desk: Desk, by: Acting, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, lambda page, _: page == 1)
    stack = take(desk, by, as_pdf([separator(str(dossier.code)), paper(1), paper(2)]))

    owners = stack.pages.order_by("place").values_list("dossier_id", flat=True)
    assert list(owners) == [dossier.pk, None, None]


def test_a_paper_placed_before_the_reading_was_stopped_gets_its_file(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    stack = take(desk, by, as_pdf([paper(1)], 60), dossier_id=dossier.pk)
    item = _papers(dossier)[0]
    actions.place(dossier.pk, [stack.pages.get().pk], item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)
    binds = ProcrastinateJob.objects.filter(task_name="scanning.bind")
    before = binds.count()

    actions.cancel(stack.pk, by=by, now=desk.now)

    assert [job.args for job in binds.order_by("-id")[: binds.count() - before]] == [
        {"paper_id": item.pk}
    ]
    actions.bind(item.pk, now=desk.now)
    item.refresh_from_db()
    assert item.digital == DigitalState.DIGITISED


def test_pages_opened_after_the_stop_wait_for_no_reading(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    content = as_pdf([paper(1), paper(2)], 60)
    offered = actions.Offered("a.pdf", content, dossier_id=dossier.pk)
    stack = actions.take_stack(offered, by=hand(by), now=desk.now)
    actions.cancel(stack.pk, by=by, now=desk.now)

    actions.look_through(stack.pk, now=desk.now)

    assert set(stack.pages.values_list("state", flat=True)) == {PageState.NOT_READ}


def test_a_page_put_elsewhere_and_back_is_in_the_newest_file(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    one, two = _papers(dossier)[:2]
    stack = take(desk, by, as_pdf([paper(1), paper(2)], 60), dossier_id=dossier.pk)
    first, second = [page.pk for page in read_all(desk, stack)]
    for pages, item in (([first, second], one), ([second], two), ([second], one)):
        actions.place(dossier.pk, pages, item.pk, by=by, now=desk.now)
        actions.bind(one.pk, now=desk.now)

    newest = PaperFile.objects.filter(paper=one, is_hidden=False).order_by("-version")[0]
    assert (newest.version, newest.page_count) == (3, 2)


def test_who_excused_stays_named_when_the_watched_folder_goes_on(
    desk: Desk, by: Acting, dossier: Dossier
) -> None:
    weigh([dossier.pk], by=hand(by))
    excuse([dossier.pk], "Máy hỏng", by=hand(by), now=desk.now)

    weigh([dossier.pk], by=Hand(SYSTEM, 0, by.unit_id))
    weigh([dossier.pk], by=hand(desk.by(Role.DIGITISER)))

    assert Digitisation.objects.get(dossier=dossier).officer_id == by.officer_id
