"""Names by the frequencies of real people of Nghệ An: family, middle names by sex, given names.

Shares of family names follow the published national ones (Nguyễn 38 %, Trần 11 %, Lê 9.5 % …) with
what marks the province (Hồ, Phan, Đậu, Cao, Thái, Lô, Vi, Lương, Kha, Moong). Persons are numbered;
the same number and seed give the same person, and none of them lives.
"""

from motcua.demo.history.dice import Wheel, mixed
from motcua.kit.identity import Sex

_FAMILY = Wheel({
    "Nguyễn": 45, "Nguyễn Sỹ": 0.5, "Nguyễn Cảnh": 0.6, "Nguyễn Đình": 0.8,
    "Nguyễn Trọng": 0.5, "Nguyễn Hữu": 0.6, "Trần": 12.0, "Trần Đình": 0.4, "Lê": 10.4,
    "Lê Khắc": 0.2, "Phạm": 6.2, "Hoàng": 4.2, "Hoàng Nghĩa": 0.2, "Phan": 4.6,
    "Phan Bùi": 0.1, "Hồ": 4.1, "Hồ Sỹ": 0.4, "Võ": 3.2, "Vũ": 1.2, "Đặng": 2.4, "Bùi": 2.2,
    "Cao": 2.0, "Thái": 1.5, "Thái Bá": 0.1, "Đậu": 1.6, "Ngô": 1.3, "Ngô Trí": 0.1, "Trương": 1.2,
    "Đinh": 1.1, "Đỗ": 1.0, "Dương": 0.8, "Lương": 1.0, "Vi": 1.2, "Lô": 1.1, "Vương": 0.5,
    "Chu": 0.6, "Hà": 0.6, "Kha": 0.4, "Quang": 0.3, "Lữ": 0.4, "Lục": 0.1, "Moong": 0.2,
    "Cụt": 0.1, "Xồng": 0.1, "Và": 0.1, "Lầu": 0.1, "Phùng": 0.3, "Tạ": 0.3, "Tôn": 0.1,
    "Mai": 0.4, "Đoàn": 0.4, "Đào": 0.4, "Lưu": 0.3, "Tăng": 0.3, "Biện": 0.1, "Ông": 0.05,
    "Trịnh": 0.3, "Lâm": 0.2, "Kiều": 0.1, "Bành": 0.05, "Hứa": 0.05, "Mạc": 0.1, "Tống": 0.1,
    "Nghiêm": 0.05, "Thạch": 0.03, "Đàm": 0.05, "Văn": 0.1, "Ngân": 0.1, "Lang": 0.1, "Lim": 0.03,
})  # fmt: skip
_MIDDLE = {
    Sex.FEMALE: Wheel({
        "Thị": 42, "Thị Ngọc": 3, "Thị Thanh": 3, "Thị Hoài": 2.4, "Thị Thu": 3, "Thị Kim": 2,
        "Thị Hồng": 2.6, "Thị Bích": 1, "Thị Mỹ": 1, "Thị Diệu": 0.8, "Thị Cẩm": 0.7,
        "Thị Quỳnh": 1.4, "Thị Phương": 1.8, "Thị Minh": 1.6, "Thị Khánh": 1, "Thị Thùy": 1.2,
        "Thị Ánh": 0.8, "Thị Như": 0.6, "Thị Lan": 0.9, "Thị Hà": 0.9, "Thị Tú": 0.4,
        "Thị Trà": 0.5, "Thị Vân": 0.7, "Thị Thúy": 1.2, "Thị Tuyết": 0.7, "Thị Hải": 0.6,
        "Thị An": 0.3, "Thị Bảo": 0.4, "Ngọc": 2, "Khánh": 1.6, "Bảo": 1.8, "Hà": 1, "Quỳnh": 1.4,
        "Phương": 1.6, "Minh": 1.4, "Thanh": 1.2, "Thảo": 0.9, "Hoài": 0.8, "Diệu": 0.6,
        "Gia": 0.6, "Tuệ": 0.5, "An": 0.6, "Cẩm": 0.4, "Thu": 0.5, "Mai": 0.5, "Yến": 0.4,
        "Trúc": 0.3, "Hiền": 0.3, "Linh": 0.4, "Nhã": 0.2, "Uyên": 0.2, "Tường": 0.1,
    }),
    Sex.MALE: Wheel({
        "Văn": 30, "Đình": 5, "Xuân": 4.5, "Hữu": 4, "Quốc": 3.6, "Sỹ": 2.6, "Bá": 2.8,
        "Viết": 2.4, "Minh": 3.6, "Đức": 3.8, "Trọng": 2.6, "Công": 2.2, "Ngọc": 2.4, "Duy": 2,
        "Anh": 1.8, "Thanh": 1.8, "Quang": 2, "Hoàng": 2, "Tiến": 1.6, "Khắc": 1.2, "Thế": 1.6,
        "Cảnh": 1.4, "Doãn": 0.7, "Danh": 0.9, "Phi": 0.7, "Hồng": 1.2, "Tuấn": 1, "Mạnh": 1.1,
        "Gia": 1.2, "Bảo": 1.2, "Nhật": 0.8, "Chí": 0.7, "Như": 0.5, "Nghĩa": 0.6, "Vĩnh": 0.4,
        "Trung": 0.8, "Hải": 0.8, "Phúc": 0.5, "Kim": 0.5, "Huy": 0.7, "Thái": 0.5, "Việt": 0.7,
        "Sơn": 0.4, "Tấn": 0.3, "Trí": 0.4, "Hoài": 0.3, "Lê": 0.4, "Đăng": 0.9, "Nguyên": 0.4,
    }),
}  # fmt: skip
_GIVEN = {
    Sex.FEMALE: Wheel({
        "Hương": 4, "Hoa": 3.4, "Lan": 3.4, "Hà": 3.6, "Huyền": 3.4, "Trang": 3.6, "Thảo": 3.2,
        "Nhung": 2.4, "Vân": 2.6, "Quỳnh": 2, "Loan": 2, "Yến": 2, "Hạnh": 2.4, "Nga": 2.4,
        "Thủy": 2.4, "Linh": 3.4, "Hằng": 2.8, "Hiền": 2.8, "Thanh": 2.2, "Tâm": 2, "Hường": 1.6,
        "Lý": 1.2, "Liên": 1.6, "Mai": 2.2, "Ngọc": 2.2, "Anh": 2.4, "Phương": 2.6, "Oanh": 1.4,
        "Dung": 2, "Hoài": 1, "Hồng": 1.8, "Nguyệt": 1.2, "Tuyết": 1.2, "Thu": 1.6, "Xuân": 1.2,
        "Thương": 1.8, "Sen": 0.8, "Lài": 0.4, "Cúc": 0.6, "Đào": 0.6, "Bình": 0.9, "An": 1,
        "Giang": 1.4, "Trâm": 0.8, "Vy": 1, "Nhi": 1, "My": 1, "Châu": 0.9, "Diệp": 0.6,
        "Thắm": 0.8, "Thơm": 0.5, "Lương": 0.5, "Minh": 0.8, "Hậu": 0.8, "Ánh": 0.9, "Nhàn": 0.9,
        "Lệ": 0.4, "Na": 0.4, "Tình": 0.5, "Thoa": 0.4, "Tú": 0.6, "Duyên": 0.9, "Kiều": 0.4,
        "Ngân": 1.2, "Uyên": 0.6, "Như": 0.5, "Bích": 0.3, "Chi": 0.8, "Hảo": 0.4, "Lam": 0.3,
        "Bảo An": 0.2, "Khánh Linh": 0.4, "Hà My": 0.3, "Bảo Ngọc": 0.4, "Minh Anh": 0.4,
        "Ngọc Ánh": 0.4, "Hoài Thương": 0.3, "Thảo Vy": 0.2, "Quỳnh Anh": 0.3, "Gia Hân": 0.3,
        "Bảo Châu": 0.2, "Phương Thảo": 0.3, "Khánh Huyền": 0.3, "Diệu Linh": 0.2, "Ngọc Mai": 0.2,
    }),
    Sex.MALE: Wheel({
        "Dũng": 3.4, "Hùng": 3.6, "Tuấn": 3.6, "Cường": 3, "Nam": 2.8, "Sơn": 2.8, "Thắng": 2.6,
        "Long": 2.2, "Hải": 2.6, "Đức": 2.4, "Khánh": 1.4, "Bình": 2.4, "Quang": 2, "Tú": 1.4,
        "Hiếu": 2, "Phúc": 1.6, "Anh": 2.2, "Minh": 2, "Hoàng": 2, "Thành": 2.4, "Trung": 2.2,
        "Tiến": 1.8, "Việt": 1.4, "Huy": 1.8, "Đạt": 1.6, "Linh": 1, "Tâm": 1.2, "Hòa": 1.4,
        "Lâm": 1.2, "Phong": 1.2, "Quân": 1.4, "Toàn": 1.4, "Vinh": 1.4, "Lợi": 0.9, "Tài": 1.2,
        "Thuận": 0.9, "Chiến": 1.2, "Công": 0.8, "Nghĩa": 1, "Thịnh": 0.8, "Hưng": 1.4,
        "Kiên": 1, "Trường": 0.9, "Bảo": 0.9, "Khoa": 0.7, "Đông": 0.7, "Giang": 0.7, "Hậu": 0.7,
        "Thọ": 0.6, "Phương": 0.8, "Tân": 0.7, "Quý": 0.7, "Nhân": 0.6, "Luân": 0.4, "Lực": 0.4,
        "Duy": 0.6, "Khang": 0.5, "Vũ": 0.7, "Đại": 0.4, "Ngọc": 0.9, "Hà": 0.5, "Thái": 0.8,
        "Mạnh": 0.9, "Tùng": 1.1, "Lộc": 0.6, "Kỳ": 0.3, "Chung": 0.6, "Cảnh": 0.4, "Tình": 0.4,
        "Đình": 0.3, "Gia Bảo": 0.5, "Minh Quân": 0.3, "Anh Tuấn": 0.3, "Nhật Minh": 0.3,
        "Quốc Khánh": 0.2, "Hoàng Long": 0.2, "Minh Đức": 0.3, "Tuấn Kiệt": 0.2, "Anh Dũng": 0.2,
    }),
}  # fmt: skip
_BEFORE_GIVEN = {
    Sex.FEMALE: Wheel(dict.fromkeys((
        "Ngọc", "Thanh", "Hoài", "Thu", "Kim", "Hồng", "Bích", "Mỹ", "Diệu", "Cẩm", "Quỳnh",
        "Phương", "Minh", "Khánh", "Thùy", "Ánh", "Như", "Lan", "Hà", "Tú", "Trà", "Vân", "Thúy",
        "Tuyết", "Hải", "An", "Bảo", "Thảo", "Hiền", "Linh", "Yến", "Mai", "Nguyệt", "Hạnh",
        "Tâm", "Xuân", "Kiều", "Uyên", "Lệ", "Trúc", "Tố", "Thục", "Châu", "Huyền", "Hương",
    ), 1.0)),
    Sex.MALE: Wheel(dict.fromkeys((
        "Quốc", "Minh", "Đức", "Anh", "Thanh", "Quang", "Hoàng", "Tiến", "Thế", "Ngọc", "Tuấn",
        "Mạnh", "Gia", "Bảo", "Nhật", "Chí", "Trung", "Hải", "Phúc", "Huy", "Thái", "Việt", "Sơn",
        "Tấn", "Trí", "Hoài", "Đăng", "Nguyên", "Xuân", "Hữu", "Công", "Duy", "Thành", "Trường",
        "Hồng", "Nam", "Tùng", "Khánh", "Vĩnh", "Thiên", "Tường", "Khôi", "Long", "Hùng", "Phương",
    ), 1.0)),
}  # fmt: skip
_D_LETTERS = ("Đạt", "Đức", "Đông", "Đại", "Đạo", "Đăng", "Điền", "Định", "Đoan", "Đào", "Đan",
              "Điệp", "Đính", "Đẩu", "Đương", "Đàn", "Đệ", "Độ", "Đoàn", "Đáng")  # fmt: skip
_D_FAMILIES = ("Đặng", "Đậu", "Đinh", "Đỗ", "Đào", "Đoàn", "Đàm")
_WITH_FOUR_WORDS = 38
"""Of a hundred persons, less those of the two kinds above: one word more before the given name."""
_FOREIGN_FIRST = (
    "Anna", "Maria", "John", "Michael", "David", "Thomas", "Somchai", "Khamphet", "Bounmy", "Li",
    "Wang", "Min-jun", "Seo-yeon", "Hiroshi", "Yuki", "Ivan", "Olga", "Jean", "Claire", "Peter",
    "Sarah", "Emma", "Bounthanh", "Sengdao",
)  # fmt: skip
_FOREIGN_LAST = (
    "Smith", "Johnson", "Müller", "Martin", "Dubois", "Kim", "Park", "Tanaka", "Sato", "Ivanov",
    "Petrova", "Vongsa", "Phommachanh", "Keomany", "Wei", "Chen", "Brown", "Wilson",
    "Sisouphanh", "Inthavong", "Garcia", "Rossi", "Novák", "Lee",
)  # fmt: skip


def name_of(number: int, seed: int, sex: Sex) -> str:
    """Return the full name of a numbered person: one in a hundred foreign, three written with đ."""
    bits = mixed(number, seed ^ 0x4E41)
    luck = bits % 100
    if luck == 0:
        return _foreign(bits >> 8)
    if luck < 4:
        return _with_d(bits >> 8)
    name = f"{_FAMILY.at(bits >> 8)} {_MIDDLE[sex].at(bits >> 20)}"
    given = _GIVEN[sex].at(bits >> 32)
    if luck < _WITH_FOUR_WORDS and " " not in given:
        name = f"{name} {_BEFORE_GIVEN[sex].at(bits >> 44)}"
    return f"{name} {given}"


def _foreign(bits: int) -> str:
    first = _FOREIGN_FIRST[bits % len(_FOREIGN_FIRST)]
    return f"{first} {_FOREIGN_LAST[(bits >> 10) % len(_FOREIGN_LAST)]}"


def _with_d(bits: int) -> str:
    """A name whose every word begins with đ: the letter that careless folding loses."""
    family = _D_FAMILIES[bits % len(_D_FAMILIES)]
    middle = _D_LETTERS[(bits >> 8) % len(_D_LETTERS)]
    return f"{family} {middle} {_D_LETTERS[(bits >> 16) % len(_D_LETTERS)]}"
