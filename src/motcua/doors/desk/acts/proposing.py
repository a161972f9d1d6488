"""What the desk proposes for a result: the title and symbol that the catalogue names."""

from django.utils.translation import gettext as _

from motcua.casework.documents.rules.papers import ELECTRONIC
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.workspace import Workspace
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.signing.queries import may_sign
from motcua.doors.desk.acts.form import Scene
from motcua.registers.catalogue.queries.content import ResultRow, content_of
from motcua.registers.catalogue.rules import VersionState
from motcua.ui.fields import Field

USUAL_SYMBOL = "KQ"


def title_of(space: Workspace) -> str:
    """Return the draft's title, else the first result that the announced version names.

    A dossier that was decided against gets the title of a refusal.
    """
    decisions = [one.outcome for one in space.tasks if one.act == Act.APPROVE and one.closed_at]
    if decisions[-1:] == [Outcome.REJECTED]:
        return wording.REFUSAL_TITLE
    if space.draft:
        return space.draft.title
    first = next(iter(_results(space)), None)
    return first.name if first else space.dossier.version.name


def symbol_of(space: Workspace) -> str:
    """Return the symbol of the result that is drafted, else of the first of the version."""
    results = _results(space)
    named = [one for one in results if space.draft and one.name == space.draft.title]
    return next((one.symbol for one in (*named, *results) if one.symbol), USUAL_SYMBOL)


def paper_fields(scene: Scene) -> tuple[Field, ...]:
    """Return the reason for a result on paper; nothing where a leader signed it digitally.

    It is proposed only where it is known: whoever decided has no certificate in force.
    """
    draft = scene.space.draft
    if draft and draft.signing in ELECTRONIC:
        return ()
    decided = [task for task in scene.space.tasks if task.act == Act.APPROVE and task.closed_by]
    signer = decided[-1].assignee_id if decided else scene.by.officer_id
    is_unable = signer is not None and not may_sign(signer, scene.now)
    proposed = _("Người ký chưa được cấp chứng thư số.") if is_unable else ""
    field = Field(
        "why_on_paper",
        _("Lý do cấp kết quả bản giấy (sẽ được thống kê)"),
        scene.value("why_on_paper", proposed),
        hint=_("Kết quả này chưa được ký số; bản giấy quét được ở quầy trả kết quả."),
        is_required=True,
    )
    return (field,)


def _results(space: Workspace) -> tuple[ResultRow, ...]:
    version = space.dossier.version
    return content_of(version.pk, VersionState(version.state)).results
