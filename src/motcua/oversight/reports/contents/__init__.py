"""What each report says: sections gathered one after the other, so that progress is real."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.oversight.reports.contents import causes, performance, register, settlement
from motcua.oversight.reports.rules import Kind
from motcua.oversight.reports.scope import Scope

Section = Callable[[Scope, Mapping[str, Any]], Any]

# Each section may read the sections before it.
SECTIONS: Mapping[Kind, tuple[tuple[str, Section], ...]] = {
    Kind.PERFORMANCE: performance.SECTIONS,
    Kind.BODY: settlement.BODY,
    Kind.LEVELS: settlement.LEVELS,
    Kind.CAUSES: causes.BODY,
    Kind.CAUSES_LEVELS: causes.LEVELS,
    Kind.REGISTER: register.SECTIONS,
}


def gather(kind: Kind, scope: Scope) -> dict[str, Any]:
    """Return the whole content of a report at once."""
    content: dict[str, Any] = {}
    for name, section in SECTIONS[kind]:
        content[name] = section(scope, content)
    return content
