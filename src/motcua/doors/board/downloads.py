"""A table of the board given away as a file for spreadsheets."""

from collections.abc import Sequence

from django.http import HttpResponse

from motcua.kit import sheets

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
WRITERS = {"csv": sheets.write_csv, "xlsx": sheets.write_xlsx, "ods": sheets.write_ods}
Row = Sequence[sheets.Cell]


def told_last(rows: Sequence[Row], heads: Sequence[str], told: str) -> list[Row]:
    """Return the rows with a last one that says what was counted, and when."""
    return [*rows, [told, *(None for _head in heads[1:])]]


def attached(content: bytes, name: str, format_name: str) -> HttpResponse:
    """Return a file to be kept, named without its ending."""
    response = HttpResponse(content, content_type=TYPES[format_name])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format_name}"'
    return response
