"""R-18: papers are scanned before they leave the counter, or somebody says why not."""

import pytest

from motcua.casework.documents.models import Digitisation, PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.lifecycle import hand_over
from motcua.casework.lifecycle.hand_over import CannotHandOver
from motcua.casework.scanning import actions, tesseract
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


def test_unscanned_papers_do_not_leave_without_a_reason(desk: Desk) -> None:
    dossier, by = desk.receive(), desk.by(Role.RECEPTION_OFFICER)

    with pytest.raises(CannotHandOver, match="not_scanned") as refused:
        hand_over.hand_over([dossier.pk], by=by, now=desk.now, unscanned="  ")

    assert refused.value.facts["codes"] == (dossier.code,)
    assert not Digitisation.objects.exists()


def test_a_reason_lets_them_go_and_is_kept_with_its_name(desk: Desk) -> None:
    dossier, by = desk.receive(), desk.by(Role.RECEPTION_OFFICER)
    hand_over.hand_over([dossier.pk], by=by, now=desk.now, unscanned=UNSCANNED)

    row = Digitisation.objects.get(dossier=dossier)
    entry = Entry.objects.get(kind="dossier.left_unscanned")
    assert (row.excuse, row.officer_id, row.digitised) == (UNSCANNED, by.officer_id, 0)
    assert (entry.body["reason"], entry.actor_label) == (UNSCANNED, by.actor.label)


def test_what_is_scanned_leaves_without_a_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    dossier, by = desk.receive(), desk.by(Role.RECEPTION_OFFICER)
    items = list(PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED))
    stack = take(desk, by, as_pdf([paper(1)] * len(items), 100), dossier_id=dossier.pk)
    for page, item in zip(read_all(desk, stack), items, strict=True):
        actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
    hand_over.hand_over([dossier.pk], by=by, now=desk.now, unscanned=UNSCANNED)

    row = Digitisation.objects.get(dossier=dossier)
    assert (row.excuse, row.papers) == ("", row.digitised)
    assert not Entry.objects.filter(kind="dossier.left_unscanned").exists()
