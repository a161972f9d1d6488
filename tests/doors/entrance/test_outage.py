"""While the database is away, what was sent stays in the page and can be sent again."""

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from motcua.doors.entrance.outage import server_error
from motcua.foundation.files.bucket import Unreachable


def _failed(request: HttpRequest, failure: Exception) -> HttpResponse:
    """Answer as Django does: while the exception is being handled."""
    try:
        raise failure
    except type(failure):
        return server_error(request)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_can_be_sent_again_as_it_was(language: str) -> None:
    form = {"idempotency_key": "k-1", "owner": 'Hồ "Thị" <b>', "paper": ["1", "2"]}
    with translation.override(language):
        response = _failed(RequestFactory().post("/desk/reception/?to=3", form), OperationalError())
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert 'action="/desk/reception/?to=3"' in html
    assert 'name="idempotency_key" value="k-1"' in html
    assert 'value="Hồ &quot;Thị&quot; &lt;b&gt;"' in html
    assert html.count('name="paper"') == 2


def test_files_that_are_away_are_an_outage_too() -> None:
    request = RequestFactory().get("/desk/dossiers/1/")
    assert _failed(request, Unreachable()).status_code == 503


def test_a_secret_is_not_written_into_a_page() -> None:
    form = {"username": "an", "password": "bí mật"}
    response = _failed(RequestFactory().post("/login/", form), OperationalError())
    assert response.status_code == 503
    assert "bí mật" not in response.content.decode()


def test_another_failure_is_an_error_of_ours() -> None:
    assert (
        _failed(RequestFactory().post("/desk/reception/", {"a": "b"}), ValueError()).status_code
        == 500
    )
