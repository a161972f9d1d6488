"""Vietnamese words that the official forms print; forms are always Vietnamese, whoever reads."""

from datetime import date, datetime
from decimal import Decimal

from motcua.casework.documents.rules.pieces import Signer
from motcua.casework.dossiers.rules import FinancialState
from motcua.engine.worktime import LimitUnit
from motcua.kit.clock import VIETNAM
from motcua.kit.money import vnd

STAGES = {
    "reception": "Trước khi tiếp nhận hồ sơ",
    "appraisal": "Trong quá trình thẩm định hồ sơ",
}
LABELS = {"owner": "Chủ hồ sơ", "procedure": "Thủ tục hành chính", "dossier": "Mã hồ sơ"}
APPROVED = "Đã xem xét hồ sơ và đồng ý giải quyết theo đề nghị."
REJECTED = "Hồ sơ không đủ điều kiện giải quyết. Lý do:"
REFUSAL_TITLE = "Thông báo hồ sơ không đủ điều kiện giải quyết"
AGREES = {True: "Đồng ý", False: "Không đồng ý"}
ELIGIBLE = {True: "Đủ điều kiện giải quyết", False: "Không đủ điều kiện giải quyết"}
OPINION_TITLE = "Phiếu ý kiến"
KEPT = "Lưu: VT, hồ sơ"
IN_TIME = "Đúng hạn"
OVERDUE = "Quá hạn"
REGISTER_SOURCE = "Nhật ký của Hệ thống thông tin giải quyết thủ tục hành chính"
METHODS = {"counter": "Trực tiếp", "post": "Bưu chính", "electronic": "Điện tử"}
PAPERS_RETURNED = "Trả lại toàn bộ giấy tờ đã nộp tại nơi tiếp nhận"
STOP_NOTICE_SINCE = date(2025, 7, 1)

_LIMIT_UNITS = {
    LimitUnit.WORKING_DAY: "{} ngày làm việc",
    LimitUnit.CALENDAR_DAY: "{} ngày",
    LimitUnit.WORKING_HOUR: "{} giờ làm việc",
    LimitUnit.MONTH: "{} tháng",
    LimitUnit.SAME_DAY: "Trong ngày làm việc",
    LimitUnit.IMMEDIATE: "Giải quyết ngay",
    LimitUnit.UNDEFINED: "Không quy định",
}
_FINANCES = {
    FinancialState.NOTHING_DUE: "Không phát sinh phí, lệ phí",
    FinancialState.DUE: "Phí, lệ phí chưa nộp, không phải nộp",
    FinancialState.PAID: "Phí, lệ phí đã nộp được xem xét hoàn trả theo quy định",
}


def refused(reason: str) -> str:
    """Return what a refusing result says."""
    return f"{REJECTED} {reason}".strip()


def replaces(number: str) -> str:
    """Return what a replacing result says of the one before."""
    return f"Văn bản này thay thế văn bản số {number} kể từ ngày ban hành."


def limit(unit: str, amount: Decimal) -> str:
    """Return "3 ngày làm việc"; amounts lose their empty decimals."""
    written = f"{amount.normalize():f}".replace(".", ",")
    return _LIMIT_UNITS[LimitUnit(unit)].format(written)


FROM_STORE = "Dùng lại, không phải nộp"


def paper_kind(originals: int, copies: int) -> str:
    """Return how a paper was filed."""
    if originals and copies:
        return "Bản chính, bản sao"
    return "Bản sao" if copies else "Bản chính"


def finances(state: str) -> str:
    """Return what happens to the money of a stopped dossier."""
    return _FINANCES[FinancialState(state)]


def fees(amount_vnd: int, *, is_paid: bool, is_more_to_come: bool = False) -> str:
    """Return what the receipt says of money: "150.000 ₫, đã thu"."""
    now = f"{vnd(amount_vnd)}, {'đã thu' if is_paid else 'chưa thu'}" if amount_vnd else ""
    if is_more_to_come:
        return f"{now}; còn khoản nộp theo thông báo" if now else "Nộp theo thông báo"
    return now or "Không thu phí, lệ phí"


def name_of(label: str) -> str:
    """Return the name in an actor's label "name, title, unit"."""
    return label.split(",", 1)[0].strip()


def signer_of(label: str) -> Signer:
    """Return name and title of an actor's label."""
    name, _, rest = label.partition(",")
    return Signer(title=rest.split(",", 1)[0].strip(), name=name.strip())


def announced_by(decision: str) -> str:
    """Return the decision whose list of papers binds both sides."""
    return f"Quyết định số {decision} công bố thủ tục hành chính"


def has_stop_notice(at: datetime) -> bool:
    """Tell whether the pack of that day has the notice of stopping (form 05 of 2025).

    Basis: Circular 03/2025/TT-VPCP, annex I.
    """
    return at.astimezone(VIETNAM).date() >= STOP_NOTICE_SINCE
