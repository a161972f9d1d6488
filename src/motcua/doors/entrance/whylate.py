"""Why a dossier took as long as it did: the same sentence, bar and table for everybody.

No name of a person or an office is in it, so that the applicant, the leader and the auditor read
the same words.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, gettext_lazy, ngettext

from motcua.oversight.clockwatch.lives import Lived
from motcua.oversight.clockwatch.rules import Cause, Spent, in_parts
from motcua.ui.pieces import grouped
from motcua.ui.values import Breakdown, Portion
from motcua.ui.words import said as _

NAMES = {
    Cause.WORKING: gettext_lazy("Cán bộ đang xử lý"),
    Cause.QUEUEING: gettext_lazy("Xếp hàng trong cơ quan"),
    Cause.OTHER_AGENCY: gettext_lazy("Chờ cơ quan khác"),
    Cause.CITIZEN: gettext_lazy("Chờ người nộp bổ sung"),
    Cause.FINANCIAL_DUTY: gettext_lazy("Chờ nghĩa vụ tài chính"),
    Cause.OTHER_PAUSE: gettext_lazy("Dừng theo quy định khác"),
    Cause.SYNC: gettext_lazy("Chờ đồng bộ dữ liệu"),
    Cause.REST: gettext_lazy("Ngoài giờ làm việc, ngày nghỉ"),
}
NOTES = {
    Cause.WORKING: gettext_lazy("đã có người nhận việc"),
    Cause.QUEUEING: gettext_lazy("chờ người nhận việc, chờ ký, chờ luân chuyển"),
    Cause.OTHER_AGENCY: gettext_lazy("lấy ý kiến, xác minh, bước của cơ quan khác"),
    Cause.CITIZEN: gettext_lazy("đồng hồ dừng có căn cứ"),
    Cause.FINANCIAL_DUTY: gettext_lazy("đồng hồ dừng có căn cứ"),
    Cause.OTHER_PAUSE: gettext_lazy("kiểm tra thực địa, hội đồng"),
    Cause.SYNC: gettext_lazy("xong trước lúc gửi được"),
    Cause.REST: gettext_lazy("đêm, cuối tuần, lễ, Tết"),
}
COLOURS = {
    Cause.WORKING: "c1",
    Cause.QUEUEING: "c2",
    Cause.OTHER_AGENCY: "c3",
    Cause.CITIZEN: "c4",
    Cause.FINANCIAL_DUTY: "ok",
    Cause.OTHER_PAUSE: "pause",
    Cause.SYNC: "c5",
    Cause.REST: "none",
}
MINUTE, HOUR = 60, 3600
NAMED = 2


def why(found: Lived) -> Breakdown:
    """Return where the time of a dossier went; the minutes shown sum to the whole shown."""
    title = _("Vì sao trễ") if found.is_late else _("Thời gian đã dùng vào đâu")
    return Breakdown(title, sentence(found), portions(found.spent), _whole(found.spent), heads())


def sentence(found: Lived) -> str:
    """Say how much time passed, how much of it working time, and the causes that took most."""
    shown = dict(zip(found.spent, _minutes(found.spent), strict=True))
    total, rest = sum(shown.values()), shown[Cause.REST]
    facts = {"total": length(total), "work": length(total - rest), "causes": longest(shown)}
    if total == rest:
        return _("Từ lúc tiếp nhận đã qua %(total)s, chưa có giờ làm việc nào.") % facts
    if found.finished_at is None:
        text = _("Từ lúc tiếp nhận đã qua %(total)s, giờ làm việc là %(work)s: %(causes)s.")
    else:
        text = _(
            "Từ lúc tiếp nhận đến khi xong là %(total)s, giờ làm việc là %(work)s: %(causes)s."
        )
    return text % facts


def longest(shown: Spent) -> str:
    """Name the causes that took most of the working time, with their minutes."""
    within = [cause for cause in shown if cause is not Cause.REST and shown[cause]]
    most = sorted(within, key=lambda cause: -shown[cause])[:NAMED]
    words = [
        _("%(cause)s %(time)s") % {"cause": lowered(cause), "time": length(shown[cause])}
        for cause in most
    ]
    if len(words) < NAMED:
        return "".join(words)
    return _("nhiều nhất là %(first)s, rồi %(second)s") % {"first": words[0], "second": words[1]}


def lowered(cause: Cause) -> str:
    """Return the name of a cause inside a sentence."""
    name = str(NAMES[cause])
    return name[:1].lower() + name[1:]


def portions(
    spent: Spent, hrefs: Mapping[Cause, str] | None = None, shared_by: int = 1
) -> tuple[Portion, ...]:
    """Return the parts in the order of the causes; those of nought are left out.

    With `hrefs`, of a whole selection shared by so many dossiers: whole hours, and their mean.
    """
    unit = HOUR if hrefs else MINUTE
    shares = in_parts(tuple(spent.values()), 1000)
    amounts = in_parts(tuple(spent.values()), sum(spent.values()) // unit)
    rows = zip(spent, spent.values(), amounts, shares, strict=True)
    return tuple(
        Portion(
            COLOURS[cause], str(NAMES[cause]), float(seconds), length(amount * unit // MINUTE),
            percent(share), hrefs[cause] if hrefs else "",
            _mean(seconds, shared_by) if hrefs else str(NOTES[cause]),
        )
        for cause, seconds, amount, share in rows if seconds
    )  # fmt: skip


def _mean(seconds: int, shared_by: int) -> str:
    mean = length(seconds // shared_by // MINUTE)
    return _("trung bình %(time)s mỗi hồ sơ") % {"time": mean}


def heads() -> tuple[str, str, str]:
    """Return the headings of the table."""
    return _("Nguyên nhân"), _("Thời gian"), _("Phần")


def length(minutes: int) -> str:
    """Say minutes as `18 giờ 20 phút`."""
    hours, left = divmod(minutes, 60)
    said = [ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": grouped(hours)}] if hours else []
    if left or not hours:
        said.append(_("%(n)s phút") % {"n": left})
    return " ".join(said)


def in_hours(spent: Spent) -> Spent:
    """Return the minutes of each cause, in whole hours that sum to the whole hours of all."""
    amounts = in_parts(tuple(spent.values()), sum(spent.values()) // HOUR)
    return {cause: 60 * amount for cause, amount in zip(spent, amounts, strict=True)}


def hours(seconds: int) -> str:
    """Say seconds as whole hours."""
    return length(seconds // HOUR * 60)


def percent(thousandths: int) -> str:
    """Say a share as `32,5 %`."""
    comma = "." if (get_language() or "").startswith("en") else ","
    return f"{thousandths // 10}{comma}{thousandths % 10} %"


def bar_of(spent: Spent) -> Sequence[tuple[str, float]]:
    """Return the parts of a small bar: (class, amount)."""
    return tuple((COLOURS[cause], float(amount)) for cause, amount in spent.items() if amount)


def _minutes(spent: Spent) -> tuple[int, ...]:
    return in_parts(tuple(spent.values()), sum(spent.values()) // MINUTE)


def _whole(spent: Spent) -> str:
    return length(sum(spent.values()) // MINUTE)
