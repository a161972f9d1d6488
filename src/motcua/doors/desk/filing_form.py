"""The reception form read into values: who, what, which papers; and what is still wrong with it."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.rules import PartyRole, ReturnMethod
from motcua.casework.lifecycle.filing import Filing, PaperGiven, PartyGiven
from motcua.casework.lifecycle.offer import Offer, Wish
from motcua.doors.desk.typed import Typed
from motcua.kit.dates import parse_day
from motcua.kit.identity import NumberKind, digits, kind_of
from motcua.kit.phone import phone
from motcua.registers.catalogue.queries import PaperRow
from motcua.registers.catalogue.rules import Channel
from motcua.registers.catalogue.wording import blocker_sentence
from motcua.registers.organisation.rules import Acting
from motcua.registers.people.rules import ApplicantKind

FROM_STORE = "Dùng bản đã có trong kho dữ liệu của chủ hồ sơ"
SELF, FOR_OTHER, AS_REPRESENTATIVE = "self", "filer", "representative"


def wish_of(typed: Typed) -> Wish:
    """Return what is asked for."""
    return Wish(
        code=typed.text("code"),
        channel=channel_of(typed),
        case_id=typed.row("case"),
        unit_id=typed.row("place"),
        quantity=typed.count("quantity"),
        exemptions=typed.many("exempt"),
        version_id=typed.row("version"),
    )


def channel_of(typed: Typed) -> Channel:
    """Return the channel; a desk receives at the counter or by post."""
    return Channel.POST if typed.text("channel") == Channel.POST else Channel.COUNTER


def method_of(typed: Typed) -> ReturnMethod:
    """Return how the result is wanted; at the counter unless said otherwise."""
    wanted = typed.text("return_method")
    return ReturnMethod(wanted) if wanted in set(ReturnMethod) else ReturnMethod.COUNTER


def filing_of(typed: Typed, offer: Offer, by: Acting) -> Filing:
    """Return the filing; call it on a form without errors."""
    if offer.competent is None:
        raise ValueError(offer.code)
    return Filing(
        version_id=offer.version_id,
        case_id=offer.case_id,
        channel=offer.channel,
        receiving_unit_id=by.unit_id,
        competent_unit_id=offer.competent.unit_id,
        competent_unit_code=offer.competent.code,
        return_unit_id=typed.row("return_unit") or by.unit_id,
        parties=tuple(_parties(typed)),
        papers=tuple(_paper(typed, paper) for paper in offer.papers),
        abstract=typed.text("abstract")[:1000],
        note=typed.prose("note"),
        set_count=typed.count("sets"),
        quantity=typed.count("quantity"),
        exemptions=typed.many("exempt"),
        return_method=method_of(typed),
        is_on_the_spot=offer.is_on_the_spot and bool(typed.text("on_the_spot")),
    )


def _parties(typed: Typed) -> Iterator[PartyGiven]:
    whom = typed.text("for_whom", SELF)
    if whom not in (FOR_OTHER, AS_REPRESENTATIVE):
        yield _person(typed, PartyRole.OWNER)
        return
    number = digits(typed.text("owner_number"))
    given = typed.text("owner_kind")
    kind = ApplicantKind(given) if given in set(ApplicantKind) else kind_by(number)
    yield PartyGiven(PartyRole.OWNER, typed.text("owner_name"), kind, number)
    yield _person(typed, PartyRole(whom))


def _person(typed: Typed, role: PartyRole) -> PartyGiven:
    number = digits(typed.text("number"))
    return PartyGiven(
        role=role,
        full_name=typed.text("name"),
        kind=kind_by(number),
        identity_number=number,
        birth_on=parse_day(typed.text("born")),
        sex=typed.text("sex"),
        phone=phone(typed.text("phone")) or "",
        email=typed.text("email"),
        address=typed.text("address"),
        authority=typed.text("authority") if role is PartyRole.REPRESENTATIVE else "",
    )


def kind_by(number: str) -> ApplicantKind:
    """Return who bears this number: firms have tax codes."""
    return ApplicantKind.FIRM if kind_of(number) is NumberKind.TAX else ApplicantKind.PERSON


def state_of(typed: Typed, paper: PaperRow) -> PaperState:
    """Return what became of a paper; a conditional one is needed only when somebody says so."""
    key = str(paper.paper_id)
    if key in typed.many("paper") or stored_for(typed, paper) is not None:
        return PaperState.RECEIVED
    is_needed = paper.is_required or key in typed.many("needed")
    return PaperState.MISSING if is_needed else PaperState.NOT_NEEDED


def stored_for(typed: Typed, paper: PaperRow) -> int | None:
    """Return the stored paper chosen to stand for a required one: field `stored-12`."""
    return typed.row(f"stored-{paper.paper_id}")


def _paper(typed: Typed, paper: PaperRow) -> PaperGiven:
    stored_id = stored_for(typed, paper)
    if stored_id is not None:
        return PaperGiven(
            paper.paper_id, paper.name, PaperState.RECEIVED, note=FROM_STORE, stored_id=stored_id
        )
    state = state_of(typed, paper)
    is_here = state is PaperState.RECEIVED
    originals = paper.originals or (0 if paper.copies else 1)
    return PaperGiven(
        required_paper_id=paper.paper_id,
        name=paper.name,
        state=state,
        originals=originals if is_here else 0,
        copies=paper.copies if is_here else 0,
    )


def errors_of_person(typed: Typed) -> dict[str, str]:
    """Name what is wrong with the people, by field."""
    errors: dict[str, str] = {}
    if not typed.text("name"):
        errors["name"] = _("Chưa có họ tên người nộp.")
    _check_number(typed, "number", errors)
    if typed.text("born") and not _birth(typed):
        errors["born"] = _("Ngày sinh viết như 08/03/1992.")
    if typed.text("phone") and phone(typed.text("phone")) is None:
        errors["phone"] = _("Số điện thoại có 10 chữ số, bắt đầu bằng 0.")
    if typed.text("for_whom", SELF) != SELF:
        if not typed.text("owner_name"):
            errors["owner_name"] = _("Chưa có tên chủ hồ sơ.")
        _check_number(typed, "owner_number", errors)
    if typed.text("for_whom") == AS_REPRESENTATIVE and not typed.text("authority"):
        errors["authority"] = _("Người đại diện cần giấy ủy quyền: ghi số, ngày của giấy.")
    return errors


def _check_number(typed: Typed, name: str, errors: dict[str, str]) -> None:
    number = digits(typed.text(name))
    if number and kind_of(number) is None:
        errors[name] = _("Số %(number)s không phải số định danh, số CMND hay mã số thuế đúng.") % {
            "number": number
        }


def _birth(typed: Typed) -> date | None:
    born = parse_day(typed.text("born"))
    return born if born and born.year >= 1880 else None


def errors_of_procedure(typed: Typed, offer: Offer | None) -> dict[str, str]:
    """Name what keeps the procedure from being received, by field."""
    if offer is None:
        return {"procedure": _("Chưa chọn thủ tục.")}
    errors: dict[str, str] = {}
    if offer.blockers:
        errors["procedure"] = " ".join(map(blocker_sentence, offer.blockers))
    if offer.competent is None:
        errors["place"] = _("Chưa chọn phường, xã giải quyết.")
    for paper in offer.papers:
        if state_of(typed, paper) is PaperState.MISSING:
            errors[f"paper-{paper.paper_id}"] = _("Còn thiếu: %(name)s") % {"name": paper.name}
    return errors
