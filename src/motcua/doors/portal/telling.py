"""A procedure in words: every published fact, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.casework.processes.graphs import active_definition, graph_of
from motcua.doors.portal.naming import in_language
from motcua.doors.portal.promising import cells_of, clock_from_now, due_words
from motcua.engine.process.drawing import Words, picture
from motcua.engine.process.layout import arrange
from motcua.engine.process.svg import to_svg
from motcua.kit import dates
from motcua.registers.calendar.explain import paragraph
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.queries import ChannelTerms, PaperRow, ProcedurePage
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.catalogue.wording import (
    CHANNELS,
    FEE_KINDS,
    ONLINE_LEVELS,
    fee_phrase,
    limit_phrase,
)
from motcua.ui.values import Fact, Link, RulerCell


@dataclass(frozen=True)
class PaperTold:
    """One paper to bring."""

    name: str
    form_code: str
    form_url: str
    count: str
    note: str
    is_required: bool


@dataclass(frozen=True)
class ChannelTold:
    """One way to file: how long, how much."""

    name: str
    limits: tuple[str, ...]
    fees: tuple[str, ...]


@dataclass(frozen=True)
class FiledNow:
    """When the result is ready if everything is handed in now."""

    due: str
    cells: tuple[RulerCell, ...]
    sentence: str


@dataclass(frozen=True)
class Told:
    """Everything C2 shows."""

    code: str
    name: str
    lead: str
    field: Link
    facts: tuple[Fact, ...]
    cases: tuple[Link, ...]
    papers: tuple[PaperTold, ...]
    channels: tuple[ChannelTold, ...]
    now: FiledNow | None
    steps: tuple[str, ...]
    diagram: SafeString
    sequence: str
    conditions: str
    results: tuple[str, ...]
    bases: tuple[tuple[str, str], ...]
    announced: str
    updated: str
    notice: str
    is_receiving: bool


def told(page: ProcedurePage, case_id: int | None, now: datetime) -> Told:
    """Return a procedure in words, for one of its cases (the usual one when none is named)."""
    case = case_id if case_id in {c.case_id for c in page.content.cases} else page.default_case_id
    terms = page.terms(case)
    return Told(
        code=page.code,
        name=in_language(page.name, page.name_en),
        lead=page.audience,
        field=_field(page),
        facts=_facts(page, terms),
        cases=tuple(
            Link(in_language(c.name, c.name_en), f"?case={c.case_id}", c.case_id == case)
            for c in page.content.cases
        ),
        papers=tuple(map(_paper, page.content.papers_of(case))),
        channels=tuple(_channel(term, page.is_free) for term in terms),
        now=_filed_now(terms, now),
        steps=tuple(step_name(step) for step in page.steps if step.case in ("", _key(page, case))),
        diagram=_diagram(page, case),
        sequence=page.sequence_text,
        conditions=page.conditions_text,
        results=tuple(in_language(r.name, r.name_en) for r in page.content.results),
        bases=tuple((basis.document_no, basis.title) for basis in page.content.bases),
        announced=announced(page),
        updated=dates.moment_short(page.edited_at),
        notice=reverse("portal:notice", args=[page.code]),
        is_receiving=any(not term.blockers for term in terms),
    )


def step_name(step: StepDraft) -> str:
    """Return the name of a step of the announced process."""
    return in_language(step.name, step.name_en)


def announced(page: ProcedurePage) -> str:
    """Say which decision made the procedure public."""
    decision = page.announcement
    if decision is None:
        return _("Chưa có quyết định công bố")
    facts = {
        "number": decision.number,
        "day": dates.day(decision.issued_on),
        "body": decision.issuing_body,
    }
    return _("Quyết định %(number)s ngày %(day)s, %(body)s") % facts


def copies_phrase(originals: int, copies: int) -> str:
    """Say how many of a paper: `1 bản chính, 1 bản sao`."""
    parts = []
    if originals:
        parts.append(_("%(n)s bản chính") % {"n": originals})
    if copies:
        parts.append(_("%(n)s bản sao") % {"n": copies})
    return ", ".join(parts) or _("Xuất trình")


def fee_lines(term: ChannelTerms, *, is_free: bool) -> tuple[str, ...]:
    """Return the fees of a channel; nothing is called free that the law does not call so."""
    if is_free:
        return (_("Không thu phí, lệ phí"),)
    lines = tuple(
        f"{FEE_KINDS[fee.kind]} – {in_language(fee.name, fee.name_en)}: {fee_phrase(fee)}"
        + (f" ({fee.condition_text})" if fee.condition_text else "")
        for fee in term.fees
    )
    return lines or (_("Chưa công bố mức thu"),)


def limit_lines(term: ChannelTerms) -> tuple[str, ...]:
    """Return the time limits of a channel: the usual one, then the exceptions."""
    usual = limit_phrase(term.limit) if term.limit else _("Chưa công bố thời hạn")
    return (usual, *(f"{row.condition_text}: {limit_phrase(row)}" for row in term.exceptions))


def _field(page: ProcedurePage) -> Link:
    return Link(in_language(page.field_name, page.field_name_en), reverse("portal:procedures"))


def _facts(page: ProcedurePage, terms: tuple[ChannelTerms, ...]) -> tuple[Fact, ...]:
    usual = terms[0] if terms else None
    online = ONLINE_LEVELS[page.facts.online_level]
    return (
        Fact(_("Thời hạn"), limit_lines(usual)[0] if usual else _("Chưa công bố")),
        Fact(_("Phí, lệ phí"), _first_fee(usual, page)),
        Fact(_("Cơ quan giải quyết"), page.competent_body or _("Chưa công bố")),
        Fact(_("Cách nộp"), ", ".join(str(CHANNELS[t.channel]) for t in terms), str(online)),
    )


def _first_fee(usual: ChannelTerms | None, page: ProcedurePage) -> str:
    if page.is_free:
        return _("Không thu")
    if usual is None or not usual.fees:
        return _("Chưa công bố")
    return fee_phrase(usual.fees[0])


def _paper(paper: PaperRow) -> PaperTold:
    parts = [paper.condition_text]
    if not paper.is_required and not paper.condition_text:
        parts.append(_("Nếu có"))
    if paper.is_reusable:
        parts.append(_("Đã nộp một lần và còn giá trị thì không phải nộp lại"))
    return PaperTold(
        in_language(paper.name, paper.name_en),
        paper.form_code,
        paper.form_url if paper.form_url.startswith("https://") else "",
        copies_phrase(paper.originals, paper.copies),
        ". ".join(filter(None, parts)),
        paper.is_required,
    )


def _channel(term: ChannelTerms, is_free: bool) -> ChannelTold:
    name = str(CHANNELS[term.channel])
    return ChannelTold(name, limit_lines(term), fee_lines(term, is_free=is_free))


def _filed_now(terms: tuple[ChannelTerms, ...], now: datetime) -> FiledNow | None:
    counter = next((term for term in terms if term.channel is Channel.COUNTER), None)
    clock = clock_from_now(counter.limit, calendar_of(None), now) if counter else None
    if clock is None or clock.due_at is None:
        return None
    return FiledNow(due_words(clock.due_at), cells_of(clock), paragraph(clock))


def _key(page: ProcedurePage, case: int | None) -> str:
    return next((c.key for c in page.content.cases if c.case_id == case), "")


def _diagram(page: ProcedurePage, case: int | None) -> SafeString:
    """Draw the electronic process; nothing when none runs."""
    definition = active_definition(page.version_id, case)
    if definition is None:
        return SafeString("")
    graph = graph_of(definition)
    title = _("Sơ đồ quy trình giải quyết")
    return SafeString(to_svg(picture(graph, arrange(graph), None, Words(title=title))))
