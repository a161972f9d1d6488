"""What the scan station shows: piles with their offers, papers with what differs, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.casework.documents.rules.papers import DigitalState
from motcua.casework.scanning import queries, tesseract
from motcua.casework.scanning.queries import PageRow, PaperAtStation, StackRow, Station
from motcua.casework.scanning.rules import PageState, Pile, PileKind, StackState
from motcua.doors.entrance.verdict_words import Summed, summed
from motcua.engine.pages.fields import FieldKind, Mismatch
from motcua.engine.pages.kinds import Ground
from motcua.engine.pages.quality import Fault
from motcua.kit import dates
from motcua.registers.organisation.rules import Acting

UNSURE = 75.0

FAULTS: Mapping[Fault, Callable[[], str]] = {
    Fault.BLANK: lambda: _("Trang trắng"),
    Fault.BLURRED: lambda: _("Bị mờ, nên quét lại"),
    Fault.COARSE: lambda: _("Độ phân giải thấp"),
    Fault.DARK: lambda: _("Quá tối"),
    Fault.UNEVEN_LIGHT: lambda: _("Sáng không đều"),
    Fault.FAINT: lambda: _("Chữ nhạt"),
}
FIELDS: Mapping[FieldKind, Callable[[], str]] = {
    FieldKind.FULL_NAME: lambda: _("Họ tên"),
    FieldKind.PERSONAL_NUMBER: lambda: _("Số định danh"),
    FieldKind.BIRTH_ON: lambda: _("Ngày sinh"),
    FieldKind.NUMBER: lambda: _("Số giấy tờ"),
    FieldKind.ISSUED_ON: lambda: _("Ngày cấp"),
}
GROUNDS: Mapping[Ground, Callable[[], str]] = {
    Ground.FORM_CODE: lambda: _("theo mã mẫu in trên trang"),
    Ground.TITLE: lambda: _("theo tiêu đề"),
    Ground.KEYWORDS: lambda: _("theo từ khóa"),
    Ground.FOLLOWS: lambda: _("tiếp theo trang trước"),
    Ground.NOTHING: lambda: "",
}
_NOT_READ: Mapping[str, Callable[[], str]] = {
    "absent": lambda: _("Chưa nhận dạng: máy chưa cài chương trình đọc chữ"),
    "cancelled": lambda: _("Chưa nhận dạng: đã dừng"),
    "too_long": lambda: _("Không nhận dạng được trong thời gian cho phép"),
    "failed": lambda: _("Không nhận dạng được"),
    "unopened": lambda: _("Không mở được: bỏ trang này và quét lại"),
}
_DIGITAL: Mapping[DigitalState, tuple[str, Callable[[], str]]] = {
    DigitalState.WAITING: ("soon", lambda: _("Chưa số hóa")),
    DigitalState.SCANNED: ("pause", lambda: _("Đã quét, đang tạo tệp")),
    DigitalState.DIGITISED: ("ok", lambda: _("Đã số hóa")),
    DigitalState.REUSED: ("ok", lambda: _("Dùng lại, không quét")),
}


@dataclass(frozen=True)
class Thumb:
    """One page as a small picture with what is to be said of it."""

    id: int
    label: str
    version: str
    warnings: tuple[str, ...]
    is_viewable: bool
    is_chosen: bool = False
    instead: str = ""


@dataclass(frozen=True)
class ShownPile:
    """Neighbouring pages with the offer; `paper_id` is what one key says they are."""

    title: str
    why: str
    thumbs: tuple[Thumb, ...]
    paper_id: int | None
    is_current: bool
    is_aside: bool
    is_unread: bool


@dataclass(frozen=True)
class ShownPaper:
    """A paper of the folder; `key` chooses it for the ticked pages."""

    id: int
    number: int
    name: str
    mark: str
    state: str
    key: str
    thumbs: tuple[Thumb, ...]
    file_id: int | None
    mismatches: tuple[str, ...]
    file: str
    signed: Summed | None
    limits: str


@dataclass(frozen=True)
class ShownStack:
    """A stack under way."""

    id: int
    name: str
    said: str
    done: int
    of: int
    is_under_way: bool


def shown_station(station: Station) -> dict[str, Any]:
    """Return what the template of the station needs."""
    names = {paper.id: _name(paper) for paper in station.papers}
    current = next((pile for pile in station.piles if pile.kind is not PileKind.UNREAD), None)
    shown = [_pile(pile, station, names, is_current=pile is current) for pile in station.piles]
    done = sum(paper.digital is not DigitalState.WAITING for paper in station.papers)
    return {
        "piles": shown,
        "current": next((pile for pile in shown if pile.is_current), None),
        "papers": tuple(map(_paper, station.papers)),
        "left_out": tuple(_thumb(page) for page in station.left_out),
        "stacks": tuple(_stack(row) for row in station.stacks),
        "is_under_way": any(row.is_under_way for row in station.stacks),
        "said": _("%(done)s / %(of)s giấy tờ đã quét") % {"done": done, "of": len(names)},
        "is_complete": done == len(names),
        "has_recogniser": tesseract.is_present(),
    }


def shown_tray(by: Acting) -> dict[str, Any]:
    """Return what the template of the tray needs."""
    stacks = queries.stacks_here(by)
    return {
        "thumbs": tuple(_thumb(page) for page in queries.tray_of(by)),
        "stacks": tuple(_stack(row) for row in stacks),
        "is_under_way": any(row.is_under_way for row in stacks),
        "has_recogniser": tesseract.is_present(),
    }


def _pile(pile: Pile, station: Station, names: dict[int, str], *, is_current: bool) -> ShownPile:
    pages = [station.pages[page_id] for page_id in pile.page_ids]
    offered = pile.paper_id if pile.is_sure else None
    is_aside = pile.kind is PileKind.ASIDE
    return ShownPile(
        title=_title(pile, names),
        why=_why(pile),
        thumbs=tuple(_thumb(page, is_chosen=is_current) for page in pages),
        paper_id=offered,
        is_current=is_current,
        is_aside=is_aside,
        is_unread=pile.kind is PileKind.UNREAD,
    )


def _title(pile: Pile, names: dict[int, str]) -> str:
    count = len(pile.page_ids)
    if pile.kind is PileKind.UNREAD:
        said = ngettext("%(n)s trang đang chờ đọc", "%(n)s trang đang chờ đọc", count)
        return said % {"n": count}
    if pile.kind is PileKind.ASIDE:
        return _("Trang trắng hoặc giấy tiếp nhận: không cần giữ")
    if pile.paper_id is None:
        return _("Chưa rõ là giấy tờ nào: chọn ở bên phải")
    return names[pile.paper_id]


def _why(pile: Pile) -> str:
    if pile.paper_id is None:
        return ""
    sure = _("chắc %(n)s %%") % {"n": round(100 * pile.confidence)}
    return f"{GROUNDS[pile.ground]()} · {sure}"


def _thumb(page: PageRow, *, is_chosen: bool = False) -> Thumb:
    warnings = [FAULTS[fault]() for fault in page.faults]
    if page.state is PageState.READ and page.confidence < UNSURE:
        warnings.append(_("Chữ khó đọc"))
    if said := _NOT_READ.get(page.why_not_read):
        warnings.append(said())
    if page.code == "?":
        warnings.append(_("Có hai mã hồ sơ khác nhau"))
    return Thumb(
        page.id,
        _("Trang %(n)s") % {"n": page.place},
        page.version,
        tuple(warnings),
        page.state not in (PageState.WAITING, PageState.UNREADABLE),
        is_chosen,
        _("không mở được") if page.state is PageState.UNREADABLE else _("đang mở"),
    )


def _paper(paper: PaperAtStation) -> ShownPaper:
    mark, state = _DIGITAL[paper.digital]
    return ShownPaper(
        paper.id,
        paper.number,
        _name(paper),
        mark,
        state(),
        f"Alt+{paper.number}" if paper.number < 10 else "",
        tuple(_thumb(page) for page in paper.pages),
        paper.file_id,
        tuple(map(_mismatch, paper.mismatches)),
        paper.file,
        summed(paper.verdict),
        _limits(paper),
    )


def _limits(paper: PaperAtStation) -> str:
    """Say what the procedure takes at most for this paper, "" where it says nothing."""
    said = []
    if paper.most_pages:
        said.append(_("tối đa %(n)s trang") % {"n": paper.most_pages})
    if paper.most_mb:
        said.append(_("tối đa %(n)s MB") % {"n": paper.most_mb})
    return ", ".join(said)


def _name(paper: PaperAtStation) -> str:
    """A result on paper stands last in the folder and is called what it is."""
    return _("Kết quả: %(name)s") % {"name": paper.name} if paper.is_result else paper.name


def _mismatch(found: Mismatch) -> str:
    values = [_value(found.kind, value) for value in (found.on_paper, found.typed)]
    said = _("%(field)s trên giấy là “%(paper)s”, đã nhập “%(typed)s”")
    return said % {"field": FIELDS[found.kind](), "paper": values[0], "typed": values[1]}


def _value(kind: FieldKind, value: str) -> str:
    if kind in (FieldKind.BIRTH_ON, FieldKind.ISSUED_ON):
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    return value


def _stack(row: StackRow) -> ShownStack:
    said = {
        StackState.OPENING: _("đang mở"),
        StackState.READING: _("đang đọc chữ"),
        StackState.DONE: _("đã đọc xong"),
        StackState.CANCELLED: _("đã dừng"),
    }[row.state]
    named = f"{row.name} · {dates.moment_short(row.taken_at)} · {row.officer}"
    return ShownStack(row.id, named, said, row.ended, row.pages, row.is_under_way)
