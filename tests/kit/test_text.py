"""Folding, Vietnamese order and Telex leftovers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.telex import telex_repair
from motcua.kit.text import fold, name_sort_key, nfc, sort_key, words

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
vietnamese = st.text(alphabet=VOWELS + ALPHABET + VOWELS.upper() + "Đ ", max_size=30)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folding_does_not_depend_on_how_accents_are_stored(form: str) -> None:
    stored = unicodedata.normalize(form, "  Đặng  Thị Ngọc Ánh ")  # type: ignore[arg-type]
    assert fold(stored) == "dang thi ngoc anh"
    assert nfc(stored) == "Đặng Thị Ngọc Ánh"


def test_both_places_of_a_tone_fold_and_sort_alike() -> None:
    assert fold("hoà") == fold("hòa")
    assert sort_key("hoà") == sort_key("hòa")


@given(vietnamese)
def test_folded_vietnamese_is_plain_and_folding_twice_changes_nothing(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text) == fold(text.upper())


@given(st.text(max_size=60))
def test_any_text_folds_to_something_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "\u0000" in text or "\u0000" not in fold(text)


@pytest.mark.parametrize(
    "ordered",
    [
        "ma mà mả mã má mạ",
        "a ă â b c d đ e ê",
        "o ô ơ p",
        "u ư v",
        "an ăn ân",
        "da đa e",
        "da Đà ê",
    ],
)
def test_words_sort_as_in_a_dictionary(ordered: str) -> None:
    expected = ordered.split()
    assert sorted(reversed(expected), key=sort_key) == expected


def test_a_letter_counts_more_than_a_tone_and_a_short_word_comes_first() -> None:
    assert sorted(["mạ", "mai", "ma"], key=sort_key) == ["ma", "mạ", "mai"]
    assert sorted(["ma an", "mà", "ma"], key=sort_key) == ["ma", "ma an", "mà"]


@given(st.lists(st.sampled_from(VOWELS + "bcdđghklmnpqrstvx"), max_size=6))
def test_the_key_sorts_alike_as_text_and_as_bytes(letters: list[str]) -> None:
    one, other = sort_key("".join(letters)), sort_key("".join(reversed(letters)))
    assert (one < other) == (one.encode() < other.encode())


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=6), st.text(alphabet=ALPHABET, max_size=6))
def test_without_tones_the_order_is_that_of_the_alphabet(one: str, other: str) -> None:
    def places(word: str) -> list[int]:
        return [ALPHABET.index(letter) for letter in word]

    assert (sort_key(one) < sort_key(other)) == (places(one) < places(other))


def test_people_sort_by_given_then_middle_then_family_name() -> None:
    ordered = ["Trần Anh", "Lê Văn Anh", "Nguyễn Văn Anh", "Nguyễn Thị Bình", "Cù Dũng", "An Đạt"]
    assert sorted(reversed(ordered), key=name_sort_key) == ordered


def test_names_of_one_word_and_none_sort_too() -> None:
    assert sorted(["Y", "", "An Đạt"], key=name_sort_key) == ["", "An Đạt", "Y"]


def test_words_keep_accents_and_drop_punctuation() -> None:
    assert words("Công ty TNHH “Hòa-Bình”, Vinh") == ["công", "ty", "tnhh", "hòa", "bình", "vinh"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nguyeenx", "nguyễn"),
        ("Nguyeenx Vawn Ddoongf", "Nguyễn Văn Đồng"),
        ("Hoaf", "Hòa"),
        ("dduwowngf", "đường"),
        ("QUYEETS", "QUYẾT"),
        ("thuyr", "thủy"),
        ("quys", "quý"),
        ("gias", "giá"),
        ("nghieemj", "nghiệm"),
    ],
)
def test_telex_leftovers_are_repaired(typed: str, meant: str) -> None:
    assert telex_repair(typed) == meant


@pytest.mark.parametrize("word", ["nguyen", "hello", "windows", "Nguyễn", "H41", "www", "zz", ""])
def test_other_words_are_left_alone(word: str) -> None:
    assert telex_repair(word) == word


@given(st.text(max_size=40))
def test_repair_never_breaks_what_is_no_telex(text: str) -> None:
    repaired = telex_repair(text)
    assert len(repaired) <= len(text)
    assert [c for c in repaired if not c.isalpha()] == [c for c in text if not c.isalpha()]
