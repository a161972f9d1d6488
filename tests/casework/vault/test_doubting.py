"""A signed paper is trusted as long as its signature is: judged anew with the newest lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from pytest_django.fixtures import Settings

from motcua.casework.documents.digital import Hand, NewFile, attach
from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.signing import trusting
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.models import RevocationList
from motcua.casework.signing.rules.wishes import Level, Wish
from motcua.casework.vault import doubting
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.queries import held_by, offers
from motcua.casework.vault.rules import Doubt, Trust, Wanted
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import CHANGE_FIRM, announced
from tests.casework.signing.authority import Bench, small_pdf
from tests.casework.signing.hands import Hands
from tests.casework.signing.makings import level, made
from tests.cast import Cast
from tests.doors.backstage.asking import text_of

pytestmark = pytest.mark.django_db

_HOUR = timedelta(hours=1)


@dataclass
class Store:
    """The owner's store with one paper that the leader's key has signed, and what follows."""

    bench: Bench
    desk: Desk
    answers: dict[str, bytes]
    now: datetime

    def keep(self, pdf: bytes) -> StoredPaper:
        """Settle a dossier with a signed paper that may be used again."""
        dossier, by = self.desk.receive(), self.desk.by(Role.RECEPTION_OFFICER)
        item = PaperItem.objects.get(dossier=dossier, required_paper__number=2)
        blob = keep(pdf, MediaType.PDF, now=self.now)
        verdict(pdf, self.now)
        file = NewFile(blob.sha256, blob.size, 1, "a.pdf", FileOrigin.BORN_DIGITAL)
        attach(item.pk, file, by=Hand(by.actor, by.officer_id, by.unit_id), now=self.desk.now)
        self.desk.later(hours=1).hand_over(dossier)
        self.desk.later(hours=1).assign(dossier)
        for step in (self.desk.submit, self.desk.check, self.desk.approve, self.desk.issue):
            self.desk.later(hours=1)
            step(dossier)
        deliver_at_once()
        return StoredPaper.objects.get(blob=blob)

    def night(self, revoked: datetime | None, *, hours: int = 3) -> int:
        """Fetch a list on which the leader is revoked since then (None: nobody is), judge anew."""
        at = self.now + hours * _HOUR
        self.answers["officers"] = _list(self.bench, at, revoked)
        trusting.fetch_revocations(at)
        return doubting.look_again(at)


def _list(bench: Bench, at: datetime, revoked: datetime | None) -> bytes:
    issuer = x509.load_der_x509_certificate(bench.authority.certificate("officers"))
    key = load_pem_private_key((bench.authority.folder / "keys/officers.pem").read_bytes(), None)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(at - timedelta(minutes=5))
        .next_update(at + 24 * _HOUR)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()),  # type: ignore[arg-type]
            critical=False,
        )
    )
    if revoked is not None:
        leader = x509.load_der_x509_certificate(bench.key("leader").certificate)
        row = x509.RevokedCertificateBuilder().serial_number(leader.serial_number)
        made = made.add_revoked_certificate(row.revocation_date(revoked).build())
    return made.sign(key, SHA256()).public_bytes(Encoding.DER)  # type: ignore[arg-type]


@pytest.fixture
def store(
    cast: Cast, hands: Hands, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """A desk of the procedure whose second paper may be used again; lists come as a test says."""
    settings.MEDIA_ROOT = tmp_path
    answers: dict[str, bytes] = {}
    fetched: Callable[[str], bytes] = trusting._fetched
    monkeypatch.setattr(
        trusting, "_fetched", lambda url: answers.get(url.split("/")[-2]) or fetched(url)
    )
    desk = Desk(cast, announced(cast, CHANGE_FIRM))
    return Store(hands.bench, desk, answers, clock.now().replace(microsecond=0))


@pytest.mark.parametrize(
    ("signed", "revoked", "trust"),
    [
        (Level.B, -_HOUR, Trust.PLAIN),
        (Level.LTA, -_HOUR, Trust.PLAIN),
        (Level.B, _HOUR, Trust.PLAIN),  # nothing proves that it was signed before
        (Level.T, _HOUR, Trust.SIGNED),
        (Level.LTA, _HOUR, Trust.SIGNED),
    ],
)
def test_a_revocation_takes_the_trust_unless_a_time_stamp_is_older(
    store: Store, signed: Level, revoked: timedelta, trust: Trust
) -> None:
    kept = store.keep(level(store.bench, signed))
    assert kept.trust == Trust.SIGNED
    owner_id, wanted = kept.owner_id, [Wanted(7, "", kept.name, is_reusable=True)]

    changed = store.night(store.now + revoked)

    (held,) = [one for one in held_by(owner_id) if one.id == kept.pk]
    is_lost = trust is Trust.PLAIN
    assert (held.trust, held.doubt) == (trust, Doubt.REVOKED if is_lost else Doubt.NONE)
    assert changed == Entry.objects.filter(kind="stored_paper.trust_changed").count() == is_lost
    offered = offers(owner_id, wanted, store.now.date()).get(7, ())
    assert (kept.pk in [one.id for one in offered]) is not is_lost


def test_the_reason_is_on_record_and_on_the_owners_page(store: Store) -> None:
    kept = store.keep(level(store.bench, Level.B))
    store.night(store.now - _HOUR)

    told = Entry.objects.get(kind="stored_paper.trust_changed")
    page = text_of(
        store.desk.cast.client(Role.RECEPTION_OFFICER).get(f"/desk/applicants/{kept.owner_id}/")
    )

    assert (told.subject_id, told.body["trust"]) == (str(kept.pk), Trust.PLAIN)
    assert (told.body["doubt"], told.body["sha256"]) == (Doubt.REVOKED, kept.blob_id)
    assert "chữ ký số không còn được tin: chứng thư đã bị thu hồi" in page


def test_a_revocation_that_is_taken_back_gives_the_trust_back(store: Store) -> None:
    kept = store.keep(level(store.bench, Level.B))

    assert store.night(store.now - _HOUR) == 1
    assert store.night(store.now - _HOUR, hours=6) == 0
    assert store.night(None, hours=9) == 1

    kept.refresh_from_db()
    assert (kept.trust, kept.doubt) == (Trust.SIGNED, Doubt.NONE)
    assert Entry.objects.filter(kind="stored_paper.trust_changed").count() == 2


def test_while_nobody_can_be_asked_nothing_is_judged(store: Store) -> None:
    kept = store.keep(level(store.bench, Level.B))
    RevocationList.objects.all().delete()

    assert doubting.look_again(store.now + 3 * _HOUR) == 0

    kept.refresh_from_db()
    assert (kept.trust, kept.doubt) == (Trust.SIGNED, Doubt.NONE)


def test_while_the_files_are_away_nothing_is_judged(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    kept = store.keep(level(store.bench, Level.B))
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    assert store.night(store.now - _HOUR) == 0

    kept.refresh_from_db()
    assert (kept.trust, kept.doubt) == (Trust.SIGNED, Doubt.NONE)


@pytest.mark.parametrize("who", ["leader", "second"])
def test_who_is_on_a_list_is_judged_first(
    store: Store, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    wish = Wish("One", store.bench.evidence.at)
    kept = {
        label: store.keep(made(store.bench, small_pdf(), wish, label))
        for label in ("leader", "second")
    }
    named = x509.load_der_x509_certificate(store.bench.key(who).certificate)
    serials = frozenset({format(named.serial_number, "x")})
    monkeypatch.setattr(doubting, "revoked_serials", lambda: serials)

    assert doubting._due(1) == [kept[who].blob_id]
