"""A page is turned, levelled and lit evenly before it is read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from motcua.demo.papers.wear import Wear, worn
from motcua.engine.pages.grey import evened, grey_of, paper_light, threshold
from motcua.engine.pages.prepare import Treatment, despeckled, prepare
from motcua.engine.pages.upright import skew_degrees, turned
from tests.engine.pages.sheets import page

pytestmark = pytest.mark.slow

CLEAN = page()


@settings(max_examples=12, deadline=None)
@given(st.floats(-4.5, 4.5))
def test_a_lean_is_measured_to_a_fifth_of_a_degree(lean: float) -> None:
    found = skew_degrees(grey_of(worn(CLEAN, Wear(skew=lean))))

    assert abs(found - lean) <= 0.2


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("kind", [0, 2, 5])
def test_a_page_is_turned_upright(kind: int, quarters: int) -> None:
    prepared = prepare(page(kind, wear=Wear(quarters=quarters, noise=5)))

    assert (prepared.quarters + quarters) % 4 == 0


def test_four_quarter_turns_give_the_page_back() -> None:
    again = turned(turned(CLEAN, 1), 3)

    assert np.array_equal(np.asarray(again), np.asarray(CLEAN))


def test_falling_light_is_evened_and_the_threshold_chosen_for_it() -> None:
    dark = page(wear=Wear(dark_side=0.5))
    prepared = prepare(dark)
    even = np.asarray(prepared.reading.grey)

    assert prepared.reading.treatment is Treatment.EVENED
    assert np.percentile(even, 30) > 235
    assert prepare(CLEAN).reading.treatment is Treatment.OTSU


def test_a_red_seal_is_taken_off_and_the_text_under_it_stays() -> None:
    sealed = page(2, 200)
    grey = grey_of(sealed)
    red = np.asarray(sealed.convert("RGB")).astype(int)
    is_seal = (red[:, :, 0] > 150) & (red[:, :, 1] < 60)

    assert np.count_nonzero(is_seal) > 1000
    assert np.percentile(grey[is_seal], 2) > 200
    assert grey.min() < 30


def test_a_page_printed_in_red_keeps_its_words() -> None:
    red = Image.new("RGB", (400, 400), "white")
    red.paste((200, 30, 40), (50, 50, 350, 350))

    assert np.count_nonzero(grey_of(red) < 128) == 300 * 300


def test_single_dots_vanish_and_strokes_stay() -> None:
    grey = np.full((60, 60), 255, np.uint8)
    grey[10, 10] = 0
    grey[30:34, 5:55] = 0
    clean = np.asarray(despeckled(Image.fromarray(grey)))

    assert clean[10, 10] == 255
    assert np.array_equal(clean[30:34, 6:54], grey[30:34, 6:54])


@given(st.integers(0, 100), st.integers(150, 255))
def test_the_threshold_parts_two_tones(ink: int, paper: int) -> None:
    grey = np.full((40, 40), paper, np.uint8)
    grey[10:20] = ink

    assert ink <= threshold(grey) < paper


@given(st.integers(60, 255))
def test_bare_paper_becomes_white(tone: int) -> None:
    bare = np.full((240, 180), tone, np.uint8)

    assert evened(bare, paper_light(bare)).min() == 255
