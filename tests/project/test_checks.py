"""`motcua check`: each trouble has a cause and a cure."""

import pytest
from django.test import override_settings

from motcua.project import checks
from motcua.project.health import Finding


def _named(name: str, findings: list[Finding]) -> Finding:
    return next(found for found in findings if found.name == name)


@pytest.mark.parametrize("flag", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_forgets_is_a_grave_finding(flag: str) -> None:
    found = checks.durability(flag, "off")
    assert found.is_grave
    assert not found.is_well
    assert f"set {flag} = on" in found.cure
    assert checks.durability(flag, "on").is_well


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_flags_are_read_from_the_server() -> None:
    findings = checks.findings()
    assert _named("PostgreSQL 15 or later", findings).is_well
    assert _named("clocks agree", findings).is_well
    assert _named("database fsync", findings).cause in {"fsync is on", "fsync is off"}


@pytest.mark.django_db
def test_production_wants_https_and_host_names() -> None:
    with override_settings(MOTCUA_MODE="production", ALLOWED_HOSTS=["*"], MOTCUA_TLS=False):
        findings = checks.findings()
    assert not _named("HTTPS", findings).is_well
    assert not _named("host names", findings).is_well


@pytest.mark.django_db
def test_every_trouble_has_a_cure() -> None:
    assert all(found.cure for found in checks.findings() if not found.is_well)
