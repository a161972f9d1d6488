"""The officer's words for codes: acts, roles, parties, grounds; one place, two languages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.rules import PartyRole, SuspensionReason
from motcua.casework.processes.rules import Act
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ROLES: "Mapping[Role, _StrOrPromise]" = {
    Role.RECEPTION_OFFICER: _("cán bộ tiếp nhận"),
    Role.RESULT_OFFICER: _("cán bộ trả kết quả"),
    Role.CASHIER: _("thu ngân"),
    Role.POSTAL_CLERK: _("nhân viên bưu chính"),
    Role.DIGITISER: _("cán bộ số hóa"),
    Role.SPECIALIST: _("chuyên viên"),
    Role.DIVISION_LEADER: _("lãnh đạo phòng"),
    Role.UNIT_LEADER: _("lãnh đạo đơn vị"),
    Role.CLERK_SEAL: _("văn thư"),
    Role.PROVINCE_CLERK: _("văn thư tỉnh"),
    Role.PROVINCE_LEADER: _("lãnh đạo tỉnh"),
    Role.CENTRE_MANAGER: _("quản lý Trung tâm"),
    Role.PROCEDURE_CONTROLLER: _("cán bộ kiểm soát thủ tục"),
    Role.INSPECTOR: _("thanh tra"),
    Role.UNIT_ADMIN: _("quản trị đơn vị"),
    Role.SYSTEM_ADMIN: _("quản trị hệ thống"),
    Role.INTEGRATION_ENGINEER: _("kỹ sư tích hợp"),
}
PARTIES: "Mapping[PartyRole, _StrOrPromise]" = {
    PartyRole.OWNER: _("Chủ hồ sơ"),
    PartyRole.FILER: _("Người nộp"),
    PartyRole.REPRESENTATIVE: _("Người đại diện"),
}
PAPERS: "Mapping[PaperState, tuple[str, _StrOrPromise]]" = {
    PaperState.RECEIVED: ("ok", _("Đã nhận")),
    PaperState.MISSING: ("late", _("Còn thiếu")),
    PaperState.NOT_NEEDED: ("none", _("Không cần trong trường hợp này")),
    PaperState.RETURNED: ("none", _("Đã trả lại người nộp")),
}
CHANNELS: "Mapping[Channel, _StrOrPromise]" = {
    Channel.COUNTER: _("nhận trực tiếp"),
    Channel.ONLINE: _("nộp trực tuyến"),
    Channel.POST: _("nhận qua bưu chính"),
}
GROUNDS: "Mapping[SuspensionReason, _StrOrPromise]" = {
    SuspensionReason.FINANCIAL_DUTY: _("Người nộp thực hiện nghĩa vụ tài chính"),
    SuspensionReason.FIELD_CHECK: _("Kiểm tra thực địa cùng người nộp"),
    SuspensionReason.COUNCIL: _("Chờ hội đồng thẩm định hoặc niêm yết công khai"),
    SuspensionReason.CONSULTATION_BY_LAW: _("Lấy ý kiến theo luật chuyên ngành"),
}
COMPLETIONS: "Mapping[str, _StrOrPromise]" = {
    Act.APPRAISE: _("Trình"),
    Act.NOTIFY_DUTY: _("Xong, chuyển bước sau"),
    Act.PREPARE: _("Xong, chuyển bước sau"),
    Act.FIELD_CHECK: _("Xong, chuyển bước sau"),
    Act.CHECK: _("Đồng ý, chuyển bước sau"),
}


def role_word(role: str) -> str:
    """Return a role in words; a word that is no role is shown as it is."""
    return str(ROLES[Role(role)]) if role in ROLES else role
