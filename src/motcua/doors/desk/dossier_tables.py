"""The tables of the dossier's page as compiled rows: what was filed, papers, forms, promises."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as lazy

from motcua.doors.desk.dossier_page import ShownFact, ShownForm, ShownPaper, ShownRead
from motcua.ui import pieces
from motcua.ui.addresses import address
from motcua.ui.escaping import escape
from motcua.ui.rows import Column, compile_rows
from motcua.ui.words import said as _


def facts(items: Iterable[ShownFact]) -> SafeString:
    """Draw what the applicant stated."""
    rows = "".join(map(_fact, items))
    caption = escape(_("Những gì người nộp đã khai"))
    head = f'<table class="t d fx"><caption class="sr">{caption}</caption>'
    return SafeString(f"{head}<tbody>{rows}</tbody></table>")


def _fact(fact: ShownFact) -> str:
    note = f" <small>{escape(fact.note)}</small>" if fact.note else ""
    return f'<tr><th scope="row">{escape(fact.term)}</th><td>{escape(fact.value)}{note}</td></tr>'


def papers(items: Iterable[ShownPaper], dossier_id: int) -> SafeString:
    """Draw the checklist of the folder."""
    rows = "".join(_paper(item, dossier_id) for item in items)
    return SafeString(f'<ul class="chk pane-b">{rows}</ul>')


def _paper(paper: ShownPaper, dossier_id: int) -> str:
    small = f"{escape(paper.word)}, {escape(paper.note)}" if paper.note else escape(paper.word)
    return (
        f'<li><span class="{paper.state}">{pieces.shape(paper.state)}</span>'
        f"<span>{escape(paper.name)}<small>{small}</small>{_signed(paper, dossier_id)}</span></li>"
    )


def _signed(paper: ShownPaper, dossier_id: int) -> str:
    """Draw the verdict on the file's signatures, which opens the stored report."""
    one = paper.signed
    if one is None:
        return ""
    where = address("desk:verdict", dossier_id, paper.file)
    return (
        f'<small>{pieces.dot(one.tone, one.words)} <a href="{where}">'
        f"{escape(one.signers or _('Xem báo cáo'))}</a></small>"
    )


def promises(items: Iterable[tuple[str, str, str]]) -> SafeString:
    """Draw every date that was promised, what moved it and who."""
    return _PROMISES.table(items, _("Các ngày đã hẹn"), "t d")


def forms(items: Iterable[ShownForm], dossier_id: int) -> SafeString:
    """Draw the issued forms; each opens as PDF in a window of its own."""
    return _FORMS.table([(dossier_id, form) for form in items], _("Biểu mẫu đã cấp"), "t d")


def readers(items: Iterable[ShownRead]) -> SafeString:
    """Draw who looked at the dossier."""
    return _READERS.table(items, _("Ai đã xem hồ sơ"), "t d")


def _form_link(row: tuple[int, ShownForm]) -> SafeString:
    dossier_id, form = row
    where = address("desk:dossier_form", dossier_id, form.id)
    note = escape(_("mở tệp PDF ở cửa sổ mới"))
    return SafeString(
        f'<a href="{where}" target="_blank" rel="noopener">{escape(form.title)}'
        f'<span class="sr"> ({note})</span></a>'
    )


_PROMISES = compile_rows(
    Column(lazy("Hẹn trả"), 0, "head"), Column(lazy("Vì sao"), 1), Column(lazy("Ai"), 2)
)
_FORMS = compile_rows(
    Column(lazy("Biểu mẫu"), _form_link, "head"),
    Column(lazy("Số"), lambda row: row[1].number, "nw"),
    Column(lazy("Cấp lúc"), lambda row: row[1].at, "nw"),
    Column(lazy("Người cấp"), lambda row: row[1].who),
)
_READERS = compile_rows(
    Column(lazy("Lúc"), "at", "nw"),
    Column(lazy("Người xem"), "who", "head"),
    Column(lazy("Trang"), "page"),
)
