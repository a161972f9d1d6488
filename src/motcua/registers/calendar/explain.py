"""How a due instant came about, told in one paragraph in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from motcua.engine.worktime import (
    Clock,
    ClockState,
    ClockStep,
    LimitUnit,
    Pause,
    StepState,
    local_day,
)
from motcua.kit import dates
from motcua.kit.clock import VIETNAM

FEW = 7
TODAY = frozenset({LimitUnit.SAME_DAY, LimitUnit.IMMEDIATE})
EVERY_DAY = frozenset({LimitUnit.CALENDAR_DAY, LimitUnit.MONTH})

# Names the years came with; a name the Centre adds is shown as it was entered.
NAMES = (
    noop("Tết Dương lịch"),
    noop("Nghỉ bù Tết Dương lịch"),
    noop("Tết Nguyên đán"),
    noop("Giỗ Tổ Hùng Vương"),
    noop("Nghỉ bù Giỗ Tổ Hùng Vương"),
    noop("Ngày Chiến thắng 30/4"),
    noop("Nghỉ bù Ngày Chiến thắng 30/4"),
    noop("Quốc tế Lao động 1/5"),
    noop("Nghỉ bù Quốc tế Lao động 1/5"),
    noop("Quốc khánh"),
    noop("Nghỉ bù Quốc khánh"),
    noop("Ngày Văn hóa Việt Nam"),
    noop("Nghỉ hoán đổi"),
    noop("Làm bù"),
)
REASONS = {
    "supplement": noop("chờ bổ sung hồ sơ"),
    "financial_duty": noop("chờ thực hiện nghĩa vụ tài chính"),
    "field_check": noop("kiểm tra thực địa cùng người nộp"),
    "council": noop("chờ hội đồng thẩm định"),
    "consultation_by_law": noop("lấy ý kiến theo luật chuyên ngành"),
    "": noop("tạm dừng theo quy định"),
}


def paragraph(clock: Clock) -> str:
    """Say what was counted, what was left out and why, what stood still, and when it ends."""
    if clock.due_at is None:
        return _without_limit(clock)
    return " ".join(
        sentence
        for sentence in (
            _limit(clock),
            _rest_days(clock),
            _start(clock),
            *map(_pause, clock.pauses),
            _extension(clock),
            _end(clock, clock.due_at),
            _provisional(clock),
        )
        if sentence
    )


def reason_name(code: str) -> str:
    """Return the words for a ground of suspension; an unknown code is shown as it is."""
    return _(REASONS[code]) if code in REASONS else code


def day_name(name: str) -> str:
    """Return the name of a special day in the reader's language."""
    return _(name) if name else ""


def list_of_days(days: Sequence[date]) -> str:
    """Return '30, 31/10 và 2/11'; many days are told by the first and the last."""
    if not days:
        return ""
    if len(days) > FEW or days[0].year != days[-1].year:
        tell = _short if days[0].year == days[-1].year else dates.day
        return _("từ %(first)s đến %(last)s") % {"first": tell(days[0]), "last": tell(days[-1])}
    months = [list(group) for _month, group in groupby(days, key=lambda d: (d.year, d.month))]
    words = [str(d.day) if d != group[-1] else _short(d) for group in months for d in group]
    return _and(words)


def _without_limit(clock: Clock) -> str:
    if clock.rule.unit is LimitUnit.UNDEFINED:
        return _("Quyết định công bố không quy định thời hạn giải quyết.")
    return _("Chưa tính được hạn: lịch làm việc chưa có đến ngày đó.")


def _limit(clock: Clock) -> str:
    rule = clock.rule
    if rule.unit in TODAY:
        return _("Giải quyết trong ngày làm việc.")
    days = list_of_days(_counted(clock))
    facts = {"n": _number(rule.amount), "days": days}
    if rule.runs_by_the_hour:
        facts["hours"] = _number(Decimal(rule.minutes) / 60)
        facts["start"] = _moment(clock.calendar.opening_from(clock.started_at))
    elif rule.unit is LimitUnit.MONTH:
        facts["start"] = dates.day(local_day(clock.calendar.opening_from(clock.started_at)))
    return _wording(clock, bool(days)) % facts


def _wording(clock: Clock, is_begun: bool) -> str:
    rule, many = clock.rule, 1 if clock.rule.amount == 1 else 2
    if rule.runs_by_the_hour and rule.unit is LimitUnit.WORKING_DAY:
        return _("%(n)s ngày làm việc, tức %(hours)s giờ làm việc, kể từ %(start)s.")
    if rule.runs_by_the_hour:
        text = "%(hours)s giờ làm việc kể từ %(start)s."
        return ngettext("%(hours)s giờ làm việc kể từ %(start)s.", text, many)
    if rule.unit is LimitUnit.MONTH:
        return ngettext("%(n)s tháng kể từ %(start)s.", "%(n)s tháng kể từ %(start)s.", many)
    if rule.unit is LimitUnit.CALENDAR_DAY:
        text = "%(n)s ngày, tính cả ngày nghỉ: %(days)s."
        return ngettext("%(n)s ngày, tính cả ngày nghỉ: %(days)s.", text, many)
    if clock.state is not ClockState.SUSPENDED:
        return ngettext("%(n)s ngày làm việc: %(days)s.", "%(n)s ngày làm việc: %(days)s.", many)
    if is_begun:
        text = "%(n)s ngày làm việc, đã tính %(days)s."
        return ngettext("%(n)s ngày làm việc, đã tính %(days)s.", text, many)
    text = "%(n)s ngày làm việc, chưa tính ngày nào."
    return ngettext("%(n)s ngày làm việc, chưa tính ngày nào.", text, many)


def _rest_days(clock: Clock) -> str:
    if clock.rule.unit in EVERY_DAY:
        return _rolled(clock)
    named = [step for step in _told(clock) if step.state is StepState.HOLIDAY]
    worked = [step for step in _told(clock) if step.state is StepState.COUNTED and step.name]
    return " ".join(filter(None, (_weekends(clock), _holidays(named), _worked(worked))))


def _weekends(clock: Clock) -> str:
    days = [step.day for step in _told(clock) if step.state is StepState.SKIPPED]
    if not days:
        return ""
    if len(days) > 4:
        return _("Bỏ qua %(n)s ngày nghỉ cuối tuần.") % {"n": len(days)}
    return _("Bỏ qua %(days)s.") % {"days": ", ".join(map(_weekday_and_day, days))}


def _holidays(steps: Iterable[ClockStep]) -> str:
    groups = [
        f"{day_name(name)} ({list_of_days([step.day for step in group])})"
        for name, group in groupby(steps, key=lambda step: step.name)
    ]
    return _("Nghỉ: %(days)s.") % {"days": ", ".join(groups)} if groups else ""


def _worked(steps: Sequence[ClockStep]) -> str:
    if not steps:
        return ""
    days = ", ".join(f"{_weekday(step.day)} {_short(step.day)}" for step in steps)
    return _("Có tính ngày làm bù: %(days)s.") % {"days": days}


def _rolled(clock: Clock) -> str:
    if clock.extensions or not clock.steps or clock.steps[-1].state is not StepState.ROLLED:
        return ""
    day = clock.steps[-1].day
    return _("Ngày cuối là ngày nghỉ nên chuyển sang %(day)s.") % {
        "day": f"{_weekday(day)} {_short(day)}"
    }


def _start(clock: Clock) -> str:
    opening = clock.calendar.opening_from(clock.started_at)
    sentences = []
    if opening != clock.started_at.replace(second=0, microsecond=0):
        text = _("Nhận ngoài giờ làm việc (%(received)s) nên coi như nhận lúc %(opening)s.")
        sentences.append(
            text % {"received": _moment(clock.started_at), "opening": _moment(opening)}
        )
    if clock.rule.unit in TODAY:
        sentences.append(_cut_off(opening, clock.rule.cut_off))
    elif not clock.rule.runs_by_the_hour:
        text = _("Ngày nhận %(day)s không tính.")
        sentences.append(text % {"day": _short(local_day(opening))})
    return " ".join(filter(None, sentences))


def _cut_off(opening: datetime, cut_off: time) -> str:
    if opening.astimezone(VIETNAM).time() < cut_off:
        return ""
    return _("Nhận từ %(time)s nên tính sang ngày làm việc kế tiếp.") % {"time": f"{cut_off:%H:%M}"}


def _pause(pause: Pause) -> str:
    facts = {"begin": dates.moment_short(pause.suspended_at), "reason": reason_name(pause.reason)}
    if pause.resumed_at is None:
        return (
            _("Đang dừng từ %(begin)s (%(reason)s); khi chạy tiếp, hạn sẽ được tính lại.") % facts
        )
    facts["end"] = dates.moment_short(pause.resumed_at)
    return _("Dừng từ %(begin)s đến %(end)s (%(reason)s).") % facts


def _extension(clock: Clock) -> str:
    if not clock.extensions:
        return ""
    agreed = clock.extensions[-1].due_at
    return _("Đã xin lỗi và hẹn lại: %(new)s.") % {"new": _moment(agreed)}


def _end(clock: Clock, due_at: datetime) -> str:
    if clock.state is ClockState.SUSPENDED:
        return _("Hạn đã hẹn trước khi dừng: %(due)s.") % {"due": _moment(due_at)}
    if clock.original_due_at not in (None, due_at):
        facts = {"old": _moment(clock.original_due_at or due_at), "new": _moment(due_at)}
        return _("Hạn gốc %(old)s, hạn hẹn lại %(new)s.") % facts
    if clock.rule.runs_by_the_hour or clock.extensions:
        return _("Hạn trả: %(due)s.") % {"due": _moment(due_at)}
    return _("Tính đến hết giờ làm việc (%(time)s).") % {"time": dates.clock_time(due_at)}


def _provisional(clock: Clock) -> str:
    if not clock.is_provisional or clock.due_at is None:
        return ""
    years = range(local_day(clock.started_at).year, local_day(clock.due_at).year + 1)
    open_years = [str(y) for y in years if y not in clock.calendar.plan.approved_years]
    return _("Lịch nghỉ năm %(years)s chưa được duyệt nên hạn này là tạm tính.") % {
        "years": _and(open_years)
    }


def _told(clock: Clock) -> list[ClockStep]:
    """Return the days up to the original due day, or to the day since which the clock stands."""
    ends = [clock.original_due_at] if clock.original_due_at else []
    ends += [pause.suspended_at for pause in clock.pauses if pause.resumed_at is None]
    last = min(map(local_day, ends))
    return [step for step in clock.steps if step.day <= last]


def _counted(clock: Clock) -> list[date]:
    return [
        step.day
        for step in _told(clock)
        if step.state is StepState.COUNTED and step.number <= clock.rule.amount
    ]


def _moment(at: datetime) -> str:
    return dates.moment(at, _language())


def _language() -> str:
    return (get_language() or "vi")[:2]


def _weekday(day: date) -> str:
    return dates.weekday(day, _language())


def _weekday_and_day(day: date) -> str:
    return f"{_weekday(day)} {day.day}"


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _number(amount: Decimal) -> str:
    text = f"{amount.normalize():f}"
    return text if _language() == "en" else text.replace(".", ",")


def _and(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(many)s và %(last)s") % {"many": ", ".join(words[:-1]), "last": words[-1]}
