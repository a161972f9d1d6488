"""Fields in the structure of a tagged file, so that signing keeps what PDF/UA asks for."""

from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings

NOWHERE = InvisSigSettings(box_out_of_bounds=True)
"""A field that is not seen lies beside the page: nothing there needs a tag, PDF/A allows it."""


@dataclass(frozen=True)
class _Structure:
    """The tree, its first element with its children, and who is found by which number."""

    tree: generic.DictionaryObject
    top: generic.IndirectObject
    children: generic.ArrayObject
    numbers: generic.ArrayObject


def tag(writer: IncrementalPdfFileWriter, field: generic.IndirectObject) -> None:
    """Let a field be read out behind all that the document says.

    A file without structure, or with one that was written otherwise than ours, stays as it is.
    Basis: ISO 14289-1 (PDF/UA-1), 7.18.4 (mem-hi)
    """
    found = _structure(writer.root)
    if found is None:
        return
    widget = field.get_object()
    page, key = widget.raw_get("/P"), _next(found.numbers)
    seen = _dictionary({"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": page})
    kind = {"/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form")}
    element = writer.add_object(_dictionary({**kind, "/P": found.top, "/Pg": page, "/K": seen}))
    found.children.append(element)
    found.numbers.extend([key, element])
    found.tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    widget[pdf_name("/StructParent")] = key
    for changed in (found.children, found.numbers, found.tree, widget):
        writer.update_container(changed)


def _structure(root: generic.DictionaryObject) -> _Structure | None:
    try:
        tree = root["/StructTreeRoot"]
        top, numbers = tree["/K"].raw_get(0), tree["/ParentTree"]["/Nums"]
        children = top.get_object()["/K"]
        is_ours = all(isinstance(one, generic.ArrayObject) for one in (children, numbers))
    except (LookupError, TypeError, AttributeError):
        return None
    return _Structure(tree, top, children, numbers) if is_ours else None


def _next(numbers: generic.ArrayObject) -> generic.NumberObject:
    """Return the number behind all that are given: every second one of the list."""
    given = (numbers[at] for at in range(0, len(numbers), 2))
    return generic.NumberObject(max(given, default=-1) + 1)


def _dictionary(values: dict[str, generic.PdfObject]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(name): value for name, value in values.items()})
