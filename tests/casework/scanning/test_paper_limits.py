"""A paper has the limits of its procedure; what passes one stays in the stack, with its reason."""

from dataclasses import replace

import pytest

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions import CannotPlace
from motcua.casework.scanning.models import Page
from motcua.casework.scanning.queries import station_of
from motcua.casework.scanning.rules import STACK, OverLimit, over_limit
from motcua.kit import clock
from motcua.registers.catalogue.rules.draft import PaperDraft
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.casework.scanning.scanned import as_pdf, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.cast import Cast
from tests.engine.pages.sheets import paper

MB = 1_000_000


@pytest.mark.parametrize(
    ("pages", "size", "limits", "over"),
    [
        (2, MB, (2, 1), None),
        (3, MB, (2, 1), (OverLimit.PAGES, 2)),
        (2, MB + 1, (2, 1), (OverLimit.SIZE, 1)),
        (STACK.most_pages, STACK.most_bytes, (None, None), None),
        (STACK.most_pages + 1, 1, (None, None), (OverLimit.PAGES, STACK.most_pages)),
        (1, STACK.most_bytes + 1, (9, None), (OverLimit.SIZE, 200)),
    ],
)
def test_a_limit_is_the_papers_own_or_the_general_one(
    pages: int,
    size: int,
    limits: tuple[int | None, int | None],
    over: tuple[OverLimit, int] | None,
) -> None:
    assert over_limit(pages, size, *limits) == over


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A procedure whose first paper takes two pages."""
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    papers = (PaperDraft("Đơn đề nghị", originals=1, most_pages=2, most_mb=1),)
    desk = Desk(cast, announced(cast, replace(REGISTER_FIRM, papers=papers)))
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk


@pytest.mark.django_db
def test_pages_beyond_the_limit_stay_in_the_stack(desk: Desk) -> None:
    by, dossier = desk.by(Role.RECEPTION_OFFICER), desk.receive()
    item = PaperItem.objects.get(dossier=dossier, state=PaperState.RECEIVED)
    stack = take(desk, by, as_pdf([paper(1)] * 3, 100), dossier_id=dossier.pk)
    first, second, third = stack.pages.order_by("place").values_list("pk", flat=True)
    actions.place(dossier.pk, [first, second], item.pk, by=by, now=desk.now)

    with pytest.raises(CannotPlace) as refused:
        actions.place(dossier.pk, [third], item.pk, by=by, now=desk.now)
    assert refused.value.facts == {"name": "Đơn đề nghị", "most": 2, "has": 3}
    assert Page.objects.get(pk=third).paper_id is None
    actions.place(dossier.pk, [second], None, by=by, now=desk.now)
    actions.place(dossier.pk, [third], item.pk, by=by, now=desk.now)
    assert len(station_of(dossier.pk, str(dossier.code)).papers[0].pages) == 2


@pytest.mark.django_db
def test_the_station_says_the_limit_and_what_to_do(desk: Desk) -> None:
    by, dossier = desk.by(Role.RECEPTION_OFFICER), desk.receive()
    item = PaperItem.objects.get(dossier=dossier, state=PaperState.RECEIVED)
    stack = take(desk, by, as_pdf([paper(1)] * 3, 100), dossier_id=dossier.pk)
    client = desk.cast.client(Role.RECEPTION_OFFICER)
    there = f"/desk/dossiers/{dossier.code}/scan/"
    form = {
        "page": [str(page.pk) for page in stack.pages.all()],
        "paper": str(item.pk),
        "idempotency_key": "5f0c9f0e-6b0e-4b51-9f86-0a4f6a0a5a11",
    }
    shown = client.get(there).content.decode()
    refused = client.post(f"{there}place/", form)

    assert "tối đa 2 trang, tối đa 1 MB" in shown
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "“Đơn đề nghị” nhận tối đa 2 trang, sẽ có 3 trang." in page
    assert "Các trang vẫn nằm trong xấp" in page
