"""Vietnamese text: one normal form, a folded form to search by, and keys that sort as people do."""

import re
import unicodedata

# Tones in the order of the dictionary: ma mà mả mã má mạ.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
# Letters of their own; `|` and `}` are greater than `z`, so that a < ă < â < b.
_LETTERS = {
    "\u0306": {"a": "a|"},
    "\u0302": {"a": "a}", "e": "e|", "o": "o|"},
    "\u031b": {"o": "o}", "u": "u|"},
}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of signs that show nothing of their own."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def nfc(text: str) -> str:
    """Return `text` composed (NFC), trimmed, with single spaces and no invisible characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def seen(text: str) -> str:
    """Return what a reader sees of a stranger's text: nothing that hides, turns or ends it."""
    return nfc("".join(one for one in text if unicodedata.category(one) not in UNSEEN))


def fold(text: str) -> str:
    """Return `text` in lower case without accents, đ as d, with single spaces."""
    decomposed = unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d"))
    return nfc("".join(char for char in decomposed if not unicodedata.combining(char)))


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, accents kept, without punctuation."""
    return [word for word in _BETWEEN_WORDS.split(nfc(text).lower()) if word]


def sort_key(text: str) -> str:
    """Return a key whose byte order is the Vietnamese order of `text`, word by word."""
    return "!".join(map(_word_key, words(text)))


def name_sort_key(full_name: str) -> str:
    """Return a key whose byte order sorts people by given name, then middle, then family name."""
    parts = nfc(full_name).split()
    if not parts:
        return ""
    family, middle = (parts[0], parts[1:-1]) if len(parts) > 1 else ("", [])
    return " ".join(map(sort_key, (parts[-1], " ".join(middle), family)))


def _word_key(word: str) -> str:
    letters: list[str] = []
    tones = ""
    for char in unicodedata.normalize("NFD", word.replace("đ", "d|")):
        tones += _TONES.get(char, "")
        if not unicodedata.combining(char):
            letters.append(char)
        elif letters:
            letters[-1] = _LETTERS.get(char, {}).get(letters[-1], letters[-1])
    return f"{''.join(letters)},{tones}"
