"""The dictionary of names is counted up to a number below which nothing comes up later."""

import psycopg
import pytest
from django.db import OperationalError, connection

from motcua.casework.dossiers import names
from motcua.casework.dossiers.models import Dossier, OwnerWord
from tests.casework.desk import Desk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("concurrency"),
]


def test_whoever_is_writing_a_dossier_is_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_PATIENCE", "SET LOCAL lock_timeout = '50ms'")
    desk.receive()
    names.refresh_names()
    counted = OwnerWord.objects.get(word="").newest
    parameters = connection.get_connection_params()
    at = {key: parameters[key] for key in ("dbname", "user", "host", "port") if key in parameters}
    with psycopg.connect(**at) as writer:
        writer.execute("UPDATE dossiers_dossier SET note = 'x'")
        with pytest.raises(OperationalError, match="lock timeout"):
            names.refresh_names()
        assert OwnerWord.objects.get(word="").newest == counted
        writer.rollback()
    later = desk.receive()
    names.refresh_names()
    assert OwnerWord.objects.get(word="").newest == Dossier.objects.latest("pk").pk == later.pk
