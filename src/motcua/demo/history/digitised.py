"""How the told past becomes electronic: few papers were scanned in 2022, nearly all in 2026.

Units differ, and what was not scanned has its reason.
"""

from collections.abc import Mapping
from datetime import date

from motcua.demo.history.dice import Wheel, mixed
from motcua.demo.history.paths import Path
from motcua.demo.history.places import DISTRICTS_ENDED

_SHARE = {2022: 0.15, 2023: 0.36, 2024: 0.6, 2025: 0.8, 2026: 0.92, 2027: 0.97}
_UNITS_DIFFER = 0.6
"""The best unit leaves so much less undone than the average, the last so much more."""
BOTH_WAYS = frozenset({Path.SMOOTH, Path.SPOT})
"""Turns told with and without scans; each rare one is told in one way, that of its time."""
_NO_PAPERS = frozenset({Path.REFUSED, Path.IMPORTED})
_EXCUSES: Mapping[bool, Wheel[str]] = {
    False: Wheel({
        "Quầy chưa được trang bị máy quét.": 7.0,
        "Máy quét của quầy đang sửa chữa.": 2.0,
        "Cuối ngày còn nhiều người chờ, quét bù sau khi bàn giao.": 2.0,
    }),
    True: Wheel({
        "Máy quét của quầy đang sửa chữa.": 3.0,
        "Bản vẽ khổ lớn, máy quét của quầy không quét được.": 3.0,
        "Cuối ngày còn nhiều người chờ, quét bù sau khi bàn giao.": 3.0,
        "Mất điện, máy quét không hoạt động.": 1.0,
    }),
}  # fmt: skip
_ON_PAPER = Wheel({
    "Người ký chưa được cấp chứng thư số.": 6.0,
    "Kết quả in trên phôi do cơ quan trung ương quy định.": 2.0,
    "Người nhận đề nghị cấp bản giấy.": 1.0,
})  # fmt: skip


def ways(path: Path, first: date) -> tuple[bool, ...]:
    """Return whether a turn's papers are scanned, both answers where both are told."""
    if path in _NO_PAPERS:
        return (False,)
    return (False, True) if path in BOTH_WAYS else (_is_late(first),)


def is_scanned(path: Path, first: date, day: date, unit_id: int, luck: float) -> bool:
    """Tell whether the desk of a unit scanned a dossier of a day; `luck` lies between 0 and 1."""
    known = ways(path, first)
    return known[0] if len(known) == 1 else luck < share(day, unit_id)


def share(day: date, unit_id: int) -> float:
    """Return which part of its dossiers a unit scanned at a time; it grows from day to day."""
    now, then = _SHARE.get(day.year, 0.97), _SHARE.get(day.year + 1, 0.97)
    mean = now + (then - now) * (day.timetuple().tm_yday - 1) / 365 * 0.5
    apart = (mixed(unit_id, 0x5CA7) % 1000 / 500 - 1) * _UNITS_DIFFER
    return mean - apart * min(mean, 1 - mean)


def excuse(day: date, bits: int) -> str:
    """Return why papers of a day left the desk unscanned."""
    return _EXCUSES[_is_late(day)].at(bits)


def on_paper(bits: int) -> str:
    """Return why a result went out without a digital signature."""
    return _ON_PAPER.at(bits)


def _is_late(day: date) -> bool:
    """Tell whether a day belongs to the time since July 2025, when every desk had a scanner."""
    return day >= DISTRICTS_ENDED
