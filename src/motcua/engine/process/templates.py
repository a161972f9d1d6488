"""The five internal processes that most procedures follow, for a legal limit in working minutes.

Each sums to the limit exactly: what the fixed steps leave is the appraisal's. Where the limit is
too short for the usual hours, the appraisal keeps half of it and the others share the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from motcua.engine.process.table import Step

HOUR = 60
QUARTER = 15


def t1_department(limit: int) -> tuple[Step, ...]:
    """Standard process of a department: reception, assignment, appraisal, check, signature, issue.

    Basis: Decree 61/2018/NĐ-CP, art. 17–20 (mem-mid)
    """
    return _fitted(_T1_FIRST + _T1_LAST, limit)


def t2_province(limit: int) -> tuple[Step, ...]:
    """The department appraises, the Chairman of the province decides.

    Basis: Decree 61/2018/NĐ-CP, art. 17–20 (mem-mid)
    """
    return _fitted(_T1_FIRST + _T2_LAST, limit)


def t3_on_the_spot(limit: int) -> tuple[Step, ...]:
    """Everything at the counter, in one sitting, by a delegated signatory.

    Basis: Decree 118/2025/NĐ-CP, on-the-spot settlement at the Centre (mem-mid)
    """
    return _fitted(_T3, limit)


def t4_interlinked(
    limit: int, partners: Sequence[str], consultation: int = 16 * HOUR
) -> tuple[Step, ...]:
    """As T1, with the partners (names) asked side by side; silence of one is not consent.

    Basis: Decree 61/2018/NĐ-CP, art. 18, interlinked procedures (mem-mid)
    """
    asked = tuple(
        Step(
            f"consult_{number}",
            f"Lấy ý kiến {partner}",
            "specialist",
            "partner",
            consultation,
            "answer_consultation",
            parallel_group="consultation",
        )
        for number, partner in enumerate(partners, start=1)
    )
    return _fitted(_T1_FIRST[:3] + asked + _T1_FIRST[3:] + _T1_LAST, limit)


def t5_financial_duty(limit: int) -> tuple[Step, ...]:
    """Two stages with the clock stopped between them while the applicant pays the tax office.

    Basis: Decree 61/2018/NĐ-CP, art. 19; land law on financial duties (mem-mid)
    """
    signed = replace(_T1_FIRST[4], returns_to="prepare")
    return _fitted((*_T1_FIRST[:4], *_T5_WAIT, signed, *_T1_LAST), limit)


def _fitted(steps: tuple[Step, ...], limit: int) -> tuple[Step, ...]:
    """Give the appraisal what the others leave; shrink the others when that is under a fifth."""
    fixed = _longest(step for step in steps if step.key != "appraise")
    if limit - fixed < limit // 5:
        steps = tuple(_shrunk(step, limit // 2, fixed) for step in steps)
        fixed = _longest(step for step in steps if step.key != "appraise")
    return tuple(
        replace(step, working_minutes=limit - fixed) if step.key == "appraise" else step
        for step in steps
    )


def _longest(steps: Iterable[Step]) -> int:
    """Minutes along the longest way: of rows side by side only the longest counts."""
    alone, groups = 0, dict[str, int]()
    for step in steps:
        minutes = step.working_minutes or 0
        if step.parallel_group:
            groups[step.parallel_group] = max(minutes, groups.get(step.parallel_group, 0))
        else:
            alone += minutes
    return alone + sum(groups.values())


def _shrunk(step: Step, share: int, fixed: int) -> Step:
    if not step.working_minutes or step.key == "appraise":
        return step
    minutes = step.working_minutes * share // fixed
    return replace(step, working_minutes=max(minutes // QUARTER * QUARTER, 1))


_T1_FIRST = (
    Step(
        "receive",
        "Tiếp nhận, số hóa, chuyển hồ sơ",
        "reception_officer",
        "centre",
        4 * HOUR,
        "hand_over",
    ),
    Step("assign", "Phân công thụ lý", "division_leader", "division", 4 * HOUR, "assign"),
    Step("appraise", "Thẩm định, dự thảo kết quả", "specialist", "division", 0, "appraise"),
    Step(
        "check", "Kiểm tra, trình ký", "division_leader", "division", 8 * HOUR, "check", "appraise"
    ),
    Step("approve", "Ký duyệt kết quả", "unit_leader", "unit", 8 * HOUR, "approve", "appraise"),
)
_T1_LAST = (
    Step(
        "issue", "Vào sổ, đóng dấu, phát hành", "clerk_seal", "unit", 4 * HOUR, "number_and_issue"
    ),
    Step(
        "collect", "Nhận kết quả, thông báo", "result_officer", "centre", 4 * HOUR, "receive_result"
    ),
    Step("return", "Trả kết quả", "result_officer", "centre", 0, "return_result"),
)
_T2_LAST = (
    Step(
        "office_appraise",
        "Văn phòng thẩm tra",
        "specialist",
        "office",
        16 * HOUR,
        "check",
        "appraise",
    ),
    Step(
        "office_check",
        "Lãnh đạo Văn phòng kiểm tra",
        "division_leader",
        "office",
        8 * HOUR,
        "check",
        "office_appraise",
    ),
    Step(
        "decide",
        "Chủ tịch ký quyết định",
        "province_leader",
        "province",
        16 * HOUR,
        "approve",
        "office_appraise",
    ),
    Step(
        "issue",
        "Vào sổ, đóng dấu, phát hành",
        "province_clerk",
        "province",
        4 * HOUR,
        "number_and_issue",
    ),
    *_T1_LAST[1:],
)
_T3 = (
    Step("receive", "Tiếp nhận hồ sơ", "reception_officer", "centre", HOUR, "hand_over"),
    Step("appraise", "Thẩm định", "specialist", "centre", 0, "appraise"),
    Step("approve", "Ký duyệt theo ủy quyền", "unit_leader", "centre", HOUR, "approve", "appraise"),
    Step("issue", "Vào sổ, đóng dấu", "clerk_seal", "centre", HOUR // 2, "number_and_issue"),
    Step("return", "Trả kết quả", "result_officer", "centre", HOUR // 2, "return_result"),
)
_T5_WAIT = (
    Step(
        "notify_duty",
        "Chuyển thông tin nghĩa vụ tài chính",
        "specialist",
        "division",
        4 * HOUR,
        "notify_duty",
    ),
    Step("duty", "Chờ thực hiện nghĩa vụ tài chính", "", "", 0, "", wait="financial_duty"),
    Step("prepare", "Hoàn thiện kết quả", "specialist", "division", 8 * HOUR, "prepare"),
)
