"""Invented values for the gallery pages: each component once, in its telling states."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.ui import pieces
from motcua.ui.fields import Field, Option, errors_of
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import (
    Answer,
    Bar,
    Breakdown,
    Chart,
    Compared,
    Due,
    Fact,
    Figure,
    Filter,
    Key,
    Link,
    Moment,
    Pager,
    Point,
    Portion,
    Promise,
    RulerCell,
    Step,
    Suggestion,
    Task,
)  # fmt: skip


@dataclass(frozen=True)
class SampleActor:
    """The name in the bar."""

    label: str = "Trần Văn Đức"


@dataclass(frozen=True)
class SampleActing:
    """An officer who stands in for another."""

    actor: SampleActor = SampleActor()
    unit_name: str = "Phòng Đăng ký kinh doanh"
    acts_for: str = "Lê Thị Thu Hà"


@dataclass(frozen=True)
class SampleRow:
    """A row of the sample worklist."""

    code: str
    procedure: str
    owner: str
    step: str
    due: Due
    fee_vnd: int


def _fields() -> dict[str, Field]:
    place = (Option("tv", "Trường Vinh"), Option("th", "Thành Vinh"))
    ways = (
        Option("e", _("Bản điện tử"), _("Gửi vào kho dữ liệu của Ông/Bà")),
        Option("p", _("Bưu điện tận nhà"), _("Cước 26.000 ₫, trả khi nhận")),
    )
    channels = (
        Option("c", _("Tại quầy")),
        Option("o", _("Trực tuyến")),
        Option("p", _("Bưu điện")),
    )
    missing = _("Số định danh có 12 chữ số, Ông/Bà đã gõ 11.")
    given = (
        Field("name", _("Họ, chữ đệm và tên khai sinh"), "Đặng Thị Ngọc Ánh",
              hint=_("Viết như trên căn cước")),
        Field("identity", _("Số định danh cá nhân"), "04019200631", "idcard", error=missing),
        Field("born", _("Ngày sinh"), "08/03/1992", "date", size="m"),
        Field("capital", _("Vốn điều lệ"), "1.900.000.000", "money",
              hint=_("Một tỷ chín trăm triệu đồng")),
        Field("commune", _("Phường, xã"), "tv", "select", options=place),
        Field("nation", _("Quốc tịch"), "Việt Nam", "readonly", source=_("từ dữ liệu dân cư")),
        Field("procedure", _("Thủ tục"), "", "typeahead", url="/_gallery/suggest/", key="Alt+T"),
        Field("way", _("Nhận kết quả bằng cách nào?"), "e", "radio", options=ways),
        Field("oath", _("Tôi cam đoan"), ("y",), "checks",
              options=(Option("y", _("Nội dung khai là đúng sự thật")),
                       Option("n", _("Cho dùng lại giấy tờ"), is_off=True))),
        Field("channel", _("Cách nộp"), "c", "segmented", options=channels),
        Field("note", _("Ghi chú"), "", "textarea"),
        Field("scan", _("Tệp đính kèm"), "", "file"),
    )  # fmt: skip
    return {field.name: field for field in given}


def suggestions() -> tuple[Suggestion, ...]:
    """Return what the sample typeahead offers."""
    return (
        Suggestion("1", _("Mở hộ kinh doanh"), _("3 ngày làm việc")),
        Suggestion("2", _("Đăng ký hợp tác xã")),
    )


def _ruler() -> tuple[RulerCell, ...]:
    worked = [RulerCell(str(day), "counted") for day in (23, 24, 25)]
    paused = [RulerCell(str(day), "paused") for day in (28, 29, 30, 1, 2)]
    stop = RulerCell("28", "paused", above=_("Dừng 5 ngày"))
    return (
        RulerCell("22", "received", above=_("Nhận 22/9")), *worked, RulerCell("", "skipped"),
        stop, *paused[1:], RulerCell("", "skipped"),
        RulerCell("5", "counted", below=_("hẹn cũ 5/10"), is_old_due=True),
        RulerCell("6", "today", 3, above=_("Bây giờ")), RulerCell("7", "left"),
        RulerCell("8", "left", below=_("hẹn 8/10"), is_due=True),
    )  # fmt: skip


def _promises() -> tuple[Promise, ...]:
    days = [RulerCell(day, "planned") for day in ("15", "16")]
    week_end = RulerCell("", "skipped")
    short = (RulerCell("14", "received"), *days, week_end, RulerCell("19", "planned", is_due=True))
    said = _("Nộp thứ Tư 14/10, tính các ngày 15, 16 và 19/10")
    note = _("3 ngày làm việc · 0 ₫ trực tuyến")
    return (
        Promise(_("Mở hộ kinh doanh"), "#thuoc", note, _("trước 17:00"), _("thứ Hai 19/10"),
                "2026-10-19T17:00+07:00", short, said),
    )  # fmt: skip


def _late_ruler() -> tuple[RulerCell, ...]:
    return (
        RulerCell("10", "received"), RulerCell("11", "counted"), RulerCell("12", "counted"),
        RulerCell("13", "counted", below=_("hẹn 13/8"), is_due=True),
        RulerCell("14", "late", above=_("Trễ 2 ngày")), RulerCell("", "holiday"),
        RulerCell("17", "late"),
    )  # fmt: skip


def steps() -> tuple[Step, ...]:
    """Return a process strip with two consultations running side by side."""
    ask = (
        Step(_("Hỏi Sở Xây dựng"), "done", "", _("9 giờ"), _("16 giờ")),
        Step(_("Hỏi Công an PCCC"), "here", "", _("18 giờ"), _("16 giờ"), is_late=True),
    )
    return (
        Step(_("Tiếp nhận"), "done", _("quầy 12"), _("1 giờ"), _("2 giờ")),
        Step(_("Thẩm định"), "done", "Trần Văn Đức", _("10 giờ"), _("12 giờ")),
        Step("", branches=ask),
        Step(_("Ký"), "todo", _("lãnh đạo Sở"), "", _("4 giờ")),
        Step(_("Trả kết quả"), "todo", _("Trung tâm"), "", _("1 giờ")),
    )


def _moments() -> tuple[Moment, ...]:
    return (
        Moment(_("Trước 17:00, 20/10"), _("Ký và trả kết quả"), state="todo"),
        Moment(_("Từ 14:05, 13/10"), _("Đang thẩm định"), _("đến nay"),
               _("Chi nhánh khu vực Vinh. Bước này có 3 ngày, đã dùng 5 giờ."), "here"),
        Moment("17:00, 25/09", _("Đồng hồ dừng 10 ngày"), _("thứ Sáu"),
               _("Chờ bổ sung bản vẽ."), "wait", link=Link(_("Xem phiếu yêu cầu"), "#tl")),
        Moment("08:10, 22/09", _("Tiếp nhận tại quầy 7"), _("thứ Ba")),
    )  # fmt: skip


def dues() -> tuple[Due, ...]:
    """Return one deadline chip per state."""
    return (
        Due("ok", _("2 ngày 4 giờ"), _("còn hạn"), 28),
        Due("soon", _("1 giờ 48"), _("sắp hạn"), 94),
        Due("late", _("Trễ 3 giờ"), _("quá hạn"), 100, 0, 88),
        Due("pause", _("Dừng 2 ngày"), _("tạm dừng"), 40, 30),
    )


def sample_rows() -> tuple[SampleRow, ...]:
    """Return rows of a worklist, one per state of the clock."""
    names = (
        ("H41.04-261007-0092", _("Thay đổi người đại diện"), "CTCP Xây dựng Hoàng Mai"),
        ("H41.04-261009-0047", _("Thành lập công ty một thành viên"), "Cao Xuân Bách"),
        ("H41.04-261012-0008", _("Thay đổi địa chỉ trụ sở"), "Vi Văn Khôi"),
        ("H41.04-261006-0033", _("Đăng ký hợp tác xã"), "HTX Cam Vinh"),
    )
    order = (2, 1, 0, 3)
    return tuple(
        SampleRow(*name, _("Thẩm định"), dues()[at], 75_000 * (at + 1))
        for name, at in zip(names, order, strict=True)
    )


def worklist() -> str:
    """Draw the sample worklist by compiled rows."""
    renderer = compile_rows(
        Column(_("Còn lại"), lambda row: pieces.due(row.due), sort="ascending"),
        Column(_("Mã hồ sơ"), "code", "code", href=lambda row: "#bang"),
        Column(_("Thủ tục"), "procedure", "head", small="step"),
        Column(_("Chủ hồ sơ"), "owner"),
        Column(_("Phí"), lambda row: pieces.amount(row.fee_vnd, "#bang"), "num"),
    )
    return renderer.table(sample_rows(), _("Bảng mẫu"))


def _chart() -> Chart:
    made = ((8640, 301, "03", "96,6"), (7911, 344, "04", "95,8"), (7873, 207, "05", "97,4"))
    bars = tuple(
        Bar(f"{month}/26", (("c1", float(ok)), ("late", float(late))), "#dien", note)
        for ok, late, month, note in made
    )
    return Chart(
        _("Hồ sơ đã xong mỗi tháng, trên cột là tỷ lệ đúng hạn"),
        (("c1", _("Đúng hạn")), ("late", _("Trễ hạn"))), bars,
    )  # fmt: skip


def _breakdown() -> Breakdown:
    portions = (
        Portion("c1", _("Đang làm việc"), 12, "12", "30 %"),
        Portion("c3", _("Chờ cơ quan khác"), 18, "18", "45 %", "#dien", _("lấy ý kiến")),
        Portion("none", _("Ngày nghỉ"), 10, "10", "25 %"),
    )
    sentence = _("Trong 40 giờ, lâu nhất là chờ cơ quan khác.")
    heads = _("Nguyên nhân"), _("Giờ"), _("Phần")
    return Breakdown(_("Thời gian theo nguyên nhân"), sentence, portions, "40", heads)


def _lists() -> dict[str, Any]:
    return {
        "tasks": (
            Task(_("Thông tin người nộp"), "ok", _("Xong"), "#viec"),
            Task(_("Giấy tờ kèm theo"), "soon", _("Còn 1 giấy"), "#viec", _("2 trong 3 giấy")),
            Task(_("Lệ phí"), "none", _("Chưa tới"), "", _("Mở sau khi đủ giấy tờ")),
        ),
        "answers": (
            Answer(_("Họ và tên"), "Đặng Thị Ngọc Ánh", "#o", _("từ dữ liệu dân cư")),
            Answer(_("Nơi nhận"), _("Tại quầy"), "#o"),
        ),
        "facts": (
            Fact(_("Thời hạn"), _("3 ngày làm việc"), _("từ ngày sau khi nhận đủ giấy tờ")),
            Fact(_("Lệ phí"), _("0 ₫ trực tuyến"), _("100.000 ₫ tại quầy")),
            Fact(_("Nơi giải quyết"), _("UBND phường, xã")),
            Fact(_("Cách nộp"), _("Trực tuyến toàn trình")),
        ),
        "figures": (
            Figure(_("Phải giải quyết"), "75.611", "#dien", _("+2,8 % so tháng trước")),
            Figure(_("Đúng hạn"), "97,2 %", "#dien"),
            Figure(_("Quá hạn, đang xử lý"), "364", "#dien", _("−52 hồ sơ")),
            Figure(_("Chờ tại quầy"), _("ít số liệu")),
        ),
    }


def components() -> dict[str, Any]:
    """Return everything the gallery page shows."""
    fields = _fields()
    return {
        "f": fields, "errors": errors_of(fields.values()), "dues": dues(),
        "ruler": _ruler(), "compared": (
            Compared(_("Diện tích"), "168,4 m²", "165,0 m²", "late", _("Lệch 3,4 m²")),
            Compared(_("Nơi có đất"), "Thành Vinh", "Hưng Bình", "soon", _("Tên cũ")),
            Compared(_("Chủ sử dụng"), "Hồ Sỹ Thành", "Hồ Sỹ Thành", "ok", _("Khớp")),
        ),
        "points": (Point("03", 96.6, "96,6"), Point("04", 95.8, "95,8"), Point("05", 97.4, "97,4")),
        "promise_items": _promises(),
        "late_ruler": _late_ruler(), "moments": _moments(), "steps": steps(),
        "worklist": worklist(), "chart": _chart(), "breakdown": _breakdown(),
        "spark_values": (3, 5, 4, 6, 7, 6, 8),
        "share_parts": (("c1", 30.3), ("c2", 20.9), ("c3", 32.5), ("c4", 12.9), ("c5", 3.4)),
        "crumb_items": (Link(_("Trang đầu"), "/"), Link(_("Bộ phận dùng chung"), "")),
        "tab_items": (
            Link(_("Tất cả"), "#dh", True, 23),
            Link(_("Sắp hạn"), "#dh", False, 3, "soon"),
        ),
        "filter_items": (Filter(_("Sở Xây dựng"), "#bang"),),
        "page": Pager(_("Dòng 1–25"), "", "#bang"),
        **_lists(),
        "empty_link": Link(_("Xem việc ngày mai"), "#trong"),
    }  # fmt: skip


def desk() -> dict[str, Any]:
    """Return what the officers' sample screen shows."""
    return {
        "nav": (
            Link(_("Việc của tôi"), "#main", True, 23),
            Link(_("Cả phòng"), "#main", False, 87),
        ),
        "keys": (
            Key("B", _("Yêu cầu bổ sung"), act="supplement"), Key("X", _("Xin ý kiến"), act="ask"),
            Key("F10", _("Trình lãnh đạo"), kind="go", blocked=_("Còn thiếu ý kiến PCCC")),
        ),
        "acting": SampleActing(),
        "steps": steps(), "worklist": worklist(), "due": dues()[1], "page": Pager(_("Dòng 1–4")),
        "f": _fields(),
    }  # fmt: skip
