"""Form 07: how many dossiers were late, by field, and where the hours of the late ones went.

Basis: Circular 01/2020/TT-VPCP, forms II.07a and II.07b (mem-mid).
"""

from collections.abc import Mapping
from typing import Any

from motcua.oversight.reports.contents import settlement
from motcua.oversight.reports.figures import Row
from motcua.oversight.reports.scope import Scope

Content = Mapping[str, Any]


def causes(scope: Scope, _content: Content) -> list[Row]:
    """Return the hours of late dossiers by cause, the longest first; empty while not measured."""
    return []


BODY = (*settlement.BODY, ("causes", causes))
LEVELS = (*settlement.LEVELS, ("causes", causes))
