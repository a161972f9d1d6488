"""What officers do every day, as they would say it in the one box; accents do not matter."""

from dataclasses import dataclass

from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.doors.desk.navigation import address
from motcua.kit.text import fold, nfc
from motcua.registers.organisation.rules import Acting
from motcua.ui.values import Link


@dataclass(frozen=True)
class Deed:
    """`page` opens what it says; `of_dossier` is the page that does it to one dossier."""

    label: str | Promise
    said: tuple[str, ...]
    page: str = ""
    of_dossier: str = ""


@dataclass(frozen=True)
class Meant:
    """A deed and what was typed behind it; `is_said` when the phrase is there to its end."""

    deed: Deed
    rest: str
    is_said: bool


DEEDS = (
    Deed(
        _("In lại phiếu"),
        ("in lai phieu", "in lai giay hen", "in lai", "reprint the slip", "print again"),
        of_dossier="desk:receipt",
    ),
    Deed(
        _("Tiếp nhận hồ sơ mới"),
        ("tiep nhan", "nhan ho so", "ho so moi", "receive", "new dossier"),
        page="desk:reception",
    ),
    Deed(
        _("Trả kết quả"),
        ("tra ket qua", "giao ket qua", "return a result", "give the result"),
        page="desk:returns",
        of_dossier="desk:return",
    ),
    Deed(
        _("Thu phí, lệ phí"),
        ("thu phi", "thu tien", "thu le phi", "take a fee", "take money"),
        page="desk:fees",
        of_dossier="desk:fee",
    ),
    Deed(
        _("Bàn giao hồ sơ"),
        ("ban giao", "giao ho so", "xac nhan da nhan", "hand over"),
        page="desk:handovers",
    ),
    Deed(
        _("Việc của tôi"),
        ("viec cua toi", "viec can lam", "my work", "worklist"),
        page="desk:worklist",
    ),
    Deed(
        _("Hồ sơ chờ duyệt"),
        ("cho duyet", "duyet ho so", "ky duyet", "approve", "approvals"),
        page="desk:approvals",
    ),
    Deed(
        _("Ủy quyền"),
        ("uy quyen", "nho nguoi thay", "delegate"),
        page="desk:delegation",
    ),
)


def meant(by: Acting, text: str) -> tuple[Meant, ...]:
    """Return the deeds that a text says or begins to say, that the officer may do."""
    said = nfc(text).split()
    plain = [fold(word) for word in said]
    found = [_said(deed, plain, said) for deed in DEEDS if plain and _may(by, deed)]
    return tuple(one for one in found if one is not None)


def everyday(by: Acting) -> tuple[Link, ...]:
    """Return what the officer may do without naming a dossier first, as links."""
    return tuple(
        Link(str(deed.label), address(deed.page)) for deed in DEEDS if deed.page and _may(by, deed)
    )


def _said(deed: Deed, plain: list[str], written: list[str]) -> Meant | None:
    for phrase in deed.said:
        wanted = phrase.split()
        size = len(wanted)
        if plain[:size] == wanted:
            return Meant(deed, " ".join(written[size:]), is_said=True)
        if len(" ".join(plain)) > 1 and phrase.startswith(" ".join(plain)):
            return Meant(deed, "", is_said=False)
    return None


def _may(by: Acting, deed: Deed) -> bool:
    """The page itself declares who comes in; asked here, never written again."""
    to = address(deed.page) if deed.page else address(deed.of_dossier, "-")
    policy = resolve(to).func.policy if to else None  # type: ignore[attr-defined]
    return policy is not None and (not policy.roles or by.may(*policy.roles))
