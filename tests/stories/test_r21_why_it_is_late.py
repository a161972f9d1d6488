"""R-21, R-11: why a dossier is late is one sentence, the same for citizen, officer and auditor."""

import re
from html import unescape

import pytest
from django.test import Client

from motcua.casework.lifecycle import consult
from motcua.oversight.clockwatch.lives import spent_on
from motcua.oversight.clockwatch.rules import Cause
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

TAIL = "5318"


def _sentence(page: str) -> str:
    found = re.search(r'<figure class="bd"><figcaption>([^<]+)<', page)
    assert found
    return unescape(found[1])


@pytest.mark.django_db
def test_everybody_reads_the_same_sentence_and_it_sums_to_the_elapsed_time(at: Desk) -> None:
    dossier = at.in_appraisal()
    question = consult.Question(at.cast.unit("justice"), "Có án tích không?", 480)
    consult.consult(dossier.pk, question, by=at.by(Role.SPECIALIST), now=at.now)
    at.later(days=14)

    followed = Client().post("/track/", {"code": dossier.code, "key": TAIL}).content.decode()
    pages = [
        at.cast.client(role).get(f"/desk/dossiers/{dossier.pk}/").content.decode()
        for role in (Role.SPECIALIST, Role.UNIT_LEADER, Role.INSPECTOR)
    ]
    (said,) = {_sentence(page) for page in (followed, *pages)}
    assert "nhiều nhất là chờ cơ quan khác 80 giờ" in said
    assert "Vì sao trễ" in followed

    found = spent_on(dossier.pk, at.now)
    assert found is not None
    assert found.is_late
    assert found.spent[Cause.OTHER_AGENCY] == 80 * 3600
    assert sum(found.spent.values()) == (at.now - found.received_at).total_seconds()
