"""In a real browser: the clerk sees that a package is out of date, by what, and makes another."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from motcua.casework.archive import actions
from motcua.casework.lifecycle.revoke_result import revoke_result
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.backstage.conftest import Seat, seat
from tests.looks import both_languages, faults

__all__ = ["seat"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@both_languages
def test_a_package_out_of_date_is_made_again(seat: Seat, desk: Desk, language: str) -> None:
    desk.now = clock.now() - timedelta(hours=6)
    dossier = desk.finished()
    actions.pack(dossier.pk, by=desk.by(Role.CLERK_SEAL), now=desk.now)
    leader = desk.by(Role.UNIT_LEADER)
    revoke_result(dossier.pk, reason="Cấp sai đối tượng", by=leader, now=desk.now)
    one = f"/desk/dossiers/{dossier.pk}/archive/"
    with seat(Role.CLERK_SEAL, locale=language) as page:
        assert faults(page, ("/desk/archive/", "/desk/archive/outdated/", one)) == []
        page.goto("/desk/archive/outdated/")
        page.get_by_role("link", name=str(dossier.code)).click()
        page.locator(".btn.pri").first.click()
        expect(page.locator(f'a[href="{one}packages/1/"]')).to_be_visible()
        assert faults(page, ("/desk/archive/packages/", one)) == []
