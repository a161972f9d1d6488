"""C13 before signatures whose signer wrote what he liked: always an answer, never a trick."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.http import HttpResponse
from django.test import Client

from motcua.casework.signing.keys import FileSigner
from motcua.casework.signing.pades.keeping import outside
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.rules.wishes import Wish
from tests.casework.signing.authority import small_pdf

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, tzinfo=UTC)
END_OF_TIME = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)


def signed(*, name: str = "Ai đó", at: datetime = NOW) -> bytes:
    """A file signed with a certificate that its signer has made himself."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), 7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    signer = FileSigner(made.public_bytes(Encoding.DER), (), key)

    async def work() -> bytes:
        async with outside("") as way:
            return await sign(small_pdf(), Wish("One", at), signer, way.stamper)

    return run(work())


def answered(pdf: bytes, language: str = "vi") -> HttpResponse:
    file = BytesIO(pdf)
    file.name = "van-ban.pdf"
    there = Client(headers={"accept-language": language})
    return there.post("/verify/", {"file": file})  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["Nguyễn\0Văn An", "\u202eNguyễnVăn An"])
def test_a_name_that_hides_something_is_shown_bare(name: str) -> None:
    answer = answered(signed(name=name))
    assert answer.status_code == 200
    assert "NguyễnVăn An" in answer.content.decode()
    assert name not in answer.content.decode()


def test_a_signature_from_the_end_of_time_has_a_verdict() -> None:
    answer = answered(signed(at=END_OF_TIME))
    assert answer.status_code == 200
    assert "31/12/9999" in answer.content.decode()


def test_the_instant_is_told_in_the_readers_language() -> None:
    page = answered(signed(), "en").content.decode()
    assert "Signed at" in page
    assert "thứ" not in page.partition("<main")[2].partition("</main>")[0]
