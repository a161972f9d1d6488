"""Vietnamese đồng: whole numbers, written with dots and, on receipts, in words."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")


def vnd(amount_vnd: int) -> str:
    """Return `1.234.567 ₫` for 1234567 đồng."""
    return f"{amount_vnd:,}".replace(",", ".") + "\N{NO-BREAK SPACE}₫"


def vnd_in_words(amount_vnd: int) -> str:
    """Return the amount in Vietnamese words as a receipt prints it: "Một trăm nghìn đồng"."""
    sign = "âm " if amount_vnd < 0 else ""
    words = f"{sign}{number_in_words(abs(amount_vnd))} đồng"
    return words[0].upper() + words[1:]


def number_in_words(number: int) -> str:
    """Return a non-negative whole number in Vietnamese words."""
    if number < 0:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    if not billions:
        return _below_a_billion(rest, leading=True)
    head = f"{number_in_words(billions)} tỷ"
    return f"{head} {_below_a_billion(rest, leading=False)}" if rest else head


def _below_a_billion(number: int, *, leading: bool) -> str:
    parts: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            parts.append(_group(group, leading=leading and not parts) + _GROUPS[power])
    return " ".join(parts)


def _group(number: int, *, leading: bool) -> str:
    """Three digits; a group that follows another one names its empty hundreds."""
    hundreds, rest = divmod(number, 100)
    parts = [] if leading and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if rest:
        parts.append(_below_a_hundred(rest, alone=not parts))
    return " ".join(parts)


def _below_a_hundred(number: int, *, alone: bool) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones] if alone else f"lẻ {_DIGITS[ones]}"
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{head} {_ones_after(tens, ones)}" if ones else head


def _ones_after(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
