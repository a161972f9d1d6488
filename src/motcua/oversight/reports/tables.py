"""A report as one plain table for spreadsheets: the same figures as on paper, none computed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.oversight.indicators.rules import Measure
from motcua.oversight.reports.rules import Kind

M = Measure
MEASURES = {
    M.TO_SETTLE: "Phải giải quyết",
    M.RECEIVED: "Tiếp nhận trong kỳ",
    M.CARRIED_OVER: "Kỳ trước chuyển sang",
    M.SETTLED: "Đã giải quyết",
    M.EARLY: "Trước hạn",
    M.ON_TIME: "Đúng hạn",
    M.LATE: "Trễ hạn",
    M.IN_PROCESS: "Đang giải quyết",
    M.IN_TIME: "Trong hạn",
    M.OVERDUE: "Quá hạn",
    M.SUSPENDED: "Tạm dừng",
    M.FOR_PAPERS: "Chờ bổ sung",
    M.FOR_DUTY: "Chờ nghĩa vụ tài chính",
    M.FOR_OTHER: "Dừng vì lý do khác",
    M.WITHDRAWN: "Người nộp rút",
    M.STOPPED: "Dừng giải quyết",
    M.REFUSED: "Từ chối tiếp nhận",
}
CAME = {"online": "Tiếp nhận trực tuyến", "supplemented": "Phải bổ sung giấy tờ"}
FIGURES = {**{measure.value: name for measure, name in MEASURES.items()}, **CAME}
PARTS = {
    "units": "Theo cơ quan",
    "fields": "Theo lĩnh vực",
    "channels": "Theo cách nộp",
    "procedures": "Thủ tục trễ nhiều nhất",
}
REGISTER = {
    "code": "Mã hồ sơ", "procedure": "Thủ tục hành chính", "sets": "Số bộ",
    "applicant": "Cá nhân, tổ chức", "address": "Địa chỉ", "phone": "Điện thoại",
    "unit": "Cơ quan giải quyết", "channel": "Cách nộp", "received_at": "Nhận hồ sơ",
    "due_at": "Hẹn trả", "sent_at": "Chuyển cơ quan giải quyết", "back_at": "Nhận kết quả",
    "returned_at": "Trả kết quả", "method": "Cách nhận kết quả", "note": "Ghi chú",
}  # fmt: skip
Cell = str | int | None


@dataclass(frozen=True)
class Table:
    """A title, the columns' headings, and rows as long as these."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(kind: Kind, data: Mapping[str, Any]) -> Table:
    """Return the table of a report's stored data."""
    title = f"{data['form']['title']} – {data['period']['name']}"
    columns, rows = _PLAIN[kind](data["content"])
    return Table(title, columns, tuple(rows))


def _performance(content: Mapping[str, Any]) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    was = (f"{name} (cùng kỳ năm trước)" for name in FIGURES.values())
    return ("Phần", "Tên", *FIGURES.values(), *was), _performance_rows(content)


def _performance_rows(content: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    yield "Toàn kỳ", "Tổng số", *_both(content["overall"])
    for key, part in PARTS.items():
        for row in content[key]:
            yield part, row["name"], *_both(row)
    for row in content["months"]:
        yield "Theo tháng", row["name"], *_figures(row["now"]), *([None] * len(FIGURES))


def _both(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (*_figures(row["now"]), *_figures(row["before"]))


def _figures(given: Mapping[str, int]) -> Iterable[Cell]:
    return (given.get(key) for key in FIGURES)


def _settlement(content: Mapping[str, Any]) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    return ("Cấp", "Lĩnh vực", *FIGURES.values()), _settlement_rows(content)


def _settlement_rows(content: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for group in content["groups"]:
        for row in group["rows"]:
            yield group["name"], row["name"], *_figures(row["now"])
    yield "", "Tổng cộng", *_figures(content["total"])


def _register(content: Mapping[str, Any]) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    rows = (tuple(row[key] for key in REGISTER) for row in content["rows"])
    return tuple(REGISTER.values()), rows


_PLAIN = {
    Kind.PERFORMANCE: _performance,
    Kind.BODY: _settlement,
    Kind.LEVELS: _settlement,
    Kind.CAUSES: _settlement,
    Kind.CAUSES_LEVELS: _settlement,
    Kind.REGISTER: _register,
}
