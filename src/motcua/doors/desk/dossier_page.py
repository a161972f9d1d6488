"""The parts of the dossier's page in words: who, what was filed, what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff

from django.utils.translation import gettext

from motcua.casework.dossiers.rules import OPEN, PartyRole
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.seen import PartySeen, TaskSeen
from motcua.casework.lifecycle.sign_opinion import SIGNED_ACTS
from motcua.casework.lifecycle.workspace import Workspace
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.doors.desk.words import PAPERS, PARTIES
from motcua.doors.entrance.verdict_words import Summed, summed
from motcua.foundation.journal.rules import ReadRow
from motcua.kit import dates
from motcua.kit.money import vnd
from motcua.registers.organisation.rules import Acting
from motcua.ui.words import said as _


@dataclass(frozen=True)
class ShownFact:
    """A line of the filed data, with a quiet remark."""

    term: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class ShownPaper:
    """A line of the checklist; `signed` tells of the signatures on its file, which `file` names."""

    name: str
    state: str
    word: str
    note: str
    signed: Summed | None = None
    file: str = ""


@dataclass(frozen=True)
class ShownOpinion:
    """What somebody said on the way, with the step at which it was said.

    `file` names the signed sheet ("" for none), `signed` what was found about it.
    """

    step: str
    who: str
    at: str
    text: str
    verdict: str
    state: str
    task_id: int
    file: str
    signed: Summed | None
    is_to_sign: bool


def facts_of(space: Workspace) -> tuple[ShownFact, ...]:
    """Return the filed data: parties first, then the case, units and money."""
    return tuple(_facts(space))


def papers_of(space: Workspace) -> tuple[ShownPaper, ...]:
    """Return the checklist of the folder."""
    shown = []
    for paper in space.papers:
        state, word = PAPERS[paper.state]
        counts = [
            _originals(paper.originals),
            _copies(paper.copies),
            paper.note,
        ]
        said, signed = ", ".join(filter(None, counts)), summed(paper.verdict)
        shown.append(ShownPaper(paper.name, state, str(word), said, signed, paper.file))
    return tuple(shown)


def opinions_of(space: Workspace, by: Acting) -> tuple[ShownOpinion, ...]:
    """Return every opinion, answer and reason, newest first; a silent agency says so."""
    said = [task for task in space.tasks if task.opinion or task.is_question]
    return tuple(
        ShownOpinion(
            step=_("Hỏi %(unit)s") % {"unit": task.unit} if task.is_question else task.name,
            who=task.closed_by or task.assignee,
            at=dates.moment_short(task.closed_at) if task.closed_at else "",
            text=task.opinion or task.question,
            verdict=_verdict(task.outcome, is_silent=task.is_question and task.is_open),
            state=_STATES.get(task.outcome, "none"),
            task_id=task.id,
            file=task.signed_opinion,
            signed=summed(task.verdict),
            is_to_sign=may_be_signed(space, task, by),
        )
        for task in reversed(said)
    )


def may_be_signed(space: Workspace, task: TaskSeen, by: Acting) -> bool:
    """Tell whether this is the officer's own opinion, said and not signed, in an open dossier."""
    is_own = task.assignee_id == by.officer_id and task.state is TaskState.DONE
    is_unsigned = task.act in SIGNED_ACTS and bool(task.opinion) and not task.signed_opinion
    return is_own and is_unsigned and space.dossier.state in OPEN and space.has_hand


def _originals(n: int) -> str:
    return gettext("%(n)s bản chính") % {"n": n} if n else ""


def _copies(n: int) -> str:
    return gettext("%(n)s bản sao") % {"n": n} if n else ""


def _facts(space: Workspace) -> Iterator[ShownFact]:
    one = space.dossier
    for party in space.parties:
        yield from _party(party)
    if one.case:
        yield ShownFact(_("Trường hợp"), one.case.name)
    if one.abstract:
        yield ShownFact(_("Nội dung"), one.abstract)
    if one.note:
        yield ShownFact(_("Ghi chú khi nhận"), one.note)
    yield ShownFact(_("Nơi nhận"), one.receiving_unit.name)
    yield ShownFact(_("Nơi giải quyết"), one.competent_unit.name)
    yield ShownFact(_("Nơi trả"), one.return_unit.name)
    for demand in space.demands:
        amount = vnd(demand.amount_vnd) if demand.amount_vnd else "–"
        yield ShownFact(demand.name, amount, _MONEY.get(demand.state, str)())
    if space.result_number:
        yield ShownFact(_("Số kết quả"), space.result_number, _("chưa ký số"))


def _party(party: PartySeen) -> Iterator[ShownFact]:
    yield ShownFact(str(PARTIES[PartyRole(party.role)]), party.full_name, party.authority)
    if party.identity_number:
        yield ShownFact(_("Số định danh"), party.identity_number)
    contact = ", ".join(part for part in (party.phone, party.email) if part)
    if contact:
        yield ShownFact(_("Liên hệ"), contact)
    if party.address:
        yield ShownFact(_("Địa chỉ"), party.address)


def _verdict(outcome: str, *, is_silent: bool) -> str:
    if is_silent:
        return _("chưa trả lời; im lặng không phải là đồng ý")
    return _VERDICTS[Outcome(outcome)]() if outcome in set(Outcome) else ""


_VERDICTS = {
    Outcome.APPROVED: lambda: _("đồng ý"),
    Outcome.REJECTED: lambda: _("không đồng ý"),
    Outcome.BACK: lambda: _("trả lại"),
    Outcome.FORWARD: lambda: _("đã chuyển tiếp"),
    Outcome.NO_ANSWER: lambda: _("quá hạn không trả lời"),
}
_STATES = {str(Outcome.APPROVED): "ok", str(Outcome.REJECTED): "late", str(Outcome.BACK): "soon"}
_STATES[str(Outcome.NO_ANSWER)] = "late"
_MONEY = {
    "foreseen": lambda: _("chưa báo nộp"),
    "waived": lambda: _("không phải nộp"),
    "owed": lambda: _("chưa nộp"),
    "paid": lambda: _("đã nộp"),
    "exempt": lambda: _("được miễn"),
}


@dataclass(frozen=True)
class Draft:
    """The result as it would be printed now, from the template's own facts."""

    title: str
    lines: tuple[str, ...]
    changes: tuple[tuple[str, str], ...] = ()
    replaces: bool = False


@dataclass(frozen=True)
class ShownForm:
    """An issued form in the list."""

    id: int
    title: str
    number: str
    at: str
    who: str


@dataclass(frozen=True)
class ShownRead:
    """Somebody looked: when, who, at which page."""

    at: str
    who: str
    page: str


def draft_of(space: Workspace) -> Draft:
    """Return the drafted result, else what the template says of the dossier as things stand."""
    one = space.dossier
    named = f"{_('Chủ hồ sơ')}: {one.owner_name}"
    coded = f"{_('Mã hồ sơ')}: {one.code or ''}"
    if space.draft and space.draft.refusal:
        return Draft(wording.REFUSAL_TITLE, (named, coded, wording.refused(space.draft.refusal)))
    if space.draft:
        lines = (named, coded, *space.draft.text.splitlines())
        differs = changes(space.draft.before, space.draft.text)
        return Draft(space.draft.title, lines, differs, space.draft.replaces)
    said = [task for task in space.tasks if task.opinion and not task.is_question]
    decided = [task for task in said if task.act in (Act.APPROVE, Act.APPRAISE)]
    words = decided[-1].opinion if decided else _("Chưa có ý kiến thẩm định.")
    return Draft(one.version.name, (named, coded, one.abstract, words))


def apology_of(space: Workspace, task: TaskSeen) -> Draft:
    """Return the apology that a leader is asked to sign."""
    new = dates.moment_short(datetime.fromisoformat(task.question))
    return Draft(_("Thư xin lỗi và hẹn lại ngày trả kết quả"), (
        f"{_('Chủ hồ sơ')}: {space.dossier.owner_name}", task.opinion,
        _("Hẹn trả mới: %(due)s.") % {"due": new},
    ))  # fmt: skip


def changes(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the lines that the last rewriting took away ("del") and put in ("ins")."""
    marks = {"- ": "del", "+ ": "ins"}
    lines = ndiff(before.splitlines(), after.splitlines()) if before else ()
    return tuple((marks[line[:2]], line[2:]) for line in lines if line[:2] in marks)


def forms_of(space: Workspace) -> tuple[ShownForm, ...]:
    """Return the issued forms, oldest first."""
    return tuple(
        ShownForm(
            form.id,
            form.title,
            form.number,
            dates.moment_short(form.issued_at),
            form.issued_by.partition(",")[0],
        )
        for form in space.forms
    )


def readers_of(rows: Sequence[ReadRow]) -> tuple[ShownRead, ...]:
    """Return who looked, the latest first."""
    return tuple(
        ShownRead(dates.moment_short(row.at), row.actor_label, row.purpose) for row in rows
    )
