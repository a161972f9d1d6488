"""The words of administration in the reader's language: roles, levels, kinds."""

from django.utils.translation import gettext_lazy

from motcua.registers.organisation.rules import Level, Role

ROLES = {
    Role.RECEPTION_OFFICER: gettext_lazy("Cán bộ tiếp nhận"),
    Role.RESULT_OFFICER: gettext_lazy("Cán bộ trả kết quả"),
    Role.CASHIER: gettext_lazy("Cán bộ thu phí"),
    Role.POSTAL_CLERK: gettext_lazy("Nhân viên bưu chính"),
    Role.DIGITISER: gettext_lazy("Cán bộ số hóa"),
    Role.SPECIALIST: gettext_lazy("Chuyên viên thụ lý"),
    Role.DIVISION_LEADER: gettext_lazy("Lãnh đạo phòng"),
    Role.UNIT_LEADER: gettext_lazy("Lãnh đạo cơ quan"),
    Role.CLERK_SEAL: gettext_lazy("Văn thư"),
    Role.PROVINCE_CLERK: gettext_lazy("Văn thư Ủy ban nhân dân tỉnh"),
    Role.PROVINCE_LEADER: gettext_lazy("Lãnh đạo Ủy ban nhân dân tỉnh"),
    Role.CENTRE_MANAGER: gettext_lazy("Lãnh đạo Trung tâm"),
    Role.PROCEDURE_CONTROLLER: gettext_lazy("Cán bộ kiểm soát thủ tục"),
    Role.INSPECTOR: gettext_lazy("Thanh tra, kiểm tra"),
    Role.UNIT_ADMIN: gettext_lazy("Quản trị đơn vị"),
    Role.SYSTEM_ADMIN: gettext_lazy("Quản trị hệ thống"),
    Role.INTEGRATION_ENGINEER: gettext_lazy("Kỹ sư tích hợp"),
}
LEVELS = {
    Level.MINISTRY: gettext_lazy("Bộ, ngành"),
    Level.PROVINCE: gettext_lazy("Tỉnh"),
    Level.DEPARTMENT: gettext_lazy("Sở, ngành"),
    Level.CENTRE: gettext_lazy("Trung tâm Phục vụ hành chính công"),
    Level.DISTRICT: gettext_lazy("Huyện (trước 01/7/2025)"),
    Level.COMMUNE: gettext_lazy("Phường, xã"),
    Level.DIVISION: gettext_lazy("Phòng"),
    Level.POST: gettext_lazy("Bưu chính công ích"),
}


def roles_said(roles: frozenset[Role]) -> str:
    """Say roles in the order of the list of roles."""
    return ", ".join(str(ROLES[role]) for role in Role if role in roles)
