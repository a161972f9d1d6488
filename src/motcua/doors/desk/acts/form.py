"""What an act's page is made of, and what its sending hands to the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.doors.desk.typed import Typed
from motcua.registers.organisation.rules import Acting
from motcua.ui.fields import Field

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


_DO_IT = _("Thực hiện")


@dataclass(frozen=True)
class Scene:
    """The dossier before the act: what the form is drawn from.

    `typed` is a form sent before or kept; `tried` when it was sent and refused.
    """

    space: Workspace
    task: TaskSeen | None
    by: Acting
    now: datetime
    typed: QueryDict
    tried: bool = False

    def value(self, name: str, otherwise: str = "") -> str:
        """Return what was typed, else a proposal."""
        return self.typed.get(name, otherwise) if self.typed else otherwise


@dataclass(frozen=True)
class Sent:
    """A form that was sent, and whose; `task_id` is the step it was opened for."""

    dossier_id: int
    task_id: int
    typed: Typed
    by: Acting
    now: datetime
    key: UUID


@dataclass(frozen=True)
class ActForm:
    """One act: `fields` draw its page, `do` makes the call, `done` is said afterwards.

    `is_step` acts end the step at hand and lead back to the worklist; the others stay at the
    dossier. `about_task` acts need a step, the others the dossier alone. `is_sitting`: the act
    gives the result at once, and leads to the papers that it made. `leads_to` names the page where
    the act goes on, "" for none.
    """

    slug: str
    verb: Verb
    title: "_StrOrPromise"
    done: "_StrOrPromise"
    fields: Callable[[Scene], tuple[Field, ...]]
    do: Callable[[Sent], object]
    key: str = ""
    lead: "_StrOrPromise" = ""
    button: "_StrOrPromise" = _DO_IT
    is_step: bool = False
    about_task: bool = False
    is_grave: bool = False
    is_unsigned: bool = False
    is_sitting: bool = False
    leads_to: str = ""

    @property
    def css(self) -> str:
        """How the form's fields lie: one under the other, a sitting's in two columns."""
        return "sit" if self.is_sitting else "stack"


def no_fields(_scene: Scene) -> tuple[Field, ...]:
    """Return nothing: the act asks for no words."""
    return ()
