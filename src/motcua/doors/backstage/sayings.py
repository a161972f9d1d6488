"""Why an act of administration was refused, in the reader's words."""

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.casework.processes.rules import CannotPublish as CannotPublishProcess
from motcua.doors.backstage.changes import DayTaken
from motcua.doors.backstage.process_words import hours, problem_said
from motcua.doors.backstage.words import roles_said
from motcua.doors.entrance.errors import Message, kept_form, says
from motcua.engine.process.soundness import Problem
from motcua.registers.calendar.actions import CannotEditCalendar, CannotSetWeek
from motcua.registers.catalogue.rules.decisions import (
    CannotAbolish,
    CannotActivate,
    CannotApproveInternalProcess,
    CannotDraft,
    CannotEdit,
    CannotKeepTheCatalogue,
    CannotPublish,
)
from motcua.registers.organisation.rules import CannotChangeUnit, CannotGrant
from motcua.registers.people.rules import CannotEnrol


@says(CannotGrant)
def cannot_grant(refusal: CannotGrant) -> Message:
    """Nobody gives more than they have, nor anything to themselves."""
    reasons = {
        "self": _("Không ai tự giao việc cho chính mình; xin nhờ người quản trị khác."),
        "empty": _("Xin chọn ít nhất một vai trò."),
        "reach": _("Ông/Bà không được giao hoặc thu hồi vai trò này ở cơ quan đó: %(roles)s."),
    }
    what = reasons.get(refusal.reason, reasons["reach"]) % {"roles": roles_said(refusal.roles)}
    todo = _("Vai trò có phạm vi toàn tỉnh do quản trị hệ thống giao.")
    return Message(what, kept_form(), todo if refusal.reason == "reach" else "")


@says(CannotEnrol)
def cannot_enrol(refusal: CannotEnrol) -> Message:
    """The name is taken."""
    what = _("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": refusal.username}
    return Message(what, kept_form(), _("Xin chọn tên khác, ví dụ thêm tên đệm."), 422)


@says(CannotChangeUnit)
def cannot_change_unit(refusal: CannotChangeUnit) -> Message:
    """Code, dates or reach."""
    reasons = {
        "code": _("Mã “%(code)s” không đúng dạng, ví dụ H41.14 hoặc H41.14.02."),
        "living": _("Mã “%(code)s” đang được một cơ quan khác dùng."),
        "not living": _("Cơ quan này đã kết thúc, không sửa được nữa."),
        "dates": _("Ngày kết thúc của “%(code)s” phải sau ngày thành lập."),
        "reach": _("Cơ quan “%(code)s” không thuộc phạm vi quản trị của Ông/Bà."),
    }
    return Message(reasons.get(refusal.reason, reasons["reach"]) % {"code": refusal.code},
                   kept_form())  # fmt: skip


@says(CannotEditCalendar)
def cannot_edit_calendar(refusal: CannotEditCalendar) -> Message:
    """The days belong to somebody else."""
    what = _("Lịch này không thuộc phạm vi của Ông/Bà.")
    return Message(what, kept_form(), _("Ngày nghỉ chung do Trung tâm và quản trị hệ thống sửa."))


@says(DayTaken)
def day_taken(refusal: DayTaken) -> Message:
    """Two entries for one day, or an end before its beginning."""
    what = _("Lịch đã có một mục cho ngày %(day)s, hoặc ngày cuối đứng trước ngày đầu.")
    return Message(what % {"day": refusal.said}, kept_form())


@says(CannotSetWeek)
def cannot_set_week(refusal: CannotSetWeek) -> Message:
    """The sessions overlap or end before they open."""
    what = _("Các buổi làm việc chồng nhau hoặc kết thúc trước khi bắt đầu.")
    return Message(what, kept_form(), _("Viết mỗi buổi theo dạng 07:00-11:30."), 422)


@says(CannotKeepTheCatalogue)
def cannot_keep(refusal: CannotKeepTheCatalogue) -> Message:
    """Not this role."""
    return Message(_("Việc này do cán bộ kiểm soát thủ tục làm."), kept_form())


@says(CannotDraft)
def cannot_draft(refusal: CannotDraft) -> Message:
    """One draft at a time, and only known words in it."""
    if refusal.unknown:
        said = _("Không có trong danh mục: %(words)s.") % {"words": ", ".join(refusal.unknown)}
        return Message(said, kept_form(), _("Xin kiểm tra lại mã cơ quan và mã trường hợp."), 422)
    what = _("Thủ tục %(code)s đang có một bản dự thảo.") % {"code": refusal.code}
    return Message(what, kept_form(), _("Xin mở bản dự thảo ấy để sửa tiếp."))


@says(CannotEdit)
def cannot_edit(refusal: CannotEdit) -> Message:
    """A published version stands."""
    what = _("Phiên bản này đã công khai nên không sửa được nữa.")
    return Message(what, kept_form(), _("Hãy tạo phiên bản mới từ phiên bản này."))


LACKS = {
    "announcement": gettext_lazy("quyết định công bố"),
    "effective_from": gettext_lazy("ngày có hiệu lực"),
    "level": gettext_lazy("cấp giải quyết"),
    "competent_unit": gettext_lazy("cơ quan có thẩm quyền"),
    "charging": gettext_lazy("thủ tục có thu phí hay không"),
    "fee_rules": gettext_lazy("mức phí, lệ phí"),
    "time_limit": gettext_lazy("thời hạn giải quyết"),
    "papers": gettext_lazy("thành phần hồ sơ"),
    "results": gettext_lazy("kết quả giải quyết"),
    "a_later_version_exists": gettext_lazy("một ngày hiệu lực sau phiên bản đang áp dụng"),
}


def lacks_said(names: tuple[str, ...]) -> str:
    """Name what a version lacks."""
    return ", ".join(str(LACKS.get(name, name)) for name in names)


@says(CannotPublish)
def cannot_publish(refusal: CannotPublish) -> Message:
    """Something the public must be told is missing."""
    what = _("Chưa công khai được, còn thiếu: %(missing)s.")
    return Message(what % {"missing": lacks_said(refusal.missing)}, kept_form())


@says(CannotApproveInternalProcess)
def cannot_approve(refusal: CannotApproveInternalProcess) -> Message:
    """Empty, approved already, or longer than the law allows."""
    reasons = {
        "approved_already": _("Quy trình nội bộ đã được phê duyệt và không thay đổi được nữa."),
        "no_steps": _("Quy trình chưa có bước nào."),
        "too_long": _("Các bước cộng lại %(steps)s giờ, dài hơn thời hạn %(limit)s giờ."),
    }
    facts = {"steps": hours(refusal.steps_minutes), "limit": hours(refusal.limit_minutes)}
    return Message(reasons[refusal.reason] % facts, kept_form())


@says(CannotPublishProcess)
def cannot_publish_process(refusal: CannotPublishProcess) -> Message:
    """The table has faults; each is named on the designer's page."""
    said = tuple(problem_said(one) for one in refusal.problems if isinstance(one, Problem))
    return Message(_("Chưa công bố được quy trình."), kept_form(), " ".join(said))


@says(CannotActivate)
def cannot_activate(refusal: CannotActivate) -> Message:
    """There is no approved process."""
    return Message(_("Quy trình nội bộ chưa được phê duyệt."), kept_form())


@says(CannotAbolish)
def cannot_abolish(refusal: CannotAbolish) -> Message:
    """Only a published version, within its validity."""
    what = _("Chỉ bãi bỏ được phiên bản đang công khai, với ngày cuối trong thời gian hiệu lực.")
    return Message(what, kept_form())


PROMISES = {
    "a_conditional_paper_is_not_required_of_everyone": gettext_lazy(
        "Giấy tờ có điều kiện thì không phải là bắt buộc với mọi người."
    ),
    "a_counted_limit_has_an_amount_and_no_other_has": gettext_lazy(
        "Thời hạn tính bằng ngày, giờ, tháng cần một số; các loại khác để trống số."
    ),
    "one_limit_per_case_channel_and_condition": gettext_lazy(
        "Hai dòng thời hạn nói về cùng trường hợp, kênh và điều kiện."
    ),
    "a_fee_ends_after_it_begins": gettext_lazy("Mức thu kết thúc trước khi bắt đầu."),
    "a_version_has_one_default_case": gettext_lazy("Chỉ một trường hợp là mặc định."),
    "a_case_key_is_used_once": gettext_lazy("Hai trường hợp có cùng một mã."),
}


def broken_said(broken: IntegrityError) -> str:
    """Say which promise of the register a form would have broken."""
    diagnosis = getattr(broken.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    return str(PROMISES.get(name, _("Có dòng mâu thuẫn với nhau; chưa lưu gì.")))
