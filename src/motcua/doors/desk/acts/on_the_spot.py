"""The sitting of a dossier settled on the spot: one page, one sending, the four acts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.lifecycle.issue import Handing, Outgoing
from motcua.casework.lifecycle.on_the_spot import Sitting, settle_on_the_spot
from motcua.casework.lifecycle.rules import Verb
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.doors.desk.acts.proposing import paper_fields, symbol_of, title_of
from motcua.doors.desk.return_form import errors_of_handing, handing_fields
from motcua.doors.desk.typed import Typed
from motcua.ui.fields import Field

SLUG = "on-the-spot"
_HANDING = ("who", "taken_by", "authority", "checks")


def _fields(scene: Scene) -> tuple[Field, ...]:
    """Return opinion, result and handing, with what the dossier itself already says."""
    space = scene.space
    own = (
        Field(
            "opinion",
            _("Ý kiến thẩm định"),
            scene.value("opinion", _("Hồ sơ đầy đủ, hợp lệ; đủ điều kiện giải quyết.")),
            "textarea",
            is_required=True,
        ),
        Field("title", _("Tên kết quả"), scene.value("title", title_of(space)), is_required=True),
        Field(
            "symbol",
            _("Ký hiệu sau số"),
            scene.value("symbol", symbol_of(space)),
            hint=_("Số được lấy liền mạch trong sổ của đơn vị khi phát hành."),
            is_required=True,
        ),
        *paper_fields(scene),
    )
    typed = Typed(scene.typed)
    lacking = _lacking(typed) if scene.tried else {}
    handing = handing_fields(typed, scene.space.dossier.owner_name, lacking)
    shown = (one.wrong(lacking.get(one.name, "")) for one in own)
    return (*shown, *(handing[name] for name in _HANDING))


def _lacking(typed: Typed) -> dict[str, str]:
    """Name what the sitting lacks, by field; the acts check it again."""
    wanted = {
        "opinion": _("Chưa có ý kiến thẩm định."),
        "title": _("Chưa có tên kết quả."),
        "symbol": _("Chưa có ký hiệu của văn bản."),
        "why_on_paper": _("Chưa ghi lý do cấp bản giấy."),
    }
    empty = {name: said for name, said in wanted.items() if not typed.text(name)}
    return empty | errors_of_handing(typed)


def _settle(sent: Sent) -> object:
    typed = sent.typed
    checks = typed.many("checks")
    sitting = Sitting(
        typed.prose("opinion"),
        Outgoing(
            typed.text("title"), typed.text("symbol"), why_on_paper=typed.text("why_on_paper")
        ),
        Handing(
            taken_by=typed.text("taken_by"),
            identity_checked="identity" in checks,
            signed_for="signed" in checks,
            is_proxy=typed.text("who") == "proxy",
            authority=typed.text("authority"),
        ),
    )
    return settle_on_the_spot(sent.dossier_id, sitting, by=sent.by, now=sent.now, key=sent.key)


SITTING = ActForm(
    SLUG,
    Verb.APPRAISE,
    lazy("Giải quyết tại chỗ"),
    lazy("Đã giải quyết và trả kết quả tại chỗ."),
    _fields,
    _settle,
    "F10",
    lazy(
        "Một lần gửi làm đủ bốn việc: thẩm định, phê duyệt, phát hành và trả kết quả. "
        "Thiếu một điều thì chưa việc nào được ghi."
    ),
    lazy("Giải quyết và trả kết quả"),
    about_task=True,
    is_unsigned=True,
    is_sitting=True,
)
