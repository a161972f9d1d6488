"""Form 07: how many dossiers were late, by field, and where the hours of the late ones went.

Basis: Circular 01/2020/TT-VPCP, forms II.07a and II.07b (mem-mid).
"""

from collections.abc import Mapping
from typing import Any

from motcua.oversight.clockwatch.rules import Cause
from motcua.oversight.clockwatch.selections import Selection, ended_late
from motcua.oversight.reports.contents import settlement
from motcua.oversight.reports.figures import Row
from motcua.oversight.reports.scope import Scope

Content = Mapping[str, Any]
NAMES = {
    Cause.WORKING: "Cán bộ đang xử lý",
    Cause.QUEUEING: "Xếp hàng trong cơ quan",
    Cause.OTHER_AGENCY: "Chờ cơ quan khác",
    Cause.CITIZEN: "Chờ người nộp bổ sung",
    Cause.FINANCIAL_DUTY: "Chờ nghĩa vụ tài chính",
    Cause.OTHER_PAUSE: "Dừng theo quy định khác",
    Cause.SYNC: "Chờ đồng bộ dữ liệu",
    Cause.REST: "Ngoài giờ làm việc, ngày nghỉ",
}


def causes(scope: Scope, _content: Content) -> list[Row]:
    """Return the seconds of the dossiers that ended late, by cause, the longest first."""
    spent = ended_late(Selection(scope.period), by=scope.by, now=scope.as_at)
    rows = [{"name": NAMES[cause], "seconds": seconds} for cause, seconds in spent.items()]
    return sorted((row for row in rows if row["seconds"]), key=lambda row: -int(row["seconds"]))


BODY = (*settlement.BODY, ("causes", causes))
LEVELS = (*settlement.LEVELS, ("causes", causes))
