"""`/livez`, `/readyz`, `/metrics`, and the access line."""

import logging

import pytest
from django.db import connection
from django.test import Client, override_settings
from prometheus_client.parser import text_string_to_metric_families

from motcua.project import health


def test_alive_needs_no_database_and_no_known_host(client: Client) -> None:
    assert client.get("/livez", headers={"host": "10.0.0.9"}).status_code == 200


@pytest.mark.django_db
def test_ready_names_what_it_looked_at(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(("database", "migrations", "disk", "seal"), "ok")


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client: Client) -> None:
    with override_settings(MOTCUA_LEAST_FREE_MB=10**9):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "MB are free" in answer.json()["disk"]


@pytest.mark.django_db
def test_a_missing_migration_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'entrance'")
    assert "not applied" in health.migrations_are_applied().cause
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_the_figures_can_be_read_and_count_requests(client: Client) -> None:
    client.get("/nowhere/")
    families = list(text_string_to_metric_families(client.get("/metrics").content.decode()))
    counted = {family.name for family in families}
    assert {"motcua_requests", "motcua_request_seconds", "motcua_jobs_waiting"} <= counted


@pytest.mark.django_db
def test_a_stranger_does_not_read_the_figures(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.7"}).status_code == 404


@pytest.mark.django_db
def test_the_token_opens_the_figures_from_elsewhere(client: Client) -> None:
    with override_settings(MOTCUA_METRICS_TOKEN="t" * 20):
        right = {"authorization": f"Bearer {'t' * 20}"}
        assert client.get("/metrics", headers=right, REMOTE_ADDR="203.0.113.7").status_code == 200
        wrong = {"authorization": "Bearer tttt"}
        assert client.get("/metrics", headers=wrong, REMOTE_ADDR="203.0.113.7").status_code == 404


@pytest.mark.django_db
def test_the_access_line_holds_the_route_and_not_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="motcua.access"):
        answer = client.get("/nowhere/040192006318/?q=canary")
    assert len(answer["X-Request-Id"]) == 16
    assert [record.getMessage() for record in caplog.records] == ["GET unmatched 404"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"), [("trace-0001", True), ("x\ny", False), ("a" * 65, False)]
)
def test_a_decent_request_id_is_kept(client: Client, given: str, kept: bool) -> None:
    answer = client.get("/nowhere/", headers={"x-request-id": given})
    assert (answer["X-Request-Id"] == given) is kept
