"""Tables: references point down, rooms do not see who refers to them, constraints are sentences."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import ForeignKey, ManyToManyField, Model
from django.utils import translation

from motcua.demo.history.capture import TABLES, model_of
from tests.house.sources import ROOT, listed


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("motcua.")


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if _is_ours(model)]


def _floors() -> list[str]:
    """Return the floors from the lowest to the highest, as the import law has them."""
    law = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return list(reversed(law["contracts"][0]["layers"]))


def _room(model: type[Model]) -> tuple[str, str]:
    _, floor, room, *_ = model.__module__.split(".")
    return floor, room


def _references() -> Iterator[tuple[str, Any, type[Model], type[Model]]]:
    for model in _models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            is_reference = isinstance(field, ForeignKey | ManyToManyField)
            if is_reference and isinstance(target, type) and _is_ours(target):
                yield f"{model._meta.label}.{field.name}", field, model, target


def test_there_are_tables_to_judge() -> None:
    assert _models()


def test_references_point_to_the_same_or_a_lower_floor() -> None:
    floors = _floors()
    offences = [
        name
        for name, _, model, target in _references()
        if floors.index(_room(target)[0]) > floors.index(_room(model)[0])
    ]
    assert not offences, listed(offences)


def test_a_reference_into_another_room_leaves_no_name_there() -> None:
    offences = [
        name
        for name, field, model, target in _references()
        if _room(model) != _room(target) and field.remote_field.related_name != "+"
    ]
    assert not offences, listed(offences)


def test_constraints_are_named_as_sentences() -> None:
    offences = [
        f"{model._meta.label}: {constraint.name}"
        for model in _models()
        for constraint in model._meta.constraints
        if len(constraint.name.split("_")) < 3 or not constraint.name.islower()
    ]
    assert not offences, listed(offences)


_BEGINNINGS = """
SELECT a.indexrelid::regclass::text, b.indexrelid::regclass::text
FROM pg_index a JOIN pg_index b ON b.indrelid = a.indrelid AND b.indexrelid <> a.indexrelid
  AND b.indkey::text || ' ' LIKE a.indkey::text || ' %%'
  AND b.indclass::text || ' ' LIKE a.indclass::text || ' %%'
JOIN pg_class t ON t.oid = a.indrelid
WHERE t.relname = ANY(%s) AND NOT a.indisunique
  AND a.indpred IS NULL AND b.indpred IS NULL AND a.indexprs IS NULL AND b.indexprs IS NULL
ORDER BY 1
"""


@pytest.mark.django_db
def test_no_index_is_the_beginning_of_another_where_acts_write() -> None:
    """It would be written with every row and never be needed."""
    tables = [model_of(label)._meta.db_table for label in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNINGS, [tables])
        offences = [f"{one} is the beginning of {other}" for one, other in cursor.fetchall()]
    assert not offences, listed(offences)


def test_the_migrations_tell_the_models() -> None:
    loader = MigrationLoader(None)
    ours = {model._meta.app_label for model in _models()}
    with translation.override(None):
        now = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
    offences = [f"{label}: makemigrations" for label in changes if label in ours]
    assert not offences, listed(offences)


@pytest.mark.parametrize("forbidden", ["pgcrypto", "uuid-ossp"])
def test_no_extension_is_used_that_the_embedded_server_lacks(forbidden: str) -> None:
    assert connections["default"].vendor == "postgresql"
    for file in (ROOT / "src").glob("**/migrations/*.py"):
        assert forbidden not in file.read_text(), file
