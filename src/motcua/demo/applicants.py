"""Invented applicants: names by their frequency, sex, number and birth date that agree."""

from datetime import date, timedelta
from random import Random

from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import PartyGiven
from motcua.kit.identity import Sex

_FAMILIES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Phan": 5, "Hồ": 5, "Võ": 4,
    "Đặng": 3, "Bùi": 3, "Cao": 2, "Thái": 2, "Đậu": 2, "Ngô": 1, "Vi": 1, "Lô": 1,
}  # fmt: skip
_MIDDLES = {
    Sex.FEMALE: ("Thị", "Thị", "Thị", "Thị Ngọc", "Thị Thanh", "Thị Hoài", "Khánh", "Bảo"),
    Sex.MALE: ("Văn", "Văn", "Đình", "Xuân", "Hữu", "Quốc", "Sỹ", "Bá", "Viết", "Minh"),
}
_GIVEN = {
    Sex.FEMALE: ("Hương", "Hoa", "Lan", "Hà", "Huyền", "Ánh", "Trang", "Thảo", "Nhung", "Vân",
                 "Quỳnh", "Loan", "Yến", "Hạnh", "Nga", "Thủy"),
    Sex.MALE: ("Dũng", "Hùng", "Tuấn", "Cường", "Nam", "Sơn", "Thắng", "Long", "Hải", "Đức",
               "Khánh", "Bình", "Quang", "Tú", "Hiếu", "Phúc"),
}  # fmt: skip
_STREETS = (
    "đường Nguyễn Sỹ Sách, phường Trường Vinh",
    "đường Lê Hồng Phong, phường Thành Vinh",
    "đường Phong Định Cảng, phường Trường Vinh",
    "đường Lý Thường Kiệt, phường Vinh Phú",
    "đường Hải Thượng Lãn Ông, phường Vinh Lộc",
)
_BIRTHS = (date(1948, 1, 1), date(2006, 12, 31))
_NGHE_AN = "040"


def applicant(chance: Random) -> PartyGiven:
    """Return a person of Nghệ An who owns what is filed; the same chance, the same person."""
    sex = chance.choice([Sex.FEMALE, Sex.MALE])
    family = chance.choices([*_FAMILIES], [*_FAMILIES.values()])[0]
    name = f"{family} {chance.choice(_MIDDLES[sex])} {chance.choice(_GIVEN[sex])}"
    first, last = _BIRTHS
    born = first + timedelta(days=chance.randrange((last - first).days))
    return PartyGiven(
        role=PartyRole.OWNER,
        full_name=name,
        identity_number=_number(sex, born, chance),
        birth_on=born,
        sex=sex,
        phone=f"09{chance.randrange(10**8):08d}",
        address=f"Số {chance.randrange(1, 200)} {chance.choice(_STREETS)}",
    )


def _number(sex: Sex, born: date, chance: Random) -> str:
    """Three digits of the province, one of century and sex, two of the year, six of chance."""
    century = 2 * (born.year >= 2000) + (sex is Sex.FEMALE)
    return f"{_NGHE_AN}{century}{born.year % 100:02d}{chance.randrange(10**6):06d}"
