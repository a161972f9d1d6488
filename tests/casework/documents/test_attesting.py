"""The proof in a receipt's QR: ours is accepted, anything changed is not."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from motcua.casework.documents import attesting
from motcua.casework.documents.actions import verify_url
from tests.casework.documents import samples

AT = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
CODES = st.from_regex(r"H41\.[0-9]{2}-2[0-9]{5}-[0-9]{4}", fullmatch=True)
OTHER = "somebody else's secret of 32 letters"
MINUTES = st.integers(1, 10_000_000)


def is_genuine(code: str, proof: str) -> bool:
    """Check as the phone does, with nothing but the public keys."""
    try:
        scheme, name, received, due, signature = proof.split(".")
        raw = urlsafe_b64decode(signature + "==")
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        known = dict(one.split(".") for one in attesting.public_keys().split(" "))
        point = urlsafe_b64decode(known[name] + "==")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        message = f"motcua receipt 1\n{name}\n{code}\n{received}\n{due}".encode()
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except (KeyError, ValueError, InvalidSignature):
        return False
    # The loose last bits of base64 are no change of the proof, and none is let through here.
    return scheme == "1" and urlsafe_b64encode(raw).decode().rstrip("=") == signature


def proof_of(code: str, due: datetime | None = AT) -> str:
    address = attesting.attested("https://motcua.example/track/?code=x", code, AT, due)
    return address.partition("#")[2]


@given(CODES, MINUTES, st.booleans())
def test_a_receipt_of_ours_is_told(code: str, minutes: int, has_limit: bool) -> None:
    due = AT + timedelta(minutes=minutes) if has_limit else None
    assert is_genuine(code, proof_of(code, due))


@given(st.data())
def test_whatever_is_changed_in_the_proof_is_refused(data: st.DataObject) -> None:
    proof = proof_of(samples.CODE)
    place = data.draw(st.integers(0, len(proof) - 1))
    letter = data.draw(
        st.sampled_from("0123456789abcxyzABCXYZ-_.").filter(lambda c: c != proof[place])
    )
    assert not is_genuine(samples.CODE, proof[:place] + letter + proof[place + 1 :])


@given(CODES.filter(lambda code: code != samples.CODE))
def test_it_is_of_one_dossier_alone(code: str) -> None:
    assert not is_genuine(code, proof_of(samples.CODE))


@given(st.text())
def test_nonsense_is_refused_and_never_an_error(text: str) -> None:
    assert not is_genuine(samples.CODE, text)


def test_another_secret_is_another_key(settings: Settings) -> None:
    ours = proof_of(samples.CODE)
    settings.MOTCUA_RECEIPT_SECRET = OTHER
    assert not is_genuine(samples.CODE, ours)
    assert ours.split(".")[1] not in attesting.public_keys()
    assert proof_of(samples.CODE).split(".")[1] != ours.split(".")[1]


def test_receipts_of_an_earlier_secret_stay_genuine(settings: Settings) -> None:
    ours, former = proof_of(samples.CODE), settings.MOTCUA_RECEIPT_SECRET
    settings.MOTCUA_RECEIPT_SECRET = OTHER
    settings.MOTCUA_RECEIPT_EARLIER_SECRETS = (former,)
    assert is_genuine(samples.CODE, ours)
    assert is_genuine(samples.CODE, proof_of(samples.CODE))


def test_a_proof_is_of_the_key_it_names(settings: Settings) -> None:
    """Nobody passes the signature of one known key as another's."""
    ours, former = proof_of(samples.CODE), settings.MOTCUA_RECEIPT_SECRET
    settings.MOTCUA_RECEIPT_SECRET = OTHER
    settings.MOTCUA_RECEIPT_EARLIER_SECRETS = (former,)
    scheme, _name, *rest = ours.split(".")
    todays = proof_of(samples.CODE).split(".")[1]
    assert not is_genuine(samples.CODE, ".".join((scheme, todays, *rest)))


def test_a_receipt_bears_it_and_other_forms_do_not() -> None:
    address, _, proof = verify_url(samples.receipt()).partition("#")
    assert address.endswith(f"code={samples.CODE}&key=K7QM")
    assert is_genuine(samples.CODE, proof)
    assert "#" not in verify_url(samples.stop_notice())
