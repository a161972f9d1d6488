"""Where each fact of a life stands in its list of values, and how stand-ins are known in text.

The list is, in this order: facts of owner and units, moves (UTC, then Vietnamese), promises (UTC,
Vietnamese, in words), limits of steps (UTC), numbers, officers, keys of rows, salts and leaves.
"""

import json
import re
from datetime import datetime
from functools import cached_property

from motcua.demo.history import stage as st
from motcua.demo.history.capture import DOSSIER, JOURNAL, TABLES, Rows
from motcua.demo.history.moments import instant, second_of, words_of
from motcua.demo.history.script import Script

FACTS = (
    "owner_id", "owner", "owner_written", "owner_search", "identity_number", "phone", "phone_tail",
    "home", "look_up_key", "parcel", "excuse", "on_paper", "code", "serial", "handover", "book",
    "provisional", "N0", "N1", "N2", "R.id", "R.code", "R.name", "R.parent", "R.address", "R.phone",
    "R.place",
    "C.id", "C.code", "C.name", "C.parent", "C.address", "C.phone", "C.place",
)  # fmt: skip
_FACT = {name: nth for nth, name in enumerate(FACTS)}
_SUBJECTS = {"task": "processes.Task", "paper": "documents.PaperItem"}
_NAMED = {
    "task_id": "processes.Task", "paper_id": "documents.PaperItem", "dossier_id": DOSSIER,
}  # fmt: skip
_ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+\d\d:\d\d"
_KEY = "key="


class UnknownInstant(LookupError):
    """A row tells an instant that is neither a move nor a promise nor a limit of a step."""


class Layout:
    """The places of all facts of one life up to a move."""

    def __init__(self, script: Script, rows: Rows, moves: int) -> None:
        self.moves = moves
        self.dues = [due for due in script.dues if due[1] < moves]
        self.steps = [fact for fact in script.steps.items() if fact[1][0] < moves]
        self.numbers = [one for one in script.numbers if one.move < moves]
        self.counts = {label: len(rows[label]) for label in TABLES}
        self._keys = {
            label: {row["id"]: nth for nth, row in enumerate(rows[label])} for label in TABLES
        }
        self._seconds = {second: nth for nth, second in enumerate(script.seconds[:moves])}
        self._rows, self._named = rows, script.named
        self._owner_number = script.owner_number
        self._places = (("R", script.receiving), ("C", script.competent))
        self.officers = _cast(script, rows)
        self._lay()
        self.by_column = {
            (DOSSIER, "phone_tail"): _FACT["phone_tail"],
            (DOSSIER, "owner_written"): _FACT["owner_written"],
            (DOSSIER, "look_up_key"): _FACT["look_up_key"],
            (DOSSIER, "owner_id"): _FACT["owner_id"],
            (DOSSIER, "is_provisional"): _FACT["provisional"],
            ("dossiers.Party", "applicant_id"): _FACT["owner_id"],
        }

    def _lay(self) -> None:
        """Give every group its first place."""
        place = len(FACTS)
        self.at_utc = place
        self.at_here = place = place + self.moves
        self.due_utc = place = place + self.moves
        self.due_here = place = place + len(self.dues)
        self.due_words = place = place + len(self.dues)
        self.step_utc = place = place + len(self.dues)
        self.number_at = place = place + len(self.steps)
        self.officer_at = place = place + len(self.numbers)
        place += 3 * len(self.officers)
        self.key_at: dict[str, int] = {}
        for label in TABLES:
            self.key_at[label] = place
            place += self.counts[label]
        self.salt_at = place
        self.leaf_at = place + self.counts[JOURNAL]

    def key(self, label: str, value: int) -> int:
        """Return the place of a row's key."""
        return self.key_at[label] + self._keys[label][value]

    def subject(self, kind: str, value: str) -> int:
        """Return the place of an entry's subject, a dossier or a task or paper of it."""
        return self.key(_SUBJECTS.get(kind, DOSSIER), int(value))

    def proof(self, column: str, nth: int) -> int:
        """Return the place of an entry's salt or leaf."""
        return (self.salt_at if column == "salt" else self.leaf_at) + nth

    def number(self, value: int) -> int | None:
        """Return the place of a stand-in's number: a unit, an officer, a book number."""
        for place, (unit_id, _) in self._places:
            if value == unit_id:
                return _FACT[f"{place}.id"]
        officer = self._officer_at.get(value)
        if officer is not None:
            return officer
        return self._number_at.get(value)

    def json_number(self, name: str, value: int) -> int | None:
        """Return the place of a number in JSON, by its name where it is a key of a row."""
        label = _NAMED.get(name)
        return self.key(label, value) if label else self.unit(name, value)

    def unit(self, name: str, value: int) -> int | None:
        """Return the place of a number, which may be that of a unit named by the process."""
        if name.endswith("unit_id") and value in self._named:
            return _FACT[f"N{self._named.index(value)}"]
        return self.number(value)

    @cached_property
    def _officer_at(self) -> dict[int, int]:
        return {pk: self.officer_at + 3 * nth for nth, (pk, _) in enumerate(self.officers)}

    @cached_property
    def _number_at(self) -> dict[int, int]:
        places = enumerate(self.numbers, start=self.number_at)
        return {one.stand_in: place for place, one in places if one.stand_in}

    def marked(self, text: str) -> str:
        """Return a text with holes for whatever stands in it for something else."""
        return self._known.sub(self._hole, text)

    def _hole(self, match: "re.Match[str]") -> str:
        found = match.group()
        place = self._words.get(found)
        if place is not None:
            return f"{_KEY if found.startswith(_KEY) else ''}\ue000{place}\ue001"
        return self._instant(found)

    def _instant(self, found: str) -> str:
        at = datetime.fromisoformat(found)
        second, zone = second_of(at), found[-6:]
        is_here = zone == "+07:00"
        if second in self._seconds:
            place = (self.at_here if is_here else self.at_utc) + self._seconds[second]
        else:
            place = self._promise(second, is_here=is_here)
        return f"\ue000{place}\ue001{zone}"

    def _promise(self, second: int, *, is_here: bool) -> int:
        for nth, (_, _, due) in enumerate(self.dues):
            if due == second:
                return (self.due_here if is_here else self.due_utc) + nth
        for nth, (due, _) in enumerate(self.steps):
            if due == second and not is_here:
                return self.step_utc + nth
        raise UnknownInstant(instant(second))

    @cached_property
    def _known(self) -> "re.Pattern[str]":
        words = sorted(self._words, key=len, reverse=True)
        return re.compile("|".join([*map(re.escape, words), _ISO]))

    @cached_property
    def _words(self) -> dict[str, int]:
        """Every word that stands for something, with its place."""
        dossier = self._rows[DOSSIER][0]
        known = {
            st.OWNER.full_name: _FACT["owner"],
            st.OWNER.full_name.lower(): _FACT["owner_search"],
            self._owner_number: _FACT["identity_number"],
            st.OWNER.phone: _FACT["phone"],
            st.OWNER.address: _FACT["home"],
            st.PARCEL: _FACT["parcel"],
            st.EXCUSE: _FACT["excuse"],
            st.ON_PAPER: _FACT["on_paper"],
            dossier["code"]: _FACT["code"],
            dossier["code"].partition("-")[2]: _FACT["serial"],
            f"{_KEY}{dossier['look_up_key']}": _FACT["look_up_key"],
        }
        for row in self._rows["dossiers.Handover"]:
            known[row["number"]] = _FACT["handover"]
        for row in self._rows["fees.CashReceipt"]:
            known[row["book"]] = _FACT["book"]
        known |= self._words_of_units() | self._words_of_officers()
        known |= {str(value): place for value, place in self._number_at.items()}
        for nth, (_, _, second) in enumerate(self.dues):
            known[words_of(second)] = self.due_words + nth
        return known

    def _words_of_units(self) -> dict[str, int]:
        known: dict[str, int] = {}
        for place, (unit_id, code) in self._places:
            known[code] = _FACT[f"{place}.code"]
            both = f"{st.word(unit_id, 'name')}, {st.word(unit_id, 'address')}"
            known[both] = _FACT[f"{place}.place"]
            for what in ("name", "parent", "address", "phone"):
                known[st.word(unit_id, what)] = _FACT[f"{place}.{what}"]
        return known

    def _words_of_officers(self) -> dict[str, int]:
        known: dict[str, int] = {}
        for nth, (pk, _) in enumerate(self.officers):
            place = self.officer_at + 3 * nth
            known |= {str(pk): place, st.name_of(pk): place + 1, st.title_of(pk): place + 2}
        return known


def _cast(script: Script, rows: Rows) -> list[tuple[int, tuple[int, str]]]:
    """Return the stand-in officers that the rows name: number, unit and role."""
    text = json.dumps(rows, default=str)
    return [(pk, part) for pk, part in script.cast.items() if str(pk) in text]
