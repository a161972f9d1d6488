"""Bring the shipped catalogue into the database; a second time changes nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.registers.catalogue import actions
from motcua.registers.catalogue.importer import ImportReport, import_payload
from motcua.registers.catalogue.importer.load import payload_of
from motcua.registers.catalogue.models import ExemptionClass, Procedure, Regulation
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.seed.reading import HERE, rows_of, sample_procedures

IN_FORCE = date(2025, 7, 1)
BODY = "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An (dữ liệu trình diễn)"
ANNOUNCED = Decision(
    number="01/QĐ-DEMO",
    title="Quyết định trình diễn, không có thật: công bố danh mục thủ tục hành chính mẫu",
    issued_on=date(2025, 6, 26),
    effective_on=IN_FORCE,
    issuing_body=BODY,
    published_on=date(2025, 6, 27),
    is_demo=True,
)
APPROVED = replace(
    ANNOUNCED,
    number="02/QĐ-DEMO",
    title="Quyết định trình diễn, không có thật: phê duyệt quy trình nội bộ của thủ tục mẫu",
)


@dataclass(frozen=True)
class Loaded:
    """The codes published now, and what the import of the national facts says."""

    published: tuple[str, ...]
    facts: ImportReport


@transaction.atomic
def load_catalogue(*, now: datetime) -> Loaded:
    """Load the law's validity, the sample procedures and the national facts.

    The samples are published with an approved internal process; they receive dossiers once their
    electronic process is active. The facts become drafts. Units must be loaded before.
    """
    _load_regulations()
    for row in rows_of("exemption_classes.json"):
        ExemptionClass.objects.get_or_create(code=row.pop("code"), defaults=row)
    published = tuple(_publish_samples(now))
    facts = payload_of(HERE / "national_facts.csv")
    return Loaded(published, import_payload(facts, by=FOUNDER, now=now, only_new=True))


def _load_regulations() -> None:
    rows = rows_of("regulations.json")
    replaced = {row["code"]: row.pop("replaced_by") for row in rows}
    known = {row["code"]: _regulation(row) for row in rows}
    for code, successor in replaced.items():
        if successor and known[code].replaced_by_id is None:
            Regulation.objects.filter(code=code).update(replaced_by=known[successor])


def _regulation(row: dict[str, Any]) -> Regulation:
    found, _ = Regulation.objects.get_or_create(code=row["code"], defaults=row)
    return found


def _publish_samples(now: datetime) -> list[str]:
    known = set(Procedure.objects.values_list("code", flat=True))
    published = []
    for facts in sample_procedures():
        if facts.code in known:
            continue
        version = actions.draft(facts, by=FOUNDER, now=now)
        actions.announce(version.pk, ANNOUNCED, IN_FORCE, by=FOUNDER, now=now)
        actions.publish(version.pk, by=FOUNDER, now=now)
        actions.approve_internal_process(version.pk, APPROVED, by=FOUNDER, now=now)
        published.append(facts.code)
    return published
