"""A verdict on a signed file in plain words, the same for citizens and officers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.casework.signing.rules.verdicts import (
    CertificateThen,
    Changes,
    Colour,
    Coverage,
    Cryptography,
    Revocation,
    Signed,
    Trust,
    Verdict,
    Whole,
)
from motcua.kit import dates
from motcua.ui.values import Fact

_TONES = {Colour.GREEN: "ok", Colour.HUMAN: "soon", Colour.RED: "late"}


@dataclass(frozen=True)
class SignedTold:
    """One signature as a page tells it."""

    headline: str
    tone: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Told:
    """A verdict as a page tells it."""

    headline: str
    lead: str
    tone: str
    signatures: tuple[SignedTold, ...]


@dataclass(frozen=True)
class Summed:
    """A verdict in one line: the colour's state, what was found, who signed and when."""

    tone: str
    words: str
    signers: str


def summed(verdict: Verdict | None) -> Summed | None:
    """Return a signed file's verdict in one line, None where no signature came with it."""
    if verdict is None or verdict.whole is Whole.NO_SIGNATURE:
        return None
    signers = "; ".join(map(_signer, verdict.signatures))
    return Summed(_TONES[verdict.colour], _whole(verdict)[0], signers)


def _signer(one: Signed) -> str:
    at = one.proven_at or one.claimed_at
    named = one.signer or _("Người ký không rõ tên")
    return f"{named}, {dates.moment_short(at)}" if at else named


def told(verdict: Verdict) -> Told:
    """Return the words of a verdict in the reader's language."""
    headline, lead = _whole(verdict)
    signatures = tuple(_signature(one) for one in verdict.signatures)
    return Told(headline, lead, _TONES[verdict.colour], signatures)


def _whole(verdict: Verdict) -> tuple[str, str]:
    spoken = {
        Whole.NO_SIGNATURE: (
            _("Tệp này không có chữ ký số"),
            _("Không có gì trong tệp chứng minh ai đã ban hành. Xin hỏi nơi đã đưa tệp."),
        ),
        Whole.LOOSE_SIGNATURE: (
            _("Không tin được văn bản này"),
            _("Trong tệp có chữ ký đã bị gỡ ra hoặc để lẫn. Xin lấy lại bản gốc."),
        ),
        Whole.OPEN_END: (
            _("Không tin được văn bản này"),
            _("Sau chữ ký cuối cùng, tệp còn bị thêm nội dung. Xin lấy lại bản gốc."),
        ),
        Whole.UNREADABLE: (
            _("Không đọc được tệp này"),
            _("Tệp hỏng, không phải PDF, hoặc được tạo để đánh lừa. Xin lấy lại bản gốc."),
        ),
        Whole.TOO_COSTLY: (
            _("Không kiểm tra được tệp này"),
            _("Tệp quá lớn hoặc quá phức tạp. Xin lấy lại bản gốc từ nơi ban hành."),
        ),
    }
    return spoken.get(verdict.whole) or _by_colour(verdict.colour)


def _by_colour(colour: Colour) -> tuple[str, str]:
    if colour is Colour.GREEN:
        return _("Chữ ký hợp lệ"), _("Nội dung đúng như khi ký; người ký và cơ quan được tin cậy.")
    if colour is Colour.HUMAN:
        return (
            _("Cần người có chuyên môn xem"),
            _("Chưa thấy dấu hiệu giả, nhưng có điều máy không tự kết luận được."),
        )
    return (
        _("Không tin được văn bản này"),
        _("Ít nhất một chữ ký không đạt. Xin lấy lại bản gốc từ nơi ban hành."),
    )


def _signature(one: Signed) -> SignedTold:
    who = ", ".join(dict.fromkeys(part for part in (one.signer, one.organisation) if part))
    return SignedTold(who or _("Người ký không rõ tên"), _TONES[one.colour], tuple(_facts(one)))


def _facts(one: Signed) -> Iterator[Fact]:
    yield Fact(_("Nội dung"), _content(one))
    yield Fact(_("Chữ ký"), _cryptography(one.cryptography))
    yield Fact(_("Chứng thư khi ký"), _certificate(one.certificate))
    yield Fact(_("Thu hồi"), _revocation(one.revocation))
    yield Fact(_("Nguồn tin cậy"), _trust(one.trust), one.issuer)
    if one.proven_at:
        yield Fact(
            _("Thời điểm ký"), dates.moment_short(one.proven_at), _("có dấu thời gian chứng minh")
        )
    elif one.claimed_at:
        yield Fact(_("Thời điểm ký"), dates.moment_short(one.claimed_at), _("do máy người ký ghi"))
    yield Fact(_("Mức chữ ký"), f"PAdES {one.level}")


def _content(one: Signed) -> str:
    if one.coverage is Coverage.UNCLEAR:
        return _("chữ ký không bao trùm rõ ràng văn bản")
    spoken = {
        Changes.NONE: _("không thay đổi từ khi ký"),
        Changes.EVIDENCE: _("không thay đổi; sau đó chỉ thêm bằng chứng lưu trữ"),
        Changes.FORM_FILLED: _("sau đó chỉ điền ô để trống (số, ngày, dấu)"),
        Changes.OTHER: _("đã bị thay đổi sau khi ký"),
        Changes.UNKNOWN: _("không xác định được thay đổi"),
    }
    return spoken[one.changes]


def _cryptography(found: Cryptography) -> str:
    return {
        Cryptography.INTACT: _("khớp với văn bản"),
        Cryptography.BROKEN: _("không khớp với văn bản"),
        Cryptography.WEAK: _("dùng thuật toán yếu"),
        Cryptography.UNREADABLE: _("không đọc được"),
    }[found]


def _certificate(found: CertificateThen) -> str:
    return {
        CertificateThen.VALID: _("còn hiệu lực"),
        CertificateThen.OUT_OF_TIME: _("ngoài thời hạn hiệu lực"),
        CertificateThen.WRONG_PURPOSE: _("không được cấp để ký văn bản"),
        CertificateThen.UNKNOWN: _("không xác định được"),
    }[found]


def _revocation(found: Revocation) -> str:
    return {
        Revocation.GOOD: _("không bị thu hồi"),
        Revocation.REVOKED: _("đã bị thu hồi"),
        Revocation.UNKNOWN: _("chưa hỏi được nơi cấp"),
    }[found]


def _trust(found: Trust) -> str:
    return {
        Trust.LISTED: _("có trong danh sách tin cậy"),
        Trust.UNLISTED: _("không có trong danh sách tin cậy"),
        Trust.UNKNOWN: _("chưa xác định"),
    }[found]
