"""Pages for the tests of this folder: an invented person's papers, as pictures."""

from datetime import date
from random import Random

from PIL import Image

from motcua.demo.applicants import applicant
from motcua.demo.papers.drawing import Paper, draw
from motcua.demo.papers.texts import KINDS
from motcua.demo.papers.wear import Wear, worn

PERSON = applicant(Random(3))


def paper(kind: int = 0) -> Paper:
    """One of the six kinds of paper, written for PERSON."""
    return KINDS[kind](PERSON, 213, date(2026, 3, 4))


def page(kind: int = 0, dpi: int = 150, wear: Wear | None = None) -> Image.Image:
    """Its picture, clean unless worn."""
    return worn(draw(paper(kind), dpi), wear or Wear())
