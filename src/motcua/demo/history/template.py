"""A snapshot turned into text with holes: one piece of COPY input per table for a whole life.

Whatever in a row was copied from a stand-in (a unit, an officer, the owner, an instant, a promise,
a number, a key) becomes a hole; all else is constant. Holes are numbered as `Layout` lays them out.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import Any

from django.db.models import ForeignKey

from motcua.demo.history.capture import DOSSIER, JOURNAL, TABLES, Row, Rows, model_of
from motcua.demo.history.layout import Layout
from motcua.demo.history.script import Script

_HOLE = re.compile("\ue000(\\d+)\ue001")
_BARE = re.compile('"\ue002(\\d+)\ue003"')
_COPY = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_dump = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
Pick = Callable[[list[str]], Any]


@dataclass(frozen=True)
class Text:
    """A format and what it takes from the values of a life."""

    words: str
    pick: Pick

    def fill(self, values: list[str]) -> str:
        """Return the text of one life."""
        return str(self.words % self.pick(values))


@dataclass(frozen=True)
class Template:
    """One life up to one of its moves."""

    script: Script
    layout: Layout
    tables: tuple[tuple[str, Text], ...]
    """COPY lines by table; the journal's end with salt and leaf."""
    leaves: tuple[Text, ...]
    """What each entry's leaf covers."""
    state: str


def compiled(script: Script, rows: Rows, moves: int) -> Template:
    """Make the template of a life that has come as far as these rows."""
    layout = Layout(script, rows, moves)
    writer = _Writer(layout)
    tables = []
    for label in TABLES:
        if rows[label]:
            lines = [writer.line(label, row, nth) for nth, row in enumerate(rows[label])]
            tables.append((label, _text("".join(lines))))
    leaves = tuple(_text(writer.canonical(row)) for row in rows[JOURNAL])
    return Template(script, layout, tuple(tables), leaves, rows[DOSSIER][0]["state"])


def columns_of(label: str) -> tuple[str, ...]:
    """Return a table's columns in the order of the lines."""
    names = tuple(str(field.column) for field in model_of(label)._meta.concrete_fields)
    return tuple(name for name in names if (label, name) != (JOURNAL, "txid"))


def _text(marked: str) -> Text:
    """Turn numbered holes into a format."""
    holes = [int(number) for number in _HOLE.findall(marked)]
    words = _HOLE.sub("%s", marked.replace("%", "%%"))
    return Text(words, _picker(holes))


def _picker(holes: list[int]) -> Pick:
    if len(holes) == 1:
        return partial(_alone, holes[0])
    return itemgetter(*holes) if holes else partial(_nothing)


def _alone(hole: int, values: list[str]) -> tuple[str]:
    return (values[hole],)


def _nothing(_values: list[str]) -> tuple[()]:
    return ()


@dataclass
class _Writer:
    """Writes rows with holes."""

    layout: Layout
    _foreign: dict[str, dict[str, str]] = field(default_factory=dict)

    def line(self, label: str, row: Row, nth: int) -> str:
        """Return one COPY line."""
        cells = [self._cell(label, column, row, nth) for column in columns_of(label)]
        return "\t".join(cells) + "\n"

    def _cell(self, label: str, column: str, row: Row, nth: int) -> str:
        if label == JOURNAL and column in ("salt", "leaf"):
            return "\\\\x" + _hole(self.layout.proof(column, nth))
        value = row[column]
        if (label, column) == (JOURNAL, "recorded_at"):
            value = row["at"]
        special = self._special(label, column, row)
        return special if special is not None else self._plain(value, column)

    def _special(self, label: str, column: str, row: Row) -> str | None:
        """Return the hole of a key or of a person's part, None where the value itself tells."""
        value = row[column]
        if value is None:
            return None
        if column == "id":
            return _hole(self.layout.key(label, value))
        target = self._targets(label).get(column)
        if target is not None:
            return _hole(self.layout.key(target, value))
        if (label, column) == (JOURNAL, "subject_id"):
            return _hole(self.layout.subject(row["subject_kind"], value))
        hole = self.layout.by_column.get((label, column))
        return _hole(hole) if hole is not None else None

    def _targets(self, label: str) -> dict[str, str]:
        """Return the columns that point to a row of the life itself."""
        if label not in self._foreign:
            self._foreign[label] = _targets_of(label)
        return self._foreign[label]

    def _plain(self, value: Any, column: str) -> str:
        if value is None:
            return "\\N"
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, int):
            number = self.layout.unit(column, value)
            return str(value) if number is None else _hole(number)
        if isinstance(value, Decimal):
            return str(value)
        return self._words(value)

    def _words(self, value: Any) -> str:
        if isinstance(value, str):
            return self.layout.marked(value).translate(_COPY)
        return _BARE.sub("\ue000\\1\ue001", _dump(self._json(value)).translate(_COPY))

    def _json(self, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._json(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self._json(one, name) for one in value]
        if name == "look_up_key":
            return _hole(self.layout.by_column[DOSSIER, name])
        if isinstance(value, str):
            return self.layout.marked(value)
        if isinstance(value, int) and not isinstance(value, bool):
            hole = self.layout.json_number(name, value)
            return value if hole is None else f"\ue002{hole}\ue003"
        return value

    def canonical(self, row: Row) -> str:
        """Return what `leaf` hashes after the salt, with holes."""
        at = self.layout.marked(row["at"]).replace("+00:00", ".000000+00:00")
        subject = _hole(self.layout.subject(row["subject_kind"], row["subject_id"]))
        unit = row["unit_id"]
        unit_hole = None if unit is None else self.layout.unit("unit_id", unit)
        written = [
            at,
            row["actor_kind"],
            self.layout.marked(row["actor_key"]),
            self.layout.marked(row["actor_label"]),
            unit if unit_hole is None else f"\ue002{unit_hole}\ue003",
            row["kind"],
            row["subject_kind"],
            subject,
            f"\ue002{self.layout.key(DOSSIER, row['dossier_id'])}\ue003",
            self._json(row["body"]),
            None,
        ]
        return _BARE.sub("\ue000\\1\ue001", _dump(written))


def _targets_of(label: str) -> dict[str, str]:
    found = {}
    for column in model_of(label)._meta.concrete_fields:
        if isinstance(column, ForeignKey):
            target = column.related_model._meta.label
            if target in TABLES:
                found[column.column] = target
    if label == "journal.Entry":
        found["dossier_id"] = DOSSIER
    if label == "dossiers.Notice":
        found["entry_id"] = JOURNAL
    return found


def _hole(number: int) -> str:
    return f"\ue000{number}\ue001"
