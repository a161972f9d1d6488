"""Text becomes HTML; what is long is not kept in memory."""

from motcua.ui.escaping import _SHORT, _kept, escape


def test_marks_are_escaped_in_short_and_long_text_alike() -> None:
    for text in ("<b a=\"1\" b='2'>&", "<b>" * _SHORT):
        assert not set("<>\"'") & set(escape(text))


def test_only_short_text_is_kept() -> None:
    _kept.cache_clear()
    escape("dài" * _SHORT)
    assert _kept.cache_info().currsize == 0
    escape("Nguyễn Thị <Hoa>")
    assert _kept.cache_info().currsize == 1
