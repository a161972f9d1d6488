"""Pictures: the header gives the size before anything is unpacked, then every frame must open."""

import io
import warnings

from PIL import Image, ImageSequence

from motcua.foundation.files.rules.kinds import Facts, MediaType, Problem

_MOST_DECODED = 160_000_000
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.TIFF: "TIFF"}
_MOST_FRAMES = 1000


def warm() -> None:
    """Load the plug-ins."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    facts_of(out.getvalue(), MediaType.JPEG)


def facts_of(content: bytes, media_type: MediaType) -> Facts:
    """Return pages (frames) and the largest frame; BROKEN when a frame does not open.

    Only TIFF has pages: what a telephone puts behind its photo is for its own screen.
    """
    Image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _look(content, media_type)
        except (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, OverflowError):
            return Facts(media_type, problems=(Problem.BROKEN,))


def _look(content: bytes, media_type: MediaType) -> Facts:
    pages, largest, decoded = 0, 0, 0
    with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as picture:
        for frame in ImageSequence.Iterator(picture):
            pages += 1
            pixels = frame.width * frame.height
            largest = max(largest, pixels)
            decoded += pixels
            if decoded > _MOST_DECODED or pages > _MOST_FRAMES:
                # Too large to be opened here: the rule refuses it, or nothing will.
                rest = getattr(picture, "n_frames", pages)
                return Facts(media_type, rest, max(largest, decoded), decoded * 3)
            frame.load()
            if media_type is not MediaType.TIFF:
                break
    return Facts(media_type, pages, largest, decoded * 3)
