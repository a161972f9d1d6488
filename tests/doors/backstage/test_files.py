"""A6: the store of files tells auditors what is kept, what is wrong, what was refused and why."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from motcua.foundation.files import actions
from motcua.foundation.files.rules import IntakeRule, MediaType
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.organisation.rules import Role
from tests.cast import FOUNDED_AT, Cast
from tests.doors.backstage.asking import text_of
from tests.foundation.files.hostile import pdf, picture

FILES = "/backstage/files/"
PAPER = IntakeRule("paper", frozenset({MediaType.PDF}))


@pytest.fixture
def auditor(cast: Cast, settings: object, tmp_path: Path) -> Client:
    """A store of its own, and somebody who may look at it."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return cast.client(Role.SYSTEM_ADMIN)


def _offer(name: str, content: bytes) -> None:
    actions.take_in(actions.Offer(name, content), PAPER, by=SYSTEM, now=FOUNDED_AT)


def test_a_refusal_stands_with_its_reason_and_remedy(auditor: Client) -> None:
    _offer("giấy.pdf", picture("PNG"))

    page = text_of(auditor.get(FILES))

    assert "giấy.pdf" in page
    assert "Tên tệp nói một loại, nội dung lại là loại khác." in page
    assert "Hãy đặt lại đuôi tệp cho đúng loại rồi gửi lại." in page


def test_an_absent_scanner_is_said(auditor: Client) -> None:
    assert "Máy quét mã độc không có mặt" in text_of(auditor.get(FILES))


def test_a_lost_file_is_shown(auditor: Client, tmp_path: Path) -> None:
    blob = actions.keep(pdf(), MediaType.PDF, now=FOUNDED_AT)
    (tmp_path / blob.sha256[:2] / blob.sha256[2:4] / blob.sha256).unlink()
    actions.prove(FOUNDED_AT.replace(year=2027))

    page = text_of(auditor.get(FILES))

    assert blob.sha256[:24] in page
    assert "bị mất" in page


def test_a_proof_that_stopped_says_what_it_left(
    auditor: Client, settings: Settings, tmp_path: Path
) -> None:
    actions.keep(pdf(), MediaType.PDF, now=FOUNDED_AT)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    actions.prove(FOUNDED_AT.replace(year=2027))

    page = text_of(auditor.get(FILES))

    assert "Kho tệp không trả lời" in page
    assert "xong 0 tệp, còn 1 tệp chưa đối chiếu" in page
    assert "bị mất" not in page


def test_the_list_goes_on_behind_its_last_row(auditor: Client) -> None:
    for number in range(51):
        _offer(f"{number:02}.txt", b"x")

    first = auditor.get(FILES).content.decode()
    rest = auditor.get(FILES + first.partition('href="?')[2].partition('"')[0].join(("?", "")))

    assert text_of(rest).count(".txt") == 1


def test_others_do_not_know_the_store(cast: Cast) -> None:
    assert cast.client(Role.SPECIALIST).get(FILES).status_code == 404
