"""Give the demonstration its certificates: leaders, agencies, specialists, the counter.

What is there stays. Where certomancer is not installed the province works on paper, and says so.
"""

import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from random import Random
from time import monotonic, sleep
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from PIL import Image, ImageDraw

from motcua.casework.signing.certificates import Enrolment, enrol
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.rules.certificates import KeyKind
from motcua.casework.signing.rules.trust import TrustList, write
from motcua.demo.officers import OfficerFacts, officers
from motcua.demo.pki import founding
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit import clock
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Role
from motcua.registers.people.models import Officer

DEMO_PIN = "246810"
SIGNERS = frozenset(
    {
        Role.UNIT_LEADER,
        Role.PROVINCE_LEADER,
        Role.DIVISION_LEADER,
        Role.SPECIALIST,
        Role.RECEPTION_OFFICER,
        Role.DIGITISER,
    }
)
LISTS = ("root", "officers", "stamps")
_BLUE = (11, 61, 145, 255)


def folder() -> Path:
    """Return where the test authority of this installation lives."""
    return Path(settings.MOTCUA_HOME) / "pki"


def give_certificates(now: datetime) -> int:
    """Found the test authority, trust it, and enrol its people; return how many were new."""
    if find_spec("certomancer") is None:
        print("no certificates: certomancer is not installed; results stay on paper", flush=True)
        return 0
    if Certificate.objects.exists():
        return 0
    people = tuple(_people())
    made = founding.found(folder(), _address(), [one for one, *_ in people], pin=DEMO_PIN, now=now)
    settings.MOTCUA_SIGNING_KEYS.mkdir(parents=True, exist_ok=True)
    for person, officer_id, unit_id in people:
        key = settings.MOTCUA_SIGNING_KEYS / f"{person.label}.p12"
        key.write_bytes(made.pkcs12(person.label).read_bytes())
        key.chmod(0o600)
        given = Enrolment(
            made.certificate(person.label), KeyKind.FILE, key.name, officer_id, unit_id,
            handwriting(person.name) if officer_id else b"",
        )  # fmt: skip
        enrol(given, by=SYSTEM, now=now)
    _trust(made)
    return len(people)


def _people() -> Iterator[tuple[founding.Person, int | None, int | None]]:
    """Who signs, with the officer's id; then the seals of the leaders' units, with the unit's."""
    ids = dict(Officer.objects.values_list("username", "pk"))
    units = {unit.code: unit for unit in Unit.objects.filter(valid_to=None)}
    sealed: set[str] = set()
    for one in officers():
        if SIGNERS.isdisjoint(one.roles):
            continue
        unit = units[one.unit_code]
        yield founding.Person(one.username, one.full_name, unit.name), ids[one.username], None
        if _leads(one) and one.unit_code not in sealed:
            sealed.add(one.unit_code)
            label = f"seal-{one.unit_code.lower().replace('.', '-')}"
            yield founding.Person(label, unit.name, unit.name), None, unit.pk


def _leads(one: OfficerFacts) -> bool:
    return not {Role.UNIT_LEADER, Role.PROVINCE_LEADER}.isdisjoint(one.roles)


def _address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def stand_by(seconds: float = 60) -> None:
    """Wait until the authority of this installation answers; where there is none, not at all.

    It reads every key before it listens. Raises TimeoutError.
    """
    if not (folder() / "certomancer.yml").exists():
        return
    url, until = founding.standing(folder()).url, monotonic() + seconds
    address = urlsplit(url)
    while True:
        try:
            socket.create_connection((address.hostname or "", address.port or 80), 1).close()
        except OSError:
            if monotonic() > until:
                raise TimeoutError(url) from None
            sleep(0.1)
        else:
            return


def _trust(made: founding.Authority) -> None:
    """Sign the trust list of the demonstration with a key that is then thrown away."""
    crls = tuple(made.service("crls", one) + "/latest.crl" for one in LISTS)
    root, stamps = made.certificate("root"), made.service("tsa", "tsa")
    issuers = tuple(made.certificate(one) for one in LISTS if one != "root")
    listed = TrustList(1, clock.now(), (root,), crls, stamps, issuers)
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    settings.MOTCUA_TRUST_KEY_FILE.write_bytes(public)
    settings.MOTCUA_TRUST_FILE.write_bytes(write(listed, key))


def handwriting(name: str) -> bytes:
    """Return an invented signature, blue on nothing, always the same for a name (PNG)."""
    chance = Random(sha256(name.encode()).digest())
    picture = Image.new("RGBA", (520, 240), (0, 0, 0, 0))
    pen, at = ImageDraw.Draw(picture), (40, 140)
    for letter in range(5 + len(name) % 4):
        tall = 90 if letter in (0, 3) else 45
        up = (at[0] + chance.randint(15, 40), 140 - chance.randint(10, tall))
        down = (up[0] + chance.randint(10, 30), 140 + chance.randint(0, 35))
        pen.line([at, up, down], fill=_BLUE, width=7, joint="curve")
        at = down
    pen.line([(30, 190), at, (at[0] + 60, 120)], fill=_BLUE, width=5, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def serve() -> int:
    """Serve the authority of this installation until the process is ended."""
    from motcua.demo.pki.serving import server

    config = folder() / "certomancer.yml"
    if not config.exists():
        print("there is no test authority here: load the demonstration first", file=sys.stderr)
        return 1
    server(founding.standing(folder())).serve_forever()
    return 0
