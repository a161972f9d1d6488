"""A receipt is checked by a phone, first with the service there, then with nothing else."""

from collections.abc import Iterator
from random import Random

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings

from motcua.casework.documents.models import FormIssue
from motcua.kit import clock
from tests.casework.desk import Desk
from tests.doors.desk.conftest import browser_type_launch_args
from tests.doors.desk.serving import serving

__all__ = ["browser_type_launch_args"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORGERIES = 12


@pytest.fixture
def qr(transactional_db: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what stands in the QR of a receipt just printed, without the service's address."""
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    dossier = desk.in_appraisal()
    form = FormIssue.objects.get(dossier=dossier, kind="receipt")
    return form.verify_url.removeprefix(settings.MOTCUA_PUBLIC_URL.rstrip("/"))


@pytest.fixture
def phone(qr: str, browser: Browser) -> Iterator[Page]:
    """Hold a phone that opened the checking page once; the service is gone since.

    Addresses that it opens are those of the QR.
    """
    with serving() as address:
        context = browser.new_context(
            locale="vi-VN", base_url=address, viewport={"width": 390, "height": 844}
        )
        page = context.new_page()
        page.goto("/track/receipt/")
        expect(page.get_by_text("Đã sẵn sàng dùng khi không có mạng")).to_be_visible()
    yield page
    context.close()


def test_online_the_tracking_page_tells_of_the_paper(qr: str, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    with serving() as address:
        page = context.new_page()
        page.goto(f"{address}{qr}")
        expect(page.get_by_text("mã QR chưa bị sửa")).to_be_visible()
        page.goto("about:blank")
        page.goto(f"{address}{other_due(qr)}")
        expect(page.get_by_text("Mã QR trên giấy đã bị sửa")).to_be_visible()
        page.goto("about:blank")
        page.goto(f"{address}{of_another_key(qr)}")
        expect(page.get_by_text("Giấy in bằng khóa mà hệ thống này không biết")).to_be_visible()
        expect(page.get_by_text("Mã QR trên giấy đã bị sửa")).to_be_hidden()
    context.close()


def test_without_a_network_the_phone_tells_ours_from_forgeries(qr: str, phone: Page) -> None:
    phone.goto(qr)
    expect(phone.locator("h1:visible")).to_have_text("Giấy do Trung tâm này cấp")
    code = FormIssue.objects.get(kind="receipt").dossier.code  # type: ignore[union-attr]
    expect(phone.locator("[data-mc-fill=code]")).to_have_text(str(code))
    chance = Random(7)
    for forged in (other_due(qr), *(spoilt(qr, chance) for _ in range(FORGERIES))):
        phone.goto("about:blank")
        phone.goto(forged)
        expect(phone.locator("h1:visible")).to_have_text("Không phải giấy do Trung tâm này cấp")
    phone.goto("about:blank")
    phone.goto(of_another_key(qr))
    expect(phone.locator("h1:visible")).to_have_text("Giấy in bằng khóa mà máy này không biết")
    expect(phone.locator("[data-mc-fill=code]")).to_be_empty()


def test_a_phone_knows_receipts_of_before_the_secret_changed(
    qr: str, browser: Browser, settings: Settings
) -> None:
    settings.MOTCUA_RECEIPT_EARLIER_SECRETS = (settings.MOTCUA_RECEIPT_SECRET,)
    settings.MOTCUA_RECEIPT_SECRET = "a new secret of at least 32 letters"
    with serving() as address:
        context = browser.new_context(locale="vi-VN", base_url=address)
        page = context.new_page()
        page.goto("/track/receipt/")
        expect(page.get_by_text("Đã sẵn sàng dùng khi không có mạng")).to_be_visible()
    page.goto(qr)
    expect(page.locator("h1:visible")).to_have_text("Giấy do Trung tâm này cấp")
    page.goto("about:blank")
    page.goto(other_due(qr))
    expect(page.locator("h1:visible")).to_have_text("Không phải giấy do Trung tâm này cấp")
    context.close()


def other_due(qr: str) -> str:
    """Promise another day on the same signature."""
    address, _, proof = qr.partition("#")
    scheme, key, received, _due, signature = proof.split(".")
    return f"{address}#{scheme}.{key}.{received}.zzzzz.{signature}"


def of_another_key(qr: str) -> str:
    """Name a key that nobody knows."""
    address, _, proof = qr.partition("#")
    scheme, _key, *rest = proof.split(".")
    return f"{address}#{'.'.join((scheme, 'AAAAAA', *rest))}"


def spoilt(qr: str, chance: Random) -> str:
    """Change one letter of the code, an instant or the signature, but for its loose last bits.

    The name of the key stays: another one is unknown, not forged.
    """
    start = qr.index("code=") + len("code=")
    while True:
        place = chance.randrange(start, len(qr) - 1)
        letter = chance.choice("ACEGIKMOQSacegikmoqs02468")
        if qr[place] not in f"{letter}&=#?key." and place not in key_places(qr):
            return qr[:place] + letter + qr[place + 1 :]


def key_places(qr: str) -> range:
    """Return where the look-up key stands, which is not signed, and the signing key's name."""
    begin, proof = qr.index("&key="), qr.index("#1.")
    return range(begin, qr.index(".", proof + len("#1.")) + 1)
