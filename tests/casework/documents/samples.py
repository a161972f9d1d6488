"""One believable example of every form: a day at the Centre of Nghệ An."""

from datetime import date, datetime
from typing import Any

from motcua.casework.documents.rules import forms, house_papers
from motcua.casework.documents.rules.pieces import Letterhead, Party, Sheet, Signer
from motcua.kit.clock import VIETNAM

CODE = "H41.14-260922-0047"
URL = "https://motcua.nghean.example/track/H41.14-260922-0047?key=K7QM"
REQUEST = "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


HEAD = Letterhead(
    governing_body="Văn phòng UBND tỉnh Nghệ An",
    unit="Trung tâm Phục vụ hành chính công",
    unit_code="H41.01",
    place="Nghệ An",
    issued_at=at(22, 8, 10),
    number="0047/TNHS",
)
OWNER = Party(
    "Nguyễn Thị Quỳnh Hương",
    "Số 9 ngõ 12 đường Phong Định Cảng, phường Trường Vinh, tỉnh Nghệ An",
    "0983 000 318",
    "quynhhuong@example.vn",
)
DIRECTOR = Signer("Phó Giám đốc", "Trần Đức Ngữ", "KT. Giám đốc")
SPECIALIST = Signer("Người hướng dẫn", "Lê Thị Thu Hà")


def receipt(**changes: Any) -> forms.Receipt:
    values: dict[str, Any] = {
        "head": HEAD,
        "dossier_code": CODE,
        "filer": OWNER,
        "request": REQUEST,
        "procedure_code": "1.013236.H41",
        "settling_unit": "Sở Xây dựng tỉnh Nghệ An",
        "papers": (
            forms.FiledPaper("Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 01)", "Bản chính", "1"),
            forms.FiledPaper("Giấy chứng nhận quyền sử dụng đất", "Bản sao chứng thực", "1"),
            forms.FiledPaper("Bản vẽ thiết kế xây dựng", "Bản chính", "2"),
            forms.FiledPaper("Căn cước của chủ hộ", "Lấy từ dữ liệu dân cư", "–"),
        ),
        "sets": 1,
        "limit_text": "20 ngày làm việc, tính từ 23/09/2026",
        "received_at": at(22, 8, 10),
        "due_at": at(20, 17, month=10),
        "return_place": "Quầy 2, hoặc bản điện tử trên Cổng Dịch vụ công quốc gia",
        "filed_by": "Nguyễn Thị Quỳnh Hương",
        "received_by": "Lê Thị Thu Hà",
        "register_book": "01/2026",
        "register_serial": "1.204",
        "fees_text": "75.000 ₫ (bảy mươi lăm nghìn đồng), đã thu",
        "notes": "Người nộp đề nghị nhắn tin khi có kết quả.",
        "look_up_key": "K7QM",
        "sheet": Sheet.A5,
    }
    return forms.Receipt(**(values | changes))


def supplement_request(**changes: Any) -> forms.SupplementRequest:
    values: dict[str, Any] = {
        "head": HEAD,
        "applicant": OWNER,
        "request": REQUEST,
        "stage_text": "Trong quá trình thẩm định",
        "items": (
            "Bản vẽ mặt bằng móng tỷ lệ 1/100 có xác nhận của đơn vị thiết kế",
            "Văn bản thỏa thuận với hộ liền kề về ranh giới móng",
        ),
        "reason": "Hồ sơ thiết kế chưa thể hiện giải pháp móng giáp nhà số 11.",
        "legal_basis": "khoản 2 Điều 46 Nghị định số 175/2024/NĐ-CP",
        "contact_name": "Lê Thị Thu Hà",
        "contact_phone": "0238 000 1022",
        "signer": SPECIALIST,
        "answer_by": at(12, 17, month=10),
        "dossier_code": CODE,
    }
    return forms.SupplementRequest(**(values | changes))


def refusal_notice(**changes: Any) -> forms.RefusalNotice:
    values: dict[str, Any] = {
        "head": HEAD,
        "applicant": OWNER,
        "request": REQUEST,
        "reasons": ("Thửa đất nằm trong hành lang an toàn đường sắt, không được cấp phép.",),
        "legal_basis": "Điều 91 Luật Xây dựng số 50/2014/QH13",
        "filed_by": OWNER.name,
        "signer": Signer("Người tiếp nhận hồ sơ", "Lê Thị Thu Hà"),
        "guidance": "Ông/Bà có thể đề nghị thỏa thuận với cơ quan quản lý đường sắt.",
        "dossier_code": CODE,
    }
    return forms.RefusalNotice(**(values | changes))


def apology_letter(**changes: Any) -> forms.ApologyLetter:
    values: dict[str, Any] = {
        "head": HEAD,
        "applicant": OWNER,
        "dossier_code": CODE,
        "request": REQUEST,
        "settling_unit": "Sở Xây dựng tỉnh Nghệ An",
        "received_at": at(22, 8, 10),
        "original_due_at": at(20, 17, month=10),
        "new_due_at": at(27, 17, month=10),
        "reason": "Cơ quan phòng cháy chữa cháy chưa có ý kiến thẩm định.",
        "signer": DIRECTOR,
    }
    return forms.ApologyLetter(**(values | changes))


def stop_notice(**changes: Any) -> forms.StopNotice:
    values: dict[str, Any] = {
        "head": HEAD,
        "applicant": OWNER,
        "dossier_code": CODE,
        "request": REQUEST,
        "received_at": at(22, 8, 10),
        "stopped_at": at(2, 9, 30, month=10),
        "stage_text": "Thẩm định",
        "stop_request": "Đơn của chủ hồ sơ ngày 01/10/2026",
        "decision": "Quyết định số 118/QĐ-SXD ngày 02/10/2026 của Giám đốc Sở Xây dựng",
        "reason": "Thửa đất đang có tranh chấp được Tòa án thụ lý.",
        "finances": "Hoàn trả 75.000 ₫ lệ phí đã thu",
        "papers_returned": "Trả lại toàn bộ bản chính tại quầy 2",
        "signer": DIRECTOR,
    }
    return forms.StopNotice(**(values | changes))


def control_slip(rows: int = 4) -> forms.ControlSlip:
    steps = (
        ("Lê Thị Thu Hà, Trung tâm", "Phòng Quản lý xây dựng, Sở Xây dựng", "Đúng hạn"),
        ("Phòng Quản lý xây dựng", "Hồ Sỹ Dũng, chuyên viên", "Trước hạn"),
        ("Hồ Sỹ Dũng", "Trần Đức Ngữ, Phó Giám đốc Sở", "Quá hạn"),
        ("Văn thư Sở Xây dựng", "Trung tâm Phục vụ hành chính công", "Đúng hạn"),
    )
    return forms.ControlSlip(
        head=HEAD,
        dossier_code=CODE,
        request=REQUEST,
        settling_unit="Sở Xây dựng tỉnh Nghệ An",
        coordinating_units=("Công an tỉnh Nghệ An",),
        received_at=at(22, 8, 10),
        due_at=at(20, 17, month=10),
        rows=tuple(
            forms.ControlSlipRow(giver, receiver, at(22 + n % 4, 9, n % 60), result, "Kèm bản giấy")
            for n, (giver, receiver, result) in enumerate(
                steps[i % len(steps)] for i in range(rows)
            )
        ),
    )


def register(rows: int = 6) -> forms.Register:
    return forms.Register(
        head=HEAD,
        period_from=date(2026, 9, 1),
        period_to=date(2026, 9, 30),
        source="nhật ký hệ thống, niêm phong đến mục 120.455",
        kept_by="Lê Thị Thu Hà",
        signer=DIRECTOR,
        rows=tuple(
            forms.RegisterRow(
                serial=n + 1,
                dossier_code=f"H41.14-260922-{n + 1:04}",
                procedure=REQUEST,
                sets=1,
                applicant=OWNER.name,
                address=OWNER.address,
                phone=OWNER.phone,
                lead_unit="Sở Xây dựng",
                received_at=at(22, 8, n % 60),
                due_at=at(20, 17, month=10),
                sent_at=at(22, 16),
                result_received_at=at(19, 10, month=10) if n % 2 else None,
                returned_at=at(20, 9, month=10) if n % 2 else None,
                return_method="Tại quầy" if n % 2 else "",
            )
            for n in range(rows)
        ),
    )


def fee_receipt(**changes: Any) -> house_papers.FeeReceipt:
    values: dict[str, Any] = {
        "head": HEAD,
        "dossier_code": CODE,
        "request": REQUEST,
        "book": "TTHCC-2026-01",
        "payer": OWNER,
        "lines": (
            house_papers.FeeLine(
                "Lệ phí cấp giấy phép xây dựng", "Lệ phí", 75_000, "NQ 20/2020/NQ-HĐND"
            ),
            house_papers.FeeLine("Phí thẩm định", "Phí", 1_250_000, "Thông tư 27/2023/TT-BTC"),
        ),
        "total_vnd": 1_325_000,
        "total_in_words": "Một triệu ba trăm hai mươi lăm nghìn đồng",
        "paid_at": at(22, 8, 12),
        "cashier": "Phan Thị Mai",
        "sheet": Sheet.A5,
    }
    return house_papers.FeeReceipt(**(values | changes))


def handover_list(rows: int = 5) -> house_papers.HandoverList:
    return house_papers.HandoverList(
        head=HEAD,
        from_unit="Trung tâm Phục vụ hành chính công, quầy 2",
        to_unit="Sở Xây dựng tỉnh Nghệ An",
        handed_at=at(22, 16, 30),
        giver="Lê Thị Thu Hà",
        receiver="Hồ Sỹ Dũng",
        rows=tuple(
            house_papers.HandoverRow(
                f"H41.14-260922-{n + 1:04}", REQUEST, OWNER.name, 4, at(20, 17, month=10)
            )
            for n in range(rows)
        ),
    )


def result(**changes: Any) -> house_papers.ResultDocument:
    values: dict[str, Any] = {
        "head": HEAD,
        "dossier_code": CODE,
        "title": "Giấy phép xây dựng",
        "abstract": "Sử dụng cho nhà ở riêng lẻ",
        "authority": "Giám đốc Sở Xây dựng",
        "bases": (
            "Căn cứ Luật Xây dựng số 50/2014/QH13, được sửa đổi bởi Luật số 62/2020/QH14;",
            "Xét đề nghị của Trưởng phòng Quản lý xây dựng,",
        ),
        "decides": "Cấp phép:",
        "parts": (
            house_papers.ResultPart(
                "",
                (
                    ("Chủ đầu tư", OWNER.name),
                    ("Địa điểm", OWNER.address),
                    ("Tổng diện tích sàn", "186,4 m²"),
                ),
            ),
            house_papers.ResultPart(
                "Giấy phép có hiệu lực khởi công trong 12 tháng kể từ ngày ký."
            ),
        ),
        "recipients": ("Chủ đầu tư;", "UBND phường Trường Vinh;", "Lưu: VT, QLXD."),
        "signer": DIRECTOR,
    }
    return house_papers.ResultDocument(**(values | changes))


def notice_sheet(papers: int = 4, **changes: Any) -> house_papers.NoticeSheet:
    values: dict[str, Any] = {
        "head": HEAD,
        "code": "1.013236.H41",
        "name": REQUEST,
        "field": "Hoạt động xây dựng",
        "announcement": "Quyết định số 1816/QĐ-UBND ngày 27/6/2025",
        "filing_place": "Trung tâm Phục vụ hành chính công tỉnh, bất kỳ Trung tâm cấp xã, "
        "hoặc Cổng Dịch vụ công quốc gia",
        "competent_unit": "Sở Xây dựng tỉnh Nghệ An",
        "office_hours": "Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:30–17:00",
        "phone": "1022",
        "applicants": "Cá nhân, tổ chức",
        "results": ("Giấy phép xây dựng", "bản vẽ thiết kế đóng dấu"),
        "papers": tuple(
            house_papers.NoticePaper(
                f"Bản vẽ thiết kế xây dựng phần {n + 1}, tỷ lệ 1/50–1/200",
                1,
                1,
                "Mẫu số 01",
                "Khi công trình có tầng hầm",
            )
            for n in range(papers)
        ),
        "limits": ("Nộp trực tiếp: 20 ngày làm việc", "Nộp trực tuyến: 15 ngày làm việc"),
        "fees": ("Lệ phí cấp giấy phép: 75.000 ₫/giấy phép; nộp trực tuyến: 0 ₫",),
        "steps": (
            "Tiếp nhận, kiểm tra hồ sơ (0,5 ngày)",
            "Thẩm định, lấy ý kiến cơ quan liên quan (15 ngày)",
            "Ký giấy phép (3 ngày)",
            "Trả kết quả (0,5 ngày)",
        ),
        "legal_bases": ("Luật Xây dựng số 50/2014/QH13", "Nghị định số 175/2024/NĐ-CP"),
        "conditions": "Phù hợp quy hoạch chi tiết xây dựng.",
    }
    return house_papers.NoticeSheet(**(values | changes))


def opinion_sheet(**changes: Any) -> house_papers.OpinionSheet:
    values: dict[str, Any] = {
        "head": HEAD,
        "dossier_code": CODE,
        "owner": OWNER.name,
        "request": REQUEST,
        "step": "Thẩm định hồ sơ",
        "said_at": at(24, 9, 30),
        "verdict": "Đủ điều kiện giải quyết",
        "question": "Công trình có phù hợp quy hoạch không?",
        "opinion": "Bản vẽ phù hợp quy hoạch chi tiết.\nĐề nghị cấp giấy phép.",
        "signer": DIRECTOR,
    }
    return house_papers.OpinionSheet(**(values | changes))


def every_form() -> tuple[Any, ...]:
    return (
        receipt(),
        supplement_request(),
        refusal_notice(),
        apology_letter(),
        stop_notice(),
        control_slip(),
        register(),
        fee_receipt(),
        handover_list(),
        result(),
        notice_sheet(),
        opinion_sheet(),
    )
