"""Why an act was refused: facts for the door, which writes the sentence."""

from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.rules import Verb


class CannotAct(Exception):
    """An act that the rules do not allow; nothing was changed. `facts` name what failed."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts


class NotYours(CannotAct):
    """The actor has not the role, the place or the task for this act."""

    def __init__(self, verb: Verb) -> None:
        super().__init__("not_yours", verb=verb)


class NotNow(CannotAct):
    """The dossier is in a state that does not know this act."""

    def __init__(self, verb: Verb, state: State) -> None:
        super().__init__("not_now", verb=verb, state=state)


class TaskTaken(CannotAct):
    """The task is closed or held by a colleague: two officers never decide the same task."""

    def __init__(self) -> None:
        super().__init__("task_taken")
