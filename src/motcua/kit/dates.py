"""Days and instants as people of Vietnam write them, in Vietnamese, English or French."""

import re
from datetime import date, datetime

from motcua.kit.clock import VIETNAM

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}


def local(at: datetime) -> datetime:
    """Return an aware instant on the Vietnamese clock; one at the end of time as it is written."""
    if at.tzinfo is None:
        raise ValueError(at)
    try:
        return at.astimezone(VIETNAM)
    except OverflowError:
        return at.replace(tzinfo=VIETNAM)


def day(on: date) -> str:
    """Return `22/11/2026`; an instant is told by its day in Vietnam."""
    on = local(on).date() if isinstance(on, datetime) else on
    return f"{on.day:02}/{on.month:02}/{on.year:04}"


def clock_time(at: datetime) -> str:
    """Return `17:00` on the Vietnamese clock."""
    here = local(at)
    return f"{here.hour:02}:{here.minute:02}"


def day_and_month(at: datetime) -> str:
    """Return `27/11` on the Vietnamese clock, for narrow columns."""
    here = local(at)
    return f"{here.day:02}/{here.month:02}"


def brief(at: datetime) -> str:
    """Return `17:00 27/11`, for what is near in time."""
    here = local(at)
    return f"{here.hour:02}:{here.minute:02} {here.day:02}/{here.month:02}"


def weekday(on: date, language: str = "vi") -> str:
    """Return the name of the day of the week as it stands inside a sentence."""
    return _WEEKDAYS.get(language, _WEEKDAYS["en"])[on.weekday()]


def moment(at: datetime, language: str = "vi") -> str:
    """Return `17:00 thứ Sáu 27/11/2026`."""
    here = local(at)
    return f"{here:%H:%M} {weekday(here.date(), language)} {day(here)}"


def moment_short(at: datetime) -> str:
    """Return `17:00 27/11/2026`, for tables."""
    return f"{clock_time(at)} {day(at)}"


def letter_date(on: date) -> str:
    """Return `ngày 22 tháng 11 năm 2026`; days below 10 and the first two months get a zero.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def parse_day(text: str) -> date | None:
    """Read `22/11/2026`, also with `-` or `.` or as 22112026; None when it is no day."""
    match = re.fullmatch(r"\s*(\d{1,2})([/.\-]?)(\d{1,2})\2(\d{4})\s*", text)
    if match is None or (not match.group(2) and len(text.strip()) != 8):
        return None
    try:
        return date(int(match.group(4)), int(match.group(3)), int(match.group(1)))
    except ValueError:
        return None
