"""A large file goes in pieces: a broken line costs one piece, others cannot add to it."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import tesseract
from motcua.casework.scanning.models import Stack
from motcua.foundation.files.models import Intake
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.cast import Cast
from tests.foundation.files.hostile import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dossier(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    return desk.receive()


@pytest.fixture(scope="module")
def large() -> bytes:
    """A scan of more than four million bytes."""
    content = picture("TIFF", (1400, 1200))
    assert len(content) > 4_500_000
    return content


def test_a_broken_line_costs_one_piece(dossier: Dossier, counter: Page, large: bytes) -> None:
    counter.goto(f"/desk/dossiers/{dossier.code}/scan/")
    offsets: list[str] = []

    def broken_once(route: Route) -> None:
        offsets.append(route.request.url.partition("offset=")[2])
        if len(offsets) == 2:
            route.abort()
        else:
            route.continue_()

    counter.route("**/desk/uploads/*/?offset=*", broken_once)
    file = {"name": "dày.tif", "mimeType": "image/tiff", "buffer": large}
    counter.set_input_files("#stack", files=[file])  # type: ignore[list-item]

    expect(counter.locator(".thumb").first).to_be_visible(timeout=20_000)
    assert offsets == ["0", "2000000", "2000000", "4000000"]
    assert read(Stack.objects.get().blob_id) == large
    assert Intake.objects.get().name == "dày.tif"


def test_nobody_adds_to_the_upload_of_another(cast: Cast, dossier: Dossier) -> None:
    mine, others = cast.client(Role.RECEPTION_OFFICER), cast.client(Role.DIGITISER)
    key = "0c9f7c5e-0000-4000-8000-000000000001"
    asked = {"name": "a.pdf", "size": "10", "idempotency_key": key}
    made = mine.post("/desk/uploads/", asked).json()
    there = f"/desk/uploads/{made['id']}/?offset="

    assert others.post(f"{there}0", b"x", "application/octet-stream").status_code == 404
    assert mine.post(f"{there}0", b"12345", "application/octet-stream").json() == {"received": 5}
    assert mine.post(f"{there}0", b"", "application/octet-stream").json() == {"received": 5}
    again = mine.post(f"{there}9", b"x", "application/octet-stream")
    assert (again.status_code, again.json()) == (409, {"received": 5})
    assert mine.post(f"{there}5", b"123456", "application/octet-stream").status_code == 413


@pytest.mark.parametrize("is_begun", [True, False])
def test_an_upload_that_never_came_whole_is_asked_for_again(
    cast: Cast, dossier: Dossier, is_begun: bool
) -> None:
    mine, upload = cast.client(Role.RECEPTION_OFFICER), str(UUID(int=7))
    if is_begun:
        asked = {"name": "a.pdf", "size": "10", "idempotency_key": str(UUID(int=8))}
        upload = mine.post("/desk/uploads/", asked).json()["id"]

    there = f"/desk/dossiers/{dossier.code}/scan/"
    answer = mine.post(there, {"upload": upload, "idempotency_key": str(UUID(int=9))})

    assert answer.status_code == 409
    assert "Xin chọn lại tệp" in answer.content.decode()


def test_too_large_is_said_before_it_is_sent(cast: Cast, dossier: Dossier) -> None:
    key = "0c9f7c5e-0000-4000-8000-000000000002"
    asked = {"name": "a.pdf", "size": "999999999", "idempotency_key": key}
    answer = cast.client(Role.RECEPTION_OFFICER).post("/desk/uploads/", asked)

    assert answer.status_code == 413
    assert answer.json()["most"] > 10_000_000
