"""Tables as files for spreadsheets: CSV, XLSX, ODS; equal tables give equal bytes.

Text stays text: a leading zero is kept and nothing that looks like a formula is run. In XLSX and
ODS a cell says that it is text; in CSV, which cannot, a leading sign of a formula gets an
apostrophe. Written by hand with the standard library: one sheet needs no more, streams, and has no
instant of its own making inside.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Cell = str | int | Decimal | None
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 cannot carry at all.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_EXACT = 2**53
_WIDEST, _NARROWEST = 60, 8


def write_csv(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return CSV in UTF-8 with a byte-order mark, as spreadsheets expect; it has no title."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([inert(column) for column in columns])
    writer.writerows([inert(c) if isinstance(c, str) else c for c in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Return text that no spreadsheet runs: a leading sign of a formula gets an apostrophe."""
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@\t\r|") or text[:1] in "\t\r" else text


def write_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet: bold headings that stay in sight, filters, widths."""
    table = [tuple(row) for row in rows]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    name = _text(_NOT_IN_A_NAME.sub(" ", title)[:31].strip() or "1")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>'
        f'<Override PartName="/xl/sheet.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _styles(main),
        "xl/sheet.xml": "".join(_sheet(main, columns, table)),
    }
    return _zipped((path, _XML + part) for path, part in parts.items())


def _styles(main: str) -> str:
    """Cell styles: 0 as it comes, 1 text, 2 heading, 3 number with thousands."""
    return (
        f'<styleSheet xmlns="{main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
        '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>'
        '</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
        '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1" '
        'applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="3" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(main: str, columns: Sequence[str], table: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{main}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for n, width in enumerate(_widths(columns, table), start=1):
        yield f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData><row>"
    yield from (_string(column, 2) for column in columns)
    yield "</row>"
    for row in table:
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield f'</sheetData><autoFilter ref="A1:{_letters(len(columns))}{len(table) + 1}"/></worksheet>'


def _widths(columns: Sequence[str], table: Sequence[Sequence[Cell]]) -> Iterator[int]:
    for n in range(len(columns)):
        longest = max((len(str(row[n])) for row in table[:200] if row[n] is not None), default=0)
        yield min(max(longest + 2, _NARROWEST, len(columns[n]) // 2 + 2), _WIDEST)


def _letters(number: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str) or not -_EXACT < value < _EXACT:
        return _string(str(value), 1)
    style = 3 if isinstance(value, int) else 0
    return f'<c s="{style}"><v>{value}</v></c>'


def _string(value: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str) -> str:
    return escape(_UNWRITABLE.sub("", value), {'"': "&quot;"})


def write_ods(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return an OpenDocument spreadsheet of one sheet with bold headings."""
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"),
                            ("style", "style"), ("manifest", "manifest"))
    ) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # fmt: skip
    manifest = (
        f'<manifest:manifest {spaces} manifest:version="1.2"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{mime}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = "".join(_content(spaces, title, columns, rows))
    parts = (("META-INF/manifest.xml", _XML + manifest), ("content.xml", _XML + content))
    return _zipped(parts, mime)


def _content(
    spaces: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[str]:
    yield f'<office:document-content {spaces} office:version="1.2"><office:automatic-styles>'
    yield '<style:style style:name="h" style:family="table-cell"><style:text-properties '
    yield 'fo:font-weight="bold"/></style:style></office:automatic-styles><office:body>'
    name = _text(_NOT_IN_A_NAME.sub(" ", title)[:31].strip() or "1")
    yield f'<office:spreadsheet><table:table table:name="{name}"><table:table-header-rows>'
    yield f"<table:table-row>{''.join(_ods_text(c, 'h') for c in columns)}</table:table-row>"
    yield "</table:table-header-rows>"
    for row in rows:
        yield f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) or not -_EXACT < value < _EXACT:
        return _ods_text(str(value))
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def _ods_text(value: str, style: str = "") -> str:
    mark = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell{mark} office:value-type="string">{lines}</table:table-cell>'


def _zipped(parts: Iterable[tuple[str, str]], mime: str = "") -> bytes:
    """Return the parts packed in order; the instants inside are those of no day."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        if mime:
            package.writestr(ZipInfo("mimetype"), mime, ZIP_STORED)
        for path, part in parts:
            package.writestr(ZipInfo(path), part, ZIP_DEFLATED)
    return out.getvalue()
