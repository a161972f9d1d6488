"""The officers of the demonstration province: a table of invented people, one role each or more."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.registers.organisation.rules import Role
from motcua.registers.people.rules import DEMO_PASSWORD

__all__ = ["DEMO_PASSWORD", "ON_THE_SPOT", "OfficerFacts", "officers"]

CENTRE, OFFICE, CONTROL, PROVINCE = "H41.01.01", "H41.01", "H41.01.02", "H41"


@dataclass(frozen=True)
class OfficerFacts:
    """One invented officer: the account's name, the person's, and the post held."""

    username: str
    full_name: str
    unit_code: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class _Department:
    """A department's short name in accounts, its code, and whom it employs."""

    word: str
    code: str
    head: str
    division_head: str
    specialists: tuple[str, str]
    clerk: str


ON_THE_SPOT = ("trungtam.kyduyet", "trungtam.motbuoi")
"""Who lends the right to sign, and who settles in one sitting with it."""

_OTHERS = (
    OfficerFacts("trungtam.tiepnhan", "Nguyễn Thị Hoài Thương", CENTRE,
        "Cán bộ tiếp nhận", (Role.RECEPTION_OFFICER,)),
    OfficerFacts("trungtam.tiepnhan2", "Hồ Viết Lâm", CENTRE,
        "Cán bộ tiếp nhận", (Role.RECEPTION_OFFICER,)),
    OfficerFacts("trungtam.traketqua", "Phan Thị Thanh Huyền", CENTRE,
        "Cán bộ trả kết quả", (Role.RESULT_OFFICER,)),
    OfficerFacts("trungtam.thungan", "Trần Thị Mỹ Linh", CENTRE, "Thu ngân", (Role.CASHIER,)),
    OfficerFacts("trungtam.sohoa", "Lê Văn Đạt", CENTRE, "Cán bộ số hóa", (Role.DIGITISER,)),
    OfficerFacts("trungtam.giamdoc", "Đặng Hữu Nghĩa", CENTRE,
        "Giám đốc Trung tâm", (Role.CENTRE_MANAGER,)),
    OfficerFacts("trungtam.chuyenvien", "Cao Thị Bích Ngọc", CENTRE,
        "Chuyên viên Sở Tư pháp tại Trung tâm", (Role.SPECIALIST,)),
    OfficerFacts("trungtam.kyduyet", "Nguyễn Cảnh Toàn", CENTRE,
        "Phó Trưởng phòng Hành chính tư pháp", (Role.UNIT_LEADER,)),
    OfficerFacts("trungtam.vanthu", "Võ Thị Lan Anh", CENTRE, "Văn thư", (Role.CLERK_SEAL,)),
    OfficerFacts("trungtam.motbuoi", "Hoàng Nghĩa Quân", CENTRE, "Cán bộ giải quyết tại chỗ",
        (Role.RECEPTION_OFFICER, Role.SPECIALIST, Role.CLERK_SEAL, Role.RESULT_OFFICER)),
    OfficerFacts("tinh.chutich", "Trần Đình Khôi", PROVINCE,
        "Phó Chủ tịch Ủy ban nhân dân tỉnh", (Role.PROVINCE_LEADER,)),
    OfficerFacts("tinh.vanthu", "Ngô Thị Hồng Vân", PROVINCE,
        "Văn thư Văn phòng Ủy ban nhân dân tỉnh", (Role.PROVINCE_CLERK,)),
    OfficerFacts("tinh.kiemsoat", "Bùi Thị Quỳnh Trang", CONTROL,
        "Chuyên viên kiểm soát thủ tục hành chính", (Role.PROCEDURE_CONTROLLER,)),
    OfficerFacts("tinh.thanhtra", "Phạm Công Danh", "H41.21", "Thanh tra viên", (Role.INSPECTOR,)),
    OfficerFacts("quantri", "Vũ Minh Hiếu", OFFICE, "Quản trị hệ thống", (Role.SYSTEM_ADMIN,)),
    OfficerFacts("ketnoi", "Đinh Quang Huy", OFFICE, "Kỹ sư kết nối", (Role.INTEGRATION_ENGINEER,)),
    OfficerFacts("taichinh.quantri", "Lương Thị Hà", "H41.14",
        "Quản trị đơn vị", (Role.UNIT_ADMIN,)),
    OfficerFacts("buudien", "Nguyễn Thị Tuyết Mai", "H41.90",
        "Nhân viên bưu điện", (Role.POSTAL_CLERK,)),
    OfficerFacts("truongvinh.tiepnhan", "Hồ Thị Cẩm Tú", "H41.102", "Cán bộ một cửa",
        (Role.RECEPTION_OFFICER, Role.RESULT_OFFICER)),
    OfficerFacts("truongvinh.chuyenvien", "Nguyễn Bá Thắng", "H41.102",
        "Công chức tư pháp - hộ tịch", (Role.SPECIALIST,)),
    OfficerFacts("truongvinh.chutich", "Lê Thị Kim Oanh", "H41.102",
        "Phó Chủ tịch Ủy ban nhân dân phường", (Role.UNIT_LEADER,)),
    OfficerFacts("truongvinh.vanthu", "Phan Văn Nhật", "H41.102", "Văn thư", (Role.CLERK_SEAL,)),
)  # fmt: skip

_DEPARTMENTS = (
    _Department("taichinh", "H41.14", "Nguyễn Xuân Trường", "Trần Thị Diệu Hiền",
        ("Phan Bùi Quốc Việt", "Lê Thị Khánh Huyền"), "Đậu Thị Nga"),
    _Department("xaydung", "H41.19", "Hoàng Đức Thọ", "Nguyễn Văn Kiên",
        ("Trần Quốc Bảo", "Võ Thị Hải Yến"), "Cao Thị Hòa"),
    _Department("nongnghiep", "H41.13", "Phạm Ngọc Hưng", "Lê Thị Thu Hà",
        ("Nguyễn Sỹ Dũng", "Hồ Thị Thanh Nhàn"), "Bùi Thị Liên"),
    _Department("tuphap", "H41.17", "Đặng Thị Minh Nguyệt", "Nguyễn Hữu Phước",
        ("Trương Văn Tài", "Phan Thị Thùy Dung"), "Hoàng Thị Xuân"),
    _Department("congan", "H41.22", "Lê Khắc Thành", "Nguyễn Đình Cường",
        ("Trần Văn Hải", "Đỗ Thị Phương Thảo"), "Nguyễn Thị Bình"),
    _Department("congthuong", "H41.04", "Võ Văn Sơn", "Phạm Thị Nhung",
        ("Hồ Sỹ Long", "Ngô Thị Trà My"), "Lê Thị Thắm"),
    _Department("giaoduc", "H41.06", "Thái Thị Vinh", "Nguyễn Trọng Hoàn",
        ("Bùi Văn Tuấn", "Trần Thị Hương Giang"), "Phan Thị Sen"),
)  # fmt: skip


def officers() -> Iterator[OfficerFacts]:
    """Yield every officer of the province."""
    yield from _OTHERS
    for department in _DEPARTMENTS:
        yield from _staff(department)


def _staff(one: _Department) -> Iterator[OfficerFacts]:
    parts = (
        ("lanhdao", one.head, "Phó Giám đốc Sở", Role.UNIT_LEADER),
        ("truongphong", one.division_head, "Trưởng phòng", Role.DIVISION_LEADER),
        ("chuyenvien", one.specialists[0], "Chuyên viên", Role.SPECIALIST),
        ("chuyenvien2", one.specialists[1], "Chuyên viên", Role.SPECIALIST),
        ("vanthu", one.clerk, "Văn thư", Role.CLERK_SEAL),
    )
    for word, name, title, role in parts:
        yield OfficerFacts(f"{one.word}.{word}", name, one.code, _title(one, title), (role,))


def _title(one: _Department, title: str) -> str:
    """The police have no department director."""
    is_director = title.endswith("Giám đốc Sở")
    return "Phó Giám đốc Công an tỉnh" if is_director and one.word == "congan" else title
