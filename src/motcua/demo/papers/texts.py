"""Six kinds of paper that people bring to the counter, written for one invented person."""

import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from motcua.casework.lifecycle.filing import PartyGiven
from motcua.demo.papers.drawing import Paper
from motcua.kit.identity import Sex

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_LINE = 68


def _wrapped(*paragraphs: str) -> tuple[str, ...]:
    return tuple(line for one in paragraphs for line in textwrap.wrap(one, _LINE))


def _spoken(day: date) -> str:
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def _who(person: PartyGiven) -> tuple[str, ...]:
    sex = "Nữ" if person.sex is Sex.FEMALE else "Nam"
    born = f"{person.birth_on:%d/%m/%Y}" if person.birth_on else ""
    return (
        f"Họ, chữ đệm, tên: {person.full_name}",
        f"Ngày, tháng, năm sinh: {born}    Giới tính: {sex}",
        f"Số định danh cá nhân: {person.identity_number}",
        *_wrapped(f"Nơi cư trú: {person.address}, tỉnh Nghệ An"),
    )


def application(person: PartyGiven, procedure: str, on: date) -> Paper:
    """A signed application for a procedure."""
    body = _wrapped(
        f"Tôi đề nghị cơ quan có thẩm quyền giải quyết thủ tục: {procedure}.",
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước "
        "pháp luật về cam đoan của mình. Hồ sơ gồm các giấy tờ kèm theo đã được kiểm tra, đối "
        "chiếu với bản chính tại quầy tiếp nhận.",
        "Kính đề nghị quý cơ quan xem xét, giải quyết và trả kết quả đúng thời hạn ghi trên "
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Nếu hồ sơ cần bổ sung, đề nghị thông báo "
        "một lần, đầy đủ bằng văn bản cho tôi được biết.",
    )
    heading = (*_MOTTO, "TỜ KHAI", procedure.upper()[:60])
    closing = (f"Vinh, {_spoken(on)}", "Người khai", person.full_name)
    return Paper(heading, ("Kính gửi: Ủy ban nhân dân phường", *_who(person), *body, *closing))


def birth_record(person: PartyGiven, number: int, on: date) -> Paper:
    """An extract of a birth record."""
    lines = (
        f"Số: {number}/TLKS-BS",
        *_who(person),
        "Dân tộc: Kinh    Quốc tịch: Việt Nam",
        "Quê quán: xã Nam Đàn, tỉnh Nghệ An",
        *_wrapped(
            "Trích lục này được cấp từ sổ đăng ký khai sinh đang lưu giữ tại Ủy ban nhân dân, "
            "có giá trị chứng minh về sự kiện hộ tịch của người có tên nêu trên."
        ),
        f"Nghệ An, {_spoken(on)}",
        "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",
    )
    return Paper((*_MOTTO, "TRÍCH LỤC KHAI SINH", "(Bản sao)"), lines, seal="ỦY BAN NHÂN DÂN")


def single_status(person: PartyGiven, number: int, on: date) -> Paper:
    """A confirmation of marital status."""
    lines = (
        f"Số: {number}/UBND-XNTTHN",
        *_who(person),
        "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai",
        *_wrapped(
            "Giấy này được cấp để sử dụng vào mục đích bổ túc hồ sơ và có giá trị trong thời hạn "
            "06 tháng kể từ ngày cấp, không được sử dụng vào mục đích khác."
        ),
        f"Nghệ An, {_spoken(on)}",
        "CHỦ TỊCH",
    )
    return Paper(
        (*_MOTTO, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"), lines, seal="ỦY BAN NHÂN DÂN PHƯỜNG"
    )


def land_right(person: PartyGiven, number: int, on: date) -> Paper:
    """The first page of a certificate of land use."""
    lines = (
        f"Số vào sổ cấp giấy: CH {number:05d}",
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        *_who(person),
        "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
        f"a) Thửa đất số: {number % 400 + 1}, tờ bản đồ số: {number % 60 + 1}",
        f"b) Diện tích: {number % 300 + 60},5 m2 (bằng chữ: theo bản đồ địa chính)",
        "c) Hình thức sử dụng: Sử dụng riêng",
        "d) Mục đích sử dụng: Đất ở tại đô thị",
        "đ) Thời hạn sử dụng: Lâu dài",
        "e) Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất",
        f"Nghệ An, {_spoken(on)}",
        "TM. ỦY BAN NHÂN DÂN",
    )
    heading = (*_MOTTO, "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở")
    return Paper(heading, lines, seal="SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG")


def contract(person: PartyGiven, number: int, on: date) -> Paper:
    """The first page of a lease."""
    lines = (
        f"Số: {number}/HĐTN",
        f"Hôm nay, {_spoken(on)}, tại thành phố Vinh, chúng tôi gồm có:",
        "BÊN CHO THUÊ (sau đây gọi là Bên A)",
        *_who(person),
        "BÊN THUÊ (sau đây gọi là Bên B): Hộ kinh doanh cùng địa chỉ",
        *_wrapped(
            "Điều 1. Bên A đồng ý cho Bên B thuê căn nhà để làm địa điểm kinh doanh trong thời "
            f"hạn 03 năm với giá {number % 9 + 4}.500.000 đồng mỗi tháng, trả vào ngày 05 hằng "
            "tháng.",
            "Điều 2. Bên B có nghĩa vụ sử dụng nhà đúng mục đích, giữ gìn nhà, sửa chữa hư hỏng "
            "do mình gây ra và trả đủ tiền thuê đúng kỳ hạn đã thỏa thuận.",
            "Điều 3. Hợp đồng được lập thành 02 bản có giá trị pháp lý như nhau, mỗi bên giữ 01 "
            "bản và có hiệu lực kể từ ngày ký.",
        ),
        "ĐẠI DIỆN BÊN A                              ĐẠI DIỆN BÊN B",
    )
    return Paper((*_MOTTO, "HỢP ĐỒNG THUÊ NHÀ"), lines)


def identity_card(person: PartyGiven, _number: int, on: date) -> Paper:
    """A photocopy of an identity card, front side, with its QR."""
    sex = "Nữ" if person.sex is Sex.FEMALE else "Nam"
    born = f"{person.birth_on:%d%m%Y}" if person.birth_on else ""
    fields = (person.identity_number, "", person.full_name, born, sex, person.address)
    lines = (*_who(person), "Quốc tịch: Việt Nam", "Quê quán: xã Nam Đàn, tỉnh Nghệ An")
    heading = (*_MOTTO, "CĂN CƯỚC CÔNG DÂN")
    return Paper(heading, lines, qr="|".join((*fields, f"{on:%d%m%Y}")))


def further(page: int) -> Paper:
    """A page that goes on from the one before: no heading, no motto."""
    lines = _wrapped(
        f"{page}. Các nội dung tiếp theo của trang trước được ghi đầy đủ dưới đây và là phần không "
        "tách rời. Người ký tên chịu trách nhiệm về tính chính xác của nội dung đã ghi.",
        "Các bên đã đọc lại, hiểu rõ, không có ý kiến khác và cùng ký tên vào từng trang.",
        f"Trang này được đánh số {page} và đóng dấu giáp lai theo quy định.",
    )
    return Paper((), lines)


def _birth_application(person: PartyGiven, _number: int, on: date) -> Paper:
    return application(person, "Đăng ký khai sinh", on)


KINDS: tuple[Callable[[PartyGiven, int, date], Paper], ...] = (
    _birth_application,
    birth_record,
    single_status,
    land_right,
    contract,
    identity_card,
)


def in_font(paper: Paper, font: str) -> Paper:
    """Return the same paper typed in another font."""
    return replace(paper, font=font, size=paper.size if "Serif" in font else paper.size - 0.8)


def named(name: str, person: PartyGiven, number: int, on: date) -> Paper:
    """A paper of any name: its name as its title, and whose it is."""
    title = textwrap.wrap(name.partition(";")[0].partition("(")[0].strip().upper(), 52)[:3]
    lines = (
        f"Số: {number}/GT",
        *_who(person),
        *_wrapped(
            "Giấy tờ này được lập để nộp kèm hồ sơ giải quyết thủ tục hành chính; người có tên "
            "trên chịu trách nhiệm về nội dung đã khai và cam kết cung cấp bản chính khi được "
            "yêu cầu đối chiếu."
        ),
        f"Vinh, {_spoken(on)}",
    )
    return Paper((*_MOTTO, *title), lines, seal="BẢN CHÍNH")
