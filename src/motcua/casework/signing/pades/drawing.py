"""Looks of signatures and filled fields: pages of PDF, drawn elsewhere, set into a rectangle."""

from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.stamp.static import StaticStampStyle

from motcua.casework.signing.pades.tagging import NOWHERE, tag
from motcua.casework.signing.pades.writing import QuietWriter, form_of
from motcua.casework.signing.rules.wishes import Blank, Drawn, Filling, Place

_FILLING = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)
_PRINTED = 4


class _Page(PdfContent):
    """The first page of a PDF, as the library draws pictures; its name is that of its content."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        name = f"/Look{sha256(self._pdf).hexdigest()[:16]}"
        self.resources.xobject[pdf_name(name)] = drawn
        left, low, right, high = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return name.encode() + b" Do"


def style_of(drawn: Drawn) -> StaticStampStyle:
    """Return the style that draws this look over the whole field, without border."""
    return StaticStampStyle(background=_Page(drawn.pdf), background_layout=_FILLING, border_width=0)


def place(writer: QuietWriter, name: str, drawn: Drawn | None) -> None:
    """Add the field a signature stands in; without a look it takes no place on the page.

    A field that an earlier hand has left is there already.
    """
    if any(one.get_object().get("/T") == name for one in form_of(writer)["/Fields"]):
        return
    if drawn is None:
        spec = SigFieldSpec(name, readable_field_name="Chữ ký số", invis_sig_settings=NOWHERE)
        append_signature_field(writer, spec)
        return
    append_signature_field(writer, _spec(name, drawn.place, drawn.says))
    tag(writer, form_of(writer)["/Fields"].raw_get(-1))


def _spec(name: str, place: Place, says: str) -> SigFieldSpec:
    return SigFieldSpec(name, on_page=place.page, box=place.box, readable_field_name=says)


def leave(writer: QuietWriter, blank: Blank) -> None:
    """Add an empty field for a later hand; it is drawn as nothing until then."""
    if blank.is_signature:
        append_signature_field(writer, _spec(blank.name, blank.place, blank.says))
        tag(writer, form_of(writer)["/Fields"].raw_get(-1))
        return
    page = writer.find_page_for_modification(blank.place.page)[0]
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.pdf_string(blank.name),
            pdf_name("/TU"): generic.pdf_string(blank.says),
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/F"): generic.NumberObject(_PRINTED),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, blank.place.box)),
            pdf_name("/P"): page,
        }
    )
    field[pdf_name("/AP")] = _appearance(writer, None, blank.place.box)
    reference = writer.add_object(field)
    form = form_of(writer)
    form["/Fields"].append(reference)
    writer.update_container(form["/Fields"])
    writer.register_annotation(page, reference)
    tag(writer, reference)


def fill(writer: QuietWriter, filling: Filling) -> None:
    """Fill a text field left open before. Raises LookupError when there is none."""
    for reference in form_of(writer)["/Fields"]:
        field = reference.get_object()
        if field.get("/T") == filling.name and "/V" not in field:
            field[pdf_name("/V")] = generic.pdf_string(filling.value)
            field[pdf_name("/AP")] = _appearance(writer, filling.drawn, filling.drawn.place.box)
            writer.mark_update(reference)
            return
    raise LookupError(filling.name)


def _appearance(
    writer: QuietWriter, drawn: Drawn | None, box: tuple[int, int, int, int]
) -> generic.DictionaryObject:
    size = BoxConstraints(width=box[2] - box[0], height=box[3] - box[1])
    if drawn is None:
        nothing = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, size.width, size.height))
                ),
                pdf_name("/Resources"): generic.DictionaryObject(),
            },
            stream_data=b"",
        )
        return generic.DictionaryObject({pdf_name("/N"): writer.add_object(nothing)})
    stamp = style_of(drawn).create_stamp(writer, size, {})
    return generic.DictionaryObject({pdf_name("/N"): stamp.register()})
