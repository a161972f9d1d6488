"""The form with which a result is given: its fields, and what is still wrong with it."""

from django.utils.translation import gettext as _

from motcua.doors.desk.reception_fields import Errors
from motcua.doors.desk.typed import Typed
from motcua.ui.fields import Field, Option


def handing_fields(typed: Typed, owner_name: str, errors: Errors) -> dict[str, Field]:
    """Return the fields, the owner himself standing at the counter unless said otherwise."""
    who = (Option("owner", _("Chủ hồ sơ")), Option("proxy", _("Người nhận thay")))
    methods = (Option("counter", _("Tại quầy")), Option("post", _("Gửi bưu điện")))
    checks = (
        Option("identity", _("Đã đối chiếu giấy tờ tùy thân")),
        Option("signed", _("Đã ký nhận")),
    )
    fields = (
        Field("method", _("Cách trả"), typed.text("method", "counter"), "segmented",
              options=methods),
        Field("who", _("Người nhận"), typed.text("who", "owner"), "segmented", options=who),
        Field("taken_by", _("Họ tên người nhận"), typed.text("taken_by", owner_name),
              is_required=True, attrs=(("autocomplete", "off"),)),
        Field("authority", _("Giấy ủy quyền"), typed.text("authority"),
              hint=_("Khi nhận thay: số, ngày, nơi chứng thực")),
        Field("checks", _("Kiểm tra"), tuple(typed.many("checks")), "checks", options=checks),
        Field("post_number", _("Số bưu gửi"), typed.text("post_number"),
              hint=_("Khi gửi bưu điện")),
    )  # fmt: skip
    return {field.name: field.wrong(errors.get(field.name, "")) for field in fields}


def errors_of_handing(typed: Typed) -> dict[str, str]:
    """Name what is missing, by field; the act checks it again."""
    errors: dict[str, str] = {}
    if not typed.text("taken_by"):
        errors["taken_by"] = _("Chưa ghi tên người nhận.")
    if typed.text("who") == "proxy" and not typed.text("authority"):
        errors["authority"] = _("Người nhận thay cần có giấy ủy quyền.")
    if typed.text("method", "counter") == "counter" and len(typed.many("checks")) < 2:
        errors["checks"] = _("Cần đối chiếu giấy tờ tùy thân và có chữ ký nhận.")
    if typed.text("method") == "post" and not typed.text("post_number"):
        errors["post_number"] = _("Chưa ghi số bưu gửi.")
    return errors
