"""What an import did, and every text it could not understand."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unread:
    """A text nobody but a person can read: of which procedure, in which field, and why."""

    code: str
    field: str
    text: str
    why: str


@dataclass(frozen=True)
class ImportReport:
    """The codes drafted for the first time, those drafted anew, and what stayed unread."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unread: tuple[Unread, ...]

    def __str__(self) -> str:
        head = f"{len(self.created)} created, {len(self.updated)} updated"
        lines = (f"{note.code} {note.field}: {note.why}: {note.text!r}" for note in self.unread)
        return "\n".join((f"{head}, {len(self.unread)} texts left unread", *lines))


@dataclass
class Notes:
    """The unread texts of one procedure, gathered while it is read."""

    code: str
    unread: list[Unread] = field(default_factory=list)

    def add(self, where: str, text: str, why: str) -> None:
        """Note a text that stayed unread, shortened to what a report line holds."""
        self.unread.append(Unread(self.code, where, text[:200], why))
