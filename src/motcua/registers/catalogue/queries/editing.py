"""What the editor of procedures asks: versions with what they lack, and a version as a draft."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.kit.text import fold, words
from motcua.registers.catalogue.models import (
    FeeRule,
    ProcedureVersion,
    RequiredPaper,
    ResultKind,
    TimeLimit,
)
from motcua.registers.catalogue.queries.content import Content, content_of
from motcua.registers.catalogue.queries.rows import step_drafts
from motcua.registers.catalogue.rules import draft as drafts
from motcua.registers.catalogue.rules.kinds import (
    ChangeKind,
    Charging,
    Level,
    OnlineLevel,
    Route,
    VersionState,
)


@dataclass(frozen=True)
class VersionLine:
    """A version in the editor's list; `lacks` names what must be there before it is published."""

    version_id: int
    code: str
    name: str
    number: int
    state: VersionState
    effective_from: date | None
    effective_to: date | None
    approved_at: datetime | None
    active_at: datetime | None
    edited_at: datetime
    lacks: tuple[str, ...]


def versions(
    *, text: str = "", state: str = "", after: tuple[str, int] | None = None, limit: int = 50
) -> tuple[VersionLine, ...]:
    """Return versions by code and number, after a given one; one statement."""
    found = _told()
    for word in words(fold(text)):
        found = found.filter(procedure__search_key__contains=word)
    if state:
        found = found.filter(state=state)
    if after:
        code, number = after
        found = found.filter(
            Q(procedure__code__gt=code) | Q(procedure__code=code, number__gt=number)
        )
    return tuple(_line(row) for row in found.order_by("procedure__code", "number")[:limit])


def version_line(version_id: int) -> VersionLine | None:
    """Return one version as the list shows it; None when there is none."""
    row = _told().filter(pk=version_id).first()
    return _line(row) if row else None


def drafts_waiting() -> tuple[int, int]:
    """Return how many drafts there are, and published versions whose process is not live."""
    all_versions = ProcedureVersion.objects
    still = all_versions.filter(
        state=VersionState.PUBLISHED, electronic_process_activated_at=None
    ).exclude(route=Route.EXTERNAL)
    return all_versions.filter(state=VersionState.DRAFT).count(), still.count()


def lacks_of(version: ProcedureVersion) -> tuple[str, ...]:
    """Return what a version lacks before it may be published."""
    return _lacks(_told().get(pk=version.pk))


def draft_of(version_id: int) -> drafts.VersionDraft:
    """Return everything a version says, as the value that `draft` and `edit_draft` take.

    Raises ProcedureVersion.DoesNotExist.
    """
    version = ProcedureVersion.objects.select_related("procedure__field", "competent_unit").get(
        pk=version_id
    )
    procedure, field, unit = version.procedure, version.procedure.field, version.competent_unit
    content = content_of(version_id, VersionState(version.state))
    return drafts.VersionDraft(
        code=procedure.code,
        name=version.name,
        field_code=field.code,
        field_name=field.name,
        name_en=version.name_en,
        field_name_en=field.name_en,
        former_code=procedure.former_code,
        is_provisional_code=procedure.is_provisional_code,
        folk_names=tuple(procedure.folk_names),
        change_kind=ChangeKind(version.change_kind),
        level=Level(version.level),
        route=Route(version.route),
        online_level=OnlineLevel(version.online_level),
        charging=Charging(version.charging),
        unit_code=unit.code if unit else "",
        **{name: getattr(version, name) for name in _PLAIN},
        **_parts(content),
        steps=step_drafts(version_id),
    )


_PLAIN = (
    "route_system", "is_counter", "is_postal", "is_on_the_spot", "is_cross_boundary",
    "competent_body", "audience", "conditions_text", "sequence_text", "source",
)  # fmt: skip


def _parts(content: Content) -> dict[str, Any]:
    keys: dict[int | None, str] = {None: "", **{case.case_id: case.key for case in content.cases}}
    return {
        "cases": tuple(_copied(drafts.CaseDraft, case) for case in content.cases),
        "papers": tuple(
            _copied(drafts.PaperDraft, p, case=keys[p.case_id]) for p in content.papers
        ),
        "fees": tuple(_copied(drafts.FeeDraft, f, case=keys[f.case_id]) for f in content.fees),
        "limits": tuple(
            _copied(drafts.LimitDraft, row, case=keys[row.case_id]) for row in content.limits
        ),
        "results": tuple(_copied(drafts.ResultDraft, row) for row in content.results),
        "bases": tuple(drafts.BasisDraft(b.document_no, b.title) for b in content.bases),
    }


def _copied(kind: type[Any], row: object, **given: str) -> Any:
    """Return a draft part with the values of a row's columns of the same names."""
    names = [name for name in kind.__dataclass_fields__ if name not in given]
    return kind(**{name: getattr(row, name) for name in names}, **given)


def _told() -> QuerySet[ProcedureVersion]:
    def has(kind: Any, **where: str) -> Exists:
        return Exists(kind.objects.filter(version=OuterRef("pk"), **where))

    return ProcedureVersion.objects.select_related("procedure").annotate(
        has_fees=has(FeeRule),
        has_limit=has(TimeLimit, condition_text=""),
        has_papers=has(RequiredPaper),
        has_results=has(ResultKind),
    )


def _lacks(version: Any) -> tuple[str, ...]:
    has_unit = version.competent_unit_id is not None or bool(version.competent_body)
    complete = {
        "announcement": version.announcement_id is not None,
        "effective_from": version.effective_from is not None,
        "level": version.level != Level.OTHER,
        "competent_unit": has_unit,
        "charging": version.charging != Charging.UNKNOWN,
        "fee_rules": version.charging != Charging.CHARGED or version.has_fees,
        "time_limit": version.has_limit,
        "papers": version.has_papers,
        "results": version.has_results,
    }
    return tuple(name for name, is_there in complete.items() if not is_there)


def _line(version: ProcedureVersion) -> VersionLine:
    state = VersionState(version.state)
    return VersionLine(
        version_id=version.pk,
        code=version.procedure.code,
        name=version.name,
        number=version.number,
        state=state,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        approved_at=version.internal_process_approved_at,
        active_at=version.electronic_process_activated_at,
        edited_at=version.edited_at,
        lacks=_lacks(version) if state is VersionState.DRAFT else (),
    )
