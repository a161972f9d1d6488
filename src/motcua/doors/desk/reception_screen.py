"""The reception page as frozen values: panes, what is still missing, and the keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.lifecycle.at_counter import CounterRow
from motcua.casework.lifecycle.offer import Offer
from motcua.casework.vault.rules import Held
from motcua.doors.desk.filing_form import (
    SELF,
    errors_of_person,
    errors_of_procedure,
    state_of,
    stored_for,
)
from motcua.doors.desk.naming import state_mark, state_name
from motcua.doors.desk.reception_fees import FeePane, fee_pane
from motcua.doors.desk.reception_fields import Errors, name_of, person_fields, terms_fields
from motcua.doors.desk.stored_papers import stored_said
from motcua.doors.desk.typed import Typed
from motcua.engine.worktime import Clock
from motcua.kit import dates
from motcua.registers.calendar.drawing import DrawnCell, draw
from motcua.registers.calendar.explain import paragraph
from motcua.registers.catalogue.queries import PaperRow, ProcedureRow
from motcua.registers.catalogue.wording import blocker_sentence
from motcua.registers.organisation.rules import Acting, UnitRow
from motcua.ui.fields import Field, errors_of
from motcua.ui.values import FormError, Key

SHORTCUTS = 9


@dataclass(frozen=True)
class StoredLine:
    """What the owner's store has for a required paper: nobody need bring it again."""

    id: int
    said: str
    is_used: bool


@dataclass(frozen=True)
class PaperLine:
    """One paper of the checklist; `state` ok, soon (missing) or none (not needed)."""

    id: int
    key: str
    name: str
    note: str
    form: str
    state: str
    word: str
    is_conditional: bool
    is_needed: bool
    stored: StoredLine | None

    @property
    def is_here(self) -> bool:
        """Whether the paper lies on the desk; one from the owner's store does not."""
        return self.state == "ok" and not (self.stored and self.stored.is_used)


@dataclass(frozen=True)
class DuePane:
    """The promise: time and weekday, day, ruler, and how it came about."""

    before: str
    day: str
    cells: tuple[DrawnCell, ...]
    told: str
    datetime: str


@dataclass(frozen=True)
class Earlier:
    """A dossier the known person filed before: its procedure can be taken again."""

    procedure_code: str
    name: str
    state: str
    word: str


@dataclass(frozen=True)
class Kept:
    """What the page remembers in hidden fields."""

    looked_up: str
    known_from: str
    known_id: str
    procedure: str
    code: str
    on_the_spot: str
    filed: str


@dataclass(frozen=True)
class Screen:
    """Everything the page shows."""

    form: Kept
    f: dict[str, Field]
    errors: tuple[FormError, ...]
    offer: Offer | None
    name: str
    found: tuple[ProcedureRow, ...]
    earlier: tuple[Earlier, ...]
    blockers: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    counted: str
    lacking: tuple[PaperLine, ...]
    due: DuePane | None
    fee: FeePane
    left: str
    keys: tuple[Key, ...]
    is_known: bool
    is_alone: bool
    is_represented: bool


@dataclass(frozen=True)
class Ground:
    """What the page is drawn from besides the form; `tried` after a reception was refused."""

    by: Acting
    now: datetime
    communes: tuple[UnitRow, ...]
    offer: Offer | None
    found: tuple[ProcedureRow, ...] = ()
    earlier: tuple[CounterRow, ...] = ()
    exemptions: tuple[tuple[str, str, str], ...] = ()
    stored: Mapping[int, tuple[Held, ...]] = field(default_factory=dict)
    tried: bool = False


def screen(form: QueryDict, ground: Ground) -> Screen:
    """Draw the page; `left` and the blocked key name what is still missing."""
    typed, offer = Typed(form), ground.offer
    wrong = errors_of_person(typed) | errors_of_procedure(typed, offer)
    shown = {name: text for name, text in wrong.items() if ground.tried or typed.text(name)}
    fields = person_fields(typed, shown) | terms_fields(
        typed, offer, ground.by, ground.communes, shown
    )
    papers = tuple(_papers(typed, offer.papers if offer else (), ground.stored))
    left = _left(wrong, papers)
    return Screen(
        form=Kept(**{name: typed.text(name) for name in Kept.__dataclass_fields__}),
        f=fields,
        errors=_summary(fields, wrong) if ground.tried else (),
        offer=offer,
        name=name_of(offer.name, offer.name_en) if offer else "",
        found=ground.found,
        earlier=tuple(map(_earlier, ground.earlier)),
        blockers=tuple(map(blocker_sentence, offer.blockers)) if offer else (),
        papers=papers,
        counted=_counted(papers),
        lacking=tuple(paper for paper in papers if paper.state == "soon"),
        due=_due(offer.clock) if offer else None,
        fee=fee_pane(typed, offer, ground.exemptions),
        left=left,
        keys=_keys(left),
        is_known=bool(typed.text("name")) and "name" not in shown,
        is_alone=typed.text("for_whom", SELF) == SELF,
        is_represented=typed.text("for_whom") == "representative",
    )


def _earlier(row: CounterRow) -> Earlier:
    name = name_of(row.procedure, row.procedure_en)
    return Earlier(row.procedure_code, name, state_mark(row.state), state_name(row.state))


def _summary(fields: dict[str, Field], wrong: Errors) -> tuple[FormError, ...]:
    drawn = errors_of(fields.values())
    rest = [name for name in wrong if name not in fields]
    return (*drawn, *(FormError(wrong[name], f"f-{name}") for name in rest))


def _papers(
    typed: Typed, papers: tuple[PaperRow, ...], stored: Mapping[int, tuple[Held, ...]]
) -> Iterator[PaperLine]:
    states = {
        PaperState.RECEIVED: ("ok", _("đủ")),
        PaperState.MISSING: ("soon", _("còn thiếu")),
        PaperState.NOT_NEEDED: ("none", _("không cần")),
    }
    for number, paper in enumerate(papers, 1):
        state, word = states[state_of(typed, paper)]
        yield PaperLine(
            id=paper.paper_id,
            key=f"Alt+{number}" if number <= SHORTCUTS else "",
            name=name_of(paper.name, paper.name_en),
            note=paper.condition_text,
            form=_form(paper),
            state=state,
            word=word,
            is_conditional=not paper.is_required,
            is_needed=str(paper.paper_id) in typed.many("needed"),
            stored=_stored(typed, paper, stored.get(paper.paper_id, ())),
        )


def _stored(typed: Typed, paper: PaperRow, held: tuple[Held, ...]) -> StoredLine | None:
    """Offer the newest stored paper, or the one that was chosen."""
    if not held:
        return None
    chosen = stored_for(typed, paper)
    one = next((row for row in held if row.id == chosen), held[0])
    return StoredLine(one.id, stored_said(one), one.id == chosen)


def _form(paper: PaperRow) -> str:
    if paper.originals and paper.copies:
        return _("Bản chính, bản sao")
    return _("Bản sao") if paper.copies else _("Bản chính")


def _counted(papers: tuple[PaperLine, ...]) -> str:
    if not papers:
        return ""
    of = {state: sum(paper.state == state for paper in papers) for state in ("ok", "soon", "none")}
    return _("%(ok)s đủ, %(soon)s thiếu, %(none)s không cần") % of


def _due(clock: Clock | None) -> DuePane | None:
    if clock is None:
        return None
    if clock.due_at is None:
        return DuePane("", "", (), paragraph(clock), "")
    language = (get_language() or "vi")[:2]
    before, _space, day = dates.moment(clock.due_at, language).rpartition(" ")
    return DuePane(before, day, draw(clock), paragraph(clock), clock.due_at.isoformat())


def _left(wrong: Errors, papers: tuple[PaperLine, ...]) -> str:
    """Name what is still to do, shortly, for the strip of keys."""
    short = {
        "name": _("họ tên"), "number": _("số định danh"), "born": _("ngày sinh"),
        "phone": _("điện thoại"), "owner_name": _("chủ hồ sơ"),
        "owner_number": _("số của chủ hồ sơ"), "authority": _("giấy ủy quyền"),
        "procedure": _("thủ tục"), "place": _("nơi giải quyết"),
    }  # fmt: skip
    todo = [short[name] for name in wrong if name in short]
    lacking = sum(paper.state == "soon" for paper in papers)
    if lacking:
        todo.append(ngettext("%(n)s giấy tờ", "%(n)s giấy tờ", lacking) % {"n": lacking})
    return _("Còn: %(todo)s") % {"todo": ", ".join(todo)} if todo else ""


def _keys(left: str) -> tuple[Key, ...]:
    go = Key(
        "F10", _("Tiếp nhận và in giấy hẹn"), form="rec", name="act", value="receive", kind="go"
    )
    return (
        Key("F3", _("Hồ sơ mới"), form="rec", name="act", value="new"),
        Key("F8", _("Thu tiền mặt"), href="#f-pay"),
        Key("Alt+0", _("Đủ giấy tờ"), act="all-papers"),
        Key("?", _("Mọi phím"), act="keymap"),
        replace(go, blocked=left),
    )
