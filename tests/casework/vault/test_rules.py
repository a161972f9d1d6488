"""What the law lets stand for a required paper, decided from values."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.casework.signing.rules.verdicts import (
    CertificateThen,
    Changes,
    Coverage,
    Cryptography,
    Revocation,
    Signed,
    Verdict,
    Whole,
)
from motcua.casework.signing.rules.verdicts import Trust as Listed
from motcua.casework.vault.rules import (
    Doubt,
    Held,
    Standing,
    Trust,
    Unfit,
    Wanted,
    doubt,
    kind_key,
    unfit,
)

TODAY = date(2026, 11, 27)
HELD = Held(
    id=1,
    owner_id=7,
    kind_code="",
    name="Giấy chứng nhận đăng ký doanh nghiệp",
    number="12/GCN",
    issuer="Sở Tài chính",
    issued_on=date(2026, 3, 5),
    valid_until=None,
    trust=Trust.ISSUED_HERE,
    standing=Standing.IN_FORCE,
)
GREEN = Signed(
    "One",
    "Hoàng Đức Thọ",
    "Sở Xây dựng",
    "CA",
    "4d",
    "B",
    None,
    None,
    Cryptography.INTACT,
    CertificateThen.VALID,
    Revocation.GOOD,
    Coverage.WHOLE_FILE,
    Changes.NONE,
    Listed.LISTED,
)
WANTED = Wanted(3, "", "Bản sao Giấy chứng nhận đăng ký doanh nghiệp", is_reusable=True)


def test_a_result_in_force_stands_for_its_copy() -> None:
    assert unfit(HELD, WANTED, owner_id=7, on=TODAY) is None


@pytest.mark.parametrize(
    ("held", "wanted", "reason"),
    [
        (replace(HELD, owner_id=8), WANTED, Unfit.ANOTHERS),
        (HELD, replace(WANTED, is_reusable=False), Unfit.NOT_REUSABLE),
        (HELD, replace(WANTED, name="Căn cước"), Unfit.ANOTHER_KIND),
        (replace(HELD, standing=Standing.REVOKED), WANTED, Unfit.NOT_IN_FORCE),
        (replace(HELD, standing=Standing.REPLACED), WANTED, Unfit.NOT_IN_FORCE),
        (replace(HELD, valid_until=date(2026, 11, 26)), WANTED, Unfit.OUT_OF_DATE),
        (replace(HELD, trust=Trust.PLAIN), WANTED, Unfit.NOT_TRUSTED),
    ],
)
def test_what_may_not_stand_says_why(held: Held, wanted: Wanted, reason: Unfit) -> None:
    assert unfit(held, wanted, owner_id=7, on=TODAY) is reason


def test_a_paper_holds_through_its_last_day() -> None:
    assert unfit(replace(HELD, valid_until=TODAY), WANTED, owner_id=7, on=TODAY) is None


def test_national_codes_decide_over_names() -> None:
    held, wanted = replace(HELD, kind_code="KQ.1"), replace(WANTED, kind_code="KQ.2")

    assert unfit(held, wanted, owner_id=7, on=TODAY) is Unfit.ANOTHER_KIND


@pytest.mark.parametrize(
    "name", ["Căn cước", "Bản sao Căn cước", "CĂN CƯỚC (xuất trình)", "Bản chính căn cước"]
)
def test_one_kind_has_many_names(name: str) -> None:
    assert kind_key(name) == "can cuoc"


@pytest.mark.parametrize(
    ("now", "against"),
    [
        ({}, Doubt.NONE),
        ({"revocation": Revocation.REVOKED}, Doubt.REVOKED),
        ({"certificate": CertificateThen.OUT_OF_TIME}, Doubt.OUT_OF_TIME),
        ({"trust": Listed.UNLISTED}, Doubt.OTHER),
        ({"cryptography": Cryptography.WEAK}, Doubt.OTHER),
        ({"revocation": Revocation.UNKNOWN}, None),
        (
            {
                "certificate": CertificateThen.UNKNOWN,
                "revocation": Revocation.UNKNOWN,
                "trust": Listed.UNKNOWN,
            },
            None,
        ),
        ({"revocation": Revocation.UNKNOWN, "trust": Listed.UNLISTED}, Doubt.OTHER),
    ],
)
def test_what_a_new_verdict_says_against_a_signed_paper(
    now: dict[str, object], against: Doubt | None
) -> None:
    found = Verdict(Whole.SIGNED, (GREEN, replace(GREEN, **now)))  # type: ignore[arg-type]

    assert doubt(found, is_dated=False) is against


def test_a_copy_that_our_register_dates_outlives_its_certificate() -> None:
    ended = Verdict(Whole.SIGNED, (replace(GREEN, certificate=CertificateThen.OUT_OF_TIME),))
    revoked = Verdict(Whole.SIGNED, (replace(GREEN, revocation=Revocation.REVOKED),))

    assert doubt(ended, is_dated=True) is None
    assert doubt(revoked, is_dated=True) is Doubt.REVOKED


def test_a_file_there_was_no_time_for_is_not_doubted() -> None:
    assert doubt(Verdict(Whole.TOO_COSTLY), is_dated=False) is None
    assert doubt(Verdict(Whole.OPEN_END, (GREEN,)), is_dated=False) is Doubt.OTHER
