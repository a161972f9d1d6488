"""Stacks for the tests of the station: invented papers as one PDF, one TIFF or single pictures."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image

from motcua.casework.documents.digital import Hand
from motcua.casework.scanning import actions
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import PageState
from motcua.demo.papers.drawing import Paper, draw
from motcua.registers.organisation.rules import Acting
from tests.casework.desk import Desk


def hand(by: Acting) -> Hand:
    return Hand(by.actor, by.officer_id, by.unit_id)


def separator(code: str) -> Paper:
    """A receipt as far as the machine sees it: its QR leads to the tracking page."""
    return Paper(("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",), (f"Mã hồ sơ: {code}",),
                 qr=f"https://motcua.example/track/?code={code}&key=ABCD2345")  # fmt: skip


def as_pdf(papers: Sequence[Paper], dpi: int = 150) -> bytes:
    return _saved(papers, "PDF", dpi)


def as_tiff(papers: Sequence[Paper], dpi: int = 150) -> bytes:
    return _saved(papers, "TIFF", dpi)


def _saved(papers: Sequence[Paper], kind: str, dpi: int) -> bytes:
    pictures: list[Image.Image] = [draw(paper, dpi) for paper in papers]
    out = io.BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def take(
    desk: Desk,
    by: Acting,
    content: bytes,
    *,
    name: str = "stack.pdf",
    dossier_id: int | None = None,
) -> Stack:
    """Take a stack and look through it, as the worker would."""
    offered = actions.Offered(name, content, dossier_id=dossier_id)
    stack = actions.take_stack(offered, by=hand(by), now=desk.now)
    actions.look_through(stack.pk, now=desk.now)
    return stack


def read_all(desk: Desk, stack: Stack) -> list[Page]:
    """Read every page, as the worker would."""
    for page in stack.pages.filter(state=PageState.VIEWABLE):
        actions.read_page(page.pk, now=desk.now)
    return list(stack.pages.order_by("place"))


@pytest.fixture(autouse=True)
def scan_store(settings: "pytest.FixtureRequest", tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")  # type: ignore[attr-defined]
