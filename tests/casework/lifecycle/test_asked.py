"""What a text means, from the text alone."""

import pytest

from motcua.casework.lifecycle.asked import Kind, readings

CARD = "040192006318|186123456|Phan Thị Ngọc Ánh|08031992|Nữ|Số 24, Trường Vinh|01072021"


@pytest.mark.parametrize(
    ("typed", "kinds", "value"),
    [
        ("h41.14-261012-0001", [Kind.CODE], "H41.14-261012-0001"),
        ("H41.142610120001", [Kind.CODE], "H41.14-261012-0001"),
        ("https://x.example/?code=H41.14-261012-0001&key=A", [Kind.CODE], "H41.14-261012-0001"),
        ("261012-0001", [Kind.SERIAL, Kind.EXTERNAL], "261012-0001"),
        ("2610120001", [Kind.SERIAL, Kind.EXTERNAL], "261012-0001"),
        ("0912345318", [Kind.PHONE, Kind.EXTERNAL], "0912345318"),
        ("5318", [Kind.TAIL, Kind.EXTERNAL], "5318"),
        ("040192006318", [Kind.IDENTITY, Kind.EXTERNAL], "040192006318"),
        (CARD, [Kind.IDENTITY], "040192006318"),
        ("12/GCN-ĐKKD", [Kind.PAPER, Kind.NAME], "12/GCN-ĐKKD"),
        ("G22.99-260101-000123", [Kind.CODE], "G22.99-260101-000123"),
        ("anh phan", [Kind.NAME], "anh"),
        ("  ", [], ""),
        ("…", [], ""),
    ],
)  # fmt: skip
def test_a_text_has_its_readings(typed: str, kinds: list[Kind], value: str) -> None:
    found = readings(typed)
    assert [one.kind for one in found] == kinds
    assert [one.value for one in found[:1]] == ([value] if kinds else [])
