"""A procedure on the sheet for the notice board; the sheet speaks Vietnamese."""

from datetime import datetime

from django.utils.translation import override

from motcua.casework.documents.rules.house_papers import NoticePaper, NoticeSheet
from motcua.casework.documents.rules.pieces import Letterhead
from motcua.doors.portal.telling import announced, fee_lines, limit_lines
from motcua.registers.catalogue.queries import ProcedurePage
from motcua.registers.catalogue.wording import CHANNELS
from motcua.ui.place import place

HOURS = "Thứ Hai đến thứ Sáu: 07:00–11:30 và 13:30–17:00"


def notice_sheet(page: ProcedurePage, now: datetime) -> NoticeSheet:
    """Return the public sheet of a procedure, its usual case."""
    with override("vi"):
        return _sheet(page, now)


def _sheet(page: ProcedurePage, now: datetime) -> NoticeSheet:
    here, case = place(), page.default_case_id
    terms = page.terms(case)
    return NoticeSheet(
        head=Letterhead("", f"{here.centre} {here.province.lower()}", "", "Nghệ An", now),
        code=page.code,
        name=page.name,
        field=page.field_name,
        announcement=announced(page),
        filing_place=f"{here.centre}, {here.address}",
        competent_unit=page.competent_body,
        office_hours=HOURS,
        phone=here.phone,
        results=tuple(result.name for result in page.content.results),
        papers=tuple(
            NoticePaper(p.name, p.originals, p.copies, p.form_code, p.condition_text)
            for p in page.content.papers_of(case)
        ),
        limits=tuple(f"{CHANNELS[t.channel]}: {'; '.join(limit_lines(t))}" for t in terms),
        fees=tuple(
            f"{CHANNELS[t.channel]}: {'; '.join(fee_lines(t, is_free=page.is_free))}" for t in terms
        ),
        steps=tuple(step.name for step in page.steps),
        legal_bases=tuple(
            ", ".join(filter(None, (basis.document_no, basis.title)))
            for basis in page.content.bases
        ),
        applicants=page.audience,
        conditions=page.conditions_text,
    )
