"""What an applicant is told at each turn of a dossier: the nine notices, in Vietnamese.

Basis: notice catalogue of provincial systems, screens B1 (editable later by the Centre).
"""

from datetime import datetime

from motcua.casework.dossiers.models import Dossier, Notice
from motcua.casework.fees.events import FeeBilled
from motcua.casework.lifecycle import events
from motcua.casework.lifecycle.result_events import ResultReplaced
from motcua.casework.processes.services import service
from motcua.foundation.journal.rules import Event

TEXTS: dict[type[Event], str] = {
    events.DossierReceived: "Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả: {due}.",
    events.SupplementAsked: "Hồ sơ {code} cần bổ sung giấy tờ: xem phiếu yêu cầu.",
    events.DossierRefused: "Hồ sơ {code} không được tiếp nhận. Lý do có trong phiếu từ chối.",
    events.ClockSuspended: "Hồ sơ {code} tạm dừng tính thời hạn. Lý do có trên trang tra cứu.",
    events.ClockResumed: "Hồ sơ {code} được tiếp tục giải quyết. Hẹn trả kết quả mới: {due}.",
    events.SupplementReceived: "Đã nhận giấy tờ bổ sung của hồ sơ {code}. Hẹn trả kết quả: {due}.",
    events.DossierExtended: "Xin lỗi Ông/Bà: hồ sơ {code} chưa xong đúng hẹn. Hẹn lại: {due}.",
    FeeBilled: "Hồ sơ {code} có khoản phí, lệ phí phải nộp trước khi nhận kết quả: {amount}.",
    events.DossierStopped: "Hồ sơ {code} dừng giải quyết. Lý do có trong thông báo dừng.",
    events.DossierWithdrawn: "Đã ghi nhận yêu cầu rút hồ sơ {code}.",
    events.ResultIssued: "Hồ sơ {code} đã có kết quả.",
    ResultReplaced: "Kết quả hồ sơ {code} đã được thay bằng văn bản khác. Mời Ông/Bà nhận lại.",
    events.ResultAtCentre: "Kết quả hồ sơ {code} đã về nơi trả. Mời Ông/Bà đến nhận.",
    events.ResultReturned: "Kết quả hồ sơ {code} đã được trả. Cảm ơn Ông/Bà.",
}


@service("notify_applicant")
def remind(dossier: Dossier, at: datetime) -> str:
    """Service task of a process: tell the applicant that the dossier goes on."""
    text = f"Hồ sơ {dossier.code} đang được giải quyết."
    Notice.objects.create(dossier=dossier, kind="by_process", text=text, at=at)
    return "told"
