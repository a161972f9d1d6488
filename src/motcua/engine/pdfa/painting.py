"""What the drawing operators of a page use: colours, rendering intents, inline pictures.

Basis: ISO 19005-2, 6.1.10, 6.2.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_INTENTS = frozenset(
    ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
)
_SETS = {"g": "Gray", "G": "Gray", "rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK"}
_NAMED = {
    "/DeviceGray": "Gray", "/G": "Gray", "/DeviceRGB": "RGB", "/RGB": "RGB",
    "/DeviceCMYK": "CMYK", "/CMYK": "CMYK",
}  # fmt: skip
_FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "S", "s"))
_DEEPEST = 12


def faults(page: Any, space: str) -> Iterator[str]:
    """Yield what a page paints in a way that an archive cannot show for ever."""
    resources = page.get("/Resources", Dictionary())
    yield from _of_content(page, resources, space, 0)


def _of_content(content: Any, resources: Any, space: str, depth: int) -> Iterator[str]:
    is_set = False
    for step in pikepdf.parse_content_stream(content):
        operands, name = step.operands, str(step.operator)
        if name == "INLINE IMAGE":
            yield from _of_inline(operands[0], resources, space)
        elif name == "ri" and str(operands[0]) not in _INTENTS:
            yield "content: rendering intent"
        elif name == "gs":
            yield from _of_state(resources, operands[0])
        elif name == "Do" and depth < _DEEPEST:
            yield from _of_object(resources, operands[0], space, depth)
        elif name in _FILLS and not is_set:
            yield from _device("Gray", resources, space)
        used = _SETS.get(name, "")
        if name in ("cs", "CS"):
            used, is_set = _NAMED.get(str(operands[0]), ""), True
        is_set = is_set or bool(used)
        yield from _device(used, resources, space)


def _device(used: str, resources: Any, space: str) -> Iterator[str]:
    """Device colours need a meaning: a default space of their own, or the output profile."""
    if not used or f"/Default{used}" in resources.get("/ColorSpace", Dictionary()):
        return
    if used != space and not (used == "Gray" and space):
        yield f"content: Device{used} without a profile"


def _of_inline(picture: Any, resources: Any, space: str) -> Iterator[str]:
    told = picture.obj if hasattr(picture, "obj") else picture
    filters = told.get("/Filter", told.get("/F", Array()))
    names = [filters] if isinstance(filters, Name) else list(filters)
    if {str(one) for one in names} & {"/LZW", "/LZWDecode", "/Crypt"}:
        yield "content: inline filter"
    if bool(told.get("/Interpolate", told.get("/I", False))):
        yield "content: inline interpolation"
    given = told.get("/ColorSpace", told.get("/CS"))
    yield from _device(_NAMED.get(str(given), ""), resources, space)


def _of_state(resources: Any, name: Any) -> Iterator[str]:
    state = resources.get("/ExtGState", Dictionary()).get(str(name), Dictionary())
    if "/RI" in state and str(state["/RI"]) not in _INTENTS:
        yield "content: rendering intent"
    if "/TR" in state or ("/TR2" in state and state["/TR2"] != Name.Default):
        yield "content: transfer function"


def _of_object(resources: Any, name: Any, space: str, depth: int) -> Iterator[str]:
    held = resources.get("/XObject", Dictionary()).get(str(name))
    if not isinstance(held, Stream):
        return
    if held.get("/Subtype") == Name.Image:
        yield from _device(_NAMED.get(str(held.get("/ColorSpace")), ""), resources, space)
    elif held.get("/Subtype") == Name.Form:
        if "/PS" in held or "/OPI" in held:
            yield "content: form of another program"
        group = held.get("/Group", Dictionary())
        yield from _device(_NAMED.get(str(group.get("/CS")), ""), resources, space)
        yield from _of_content(held, held.get("/Resources", resources), space, depth + 1)
