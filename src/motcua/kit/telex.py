"""Telex leftovers ("nguyeenx") turned back into Vietnamese: the desk forgives a wrong keyboard."""

import re
import unicodedata

_MARKS = (
    ("uow", "ươ"), ("uwow", "ươ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"),
    ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("dd", "đ"),
)  # fmt: skip
_TONES = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:iê|yê|ươ|uô|uyê|uya|uyu|oai|oay|oao|oeo|uây|uê|uy|uơ|uâ|uă|oa|oă|oe|oo|ia|ua|ưa|"
    "iêu|yêu|ươi|ươu|uôi|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_WORD = re.compile(r"[A-Za-z]+")
_QUALIFIED = "ăâêôơư"
_VOWELS = "aăâeêioôơuưy"


def telex_repair(text: str) -> str:
    """Return `text` with words that are syllables typed in Telex composed."""
    return _WORD.sub(lambda match: _repair(match.group()), text)


def _repair(word: str) -> str:
    syllable, tone = _without_tone(word.lower())
    for typed, letter in _MARKS:
        syllable = syllable.replace(typed, letter)
    if syllable == word.lower() or not _SYLLABLE.fullmatch(syllable):
        return word
    return _in_case_of(word, unicodedata.normalize("NFC", _toned(syllable, tone)))


def _without_tone(word: str) -> tuple[str, str]:
    """Split off the tone key, which Telex takes anywhere after the first vowel."""
    first_vowel = next((i for i, char in enumerate(word) if char in "aeiouyw"), len(word))
    for place in range(len(word) - 1, first_vowel, -1):
        if word[place] in _TONES:
            return word[:place] + word[place + 1 :], _TONES[word[place]]
    return word, ""


def _toned(syllable: str, tone: str) -> str:
    if not tone:
        return syllable
    place = _tone_place(syllable)
    return syllable[: place + 1] + tone + syllable[place + 1 :]


def _tone_place(syllable: str) -> int:
    """Where the tone sits: on the marked vowel, else on the last but one of an open group."""
    start = 2 if re.match("qu|gi[aăâeêioôơuưy]", syllable) else 0
    vowels = [i for i, char in enumerate(syllable) if i >= start and char in _VOWELS]
    marked = [i for i in vowels if syllable[i] in _QUALIFIED]
    if marked:
        return marked[-1]
    is_open = vowels[-1] == len(syllable) - 1
    return vowels[-2] if len(vowels) > 1 and is_open else vowels[-1]


def _in_case_of(typed: str, composed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return composed.upper()
    return composed.capitalize() if typed[0].isupper() else composed
