"""Lives told: the values of a life poured into its template, line by line for COPY.

The salts of the journal's leaves come from the seed by SHAKE-128 (a demonstration keeps no
secrets; real salts are random). Keys to look a dossier up come from the seed as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, shake_128

from motcua.casework.dossiers.names import NameKeys
from motcua.demo.history import digitised
from motcua.demo.history.capture import JOURNAL, TABLES, rows_of
from motcua.demo.history.dice import mixed
from motcua.demo.history.draft import Life, World
from motcua.demo.history.moments import HERE, local_date, text_of, words_of
from motcua.demo.history.people import Person, person
from motcua.demo.history.script import HANDED_OVER, Script
from motcua.demo.history.staff import Holder, Roster
from motcua.demo.history.template import Template, compiled
from motcua.kit.ids import ALPHABET
from motcua.kit.text import fold, name_sort_key, words

_SALT = 16
Lines = dict[str, list[str]]


class Templates:
    """Templates by script and number of moves, compiled when first needed."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Template] = {}

    def of(self, script: Script, moves: int) -> Template:
        """Return the template of a life that has come so far."""
        known = self._known.get((id(script), moves))
        if known is None:
            rows = rows_of(script.snapshots[moves - 1])
            known = self._known[id(script), moves] = compiled(script, rows, moves)
        return known


@dataclass(frozen=True)
class Given:
    """The scarce things of one life: its code's serial, the numbers of its books, first keys."""

    serial: str
    numbers: Sequence[int]
    keys: Mapping[str, int]
    owner_id: int


class Teller:
    """Pours lives into lines."""

    def __init__(self, world: World, roster: Roster, templates: Templates) -> None:
        self.world, self.roster, self.templates = world, roster, templates

    def tell(self, life: Life, given: Given, lines: Lines) -> None:
        """Add the lines of one life to those of its tables."""
        template = self.templates.of(life.script, life.moves)
        values = self._values(life, template, given)
        if template.leaves:
            values += _proofs(template, values, self.world.seed ^ given.keys["dossiers.Dossier"])
        for label, text in template.tables:
            lines[label].append(text.words % text.pick(values))

    def _values(self, life: Life, template: Template, given: Given) -> list[str]:
        layout, seconds = template.layout, life.seconds
        values = self._facts(life, template, given)
        values += [text_of(at) for at in seconds]
        values += [text_of(at + HERE) for at in seconds]
        dues = life.dues[: len(layout.dues)]
        values += [text_of(at) for at in dues]
        values += [text_of(at + HERE) for at in dues]
        values += [words_of(at) for at in dues]
        moments = self.world.moments
        values += [
            text_of(moments.after(life.places[move] + minutes))
            for _, (move, minutes) in layout.steps
        ]
        values += map(str, given.numbers)
        for _, (unit_id, role) in layout.officers:
            holder = self.holder(life, unit_id, role)
            values += (holder.key, holder.name, holder.title)
        for label in TABLES:
            count = layout.counts[label]
            if count:
                first = given.keys[label]
                values += map(str, range(first, first + count))
        return values

    def _facts(self, life: Life, template: Template, given: Given) -> list[str]:
        """Return the values of `layout.FACTS`, in their order."""
        owner = person(life.owner, self.world.people_seed, len(self.world.places.communes))
        name = NameKeys.of(owner.name)
        ymd = f"{life.day:%y%m%d}"
        serial = f"{ymd}-{given.serial}"
        bits = mixed(life.number, self.world.seed ^ 0x4B)
        handover, book = self._books(life, template, given)
        named = (str(self.world.places.named(one, life.day)) for one in life.script.named)
        return [
            str(given.owner_id),
            owner.name,
            name.written,
            name.folded,
            owner.identity_number,
            owner.phone,
            owner.phone[-4:],
            self.home_of(owner),
            _look_up_key(bits),
            f"E{bits % 10**9:09d}VN",
            self.excuse_of(life),
            self.on_paper_of(life),
            f"{life.competent.code}-{serial}",
            serial,
            handover,
            book,
            "t" if life.is_provisional else "f",
            *named,
            *life.receiving.facts(),
            *life.competent.facts(),
        ]

    def excuse_of(self, life: Life) -> str:
        """Return why the papers of a life left the desk unscanned, if they did."""
        return digitised.excuse(life.day, mixed(life.number, self.world.seed ^ 0x5C))

    def on_paper_of(self, life: Life) -> str:
        """Return why the result of a life went out on paper."""
        return digitised.on_paper(mixed(life.number, self.world.seed ^ 0x9A))

    def home_of(self, owner: Person) -> str:
        """Return the address of a person."""
        commune = self.world.places.communes[owner.home].name
        return f"Số {owner.house}, {commune.removeprefix('Ủy ban nhân dân ')}"

    def _books(self, life: Life, template: Template, given: Given) -> tuple[str, str]:
        """Return the number of the hand-over list and the name of the receipt book, if any."""
        handover = book = ""
        code = life.receiving.code
        for one, number in zip(template.layout.numbers, given.numbers, strict=True):
            on = local_date(life.seconds[one.move])
            if one.series == HANDED_OVER:
                handover = f"BG-{code}-{on:%y%m%d}-{number:03d}"
            elif one.series.startswith("receipt"):
                book = f"{code}/{on.year}"
        return handover, book

    def holder(self, life: Life, unit_id: int, role: str) -> Holder:
        """Return who does a role's part in a life: at a stand-in's unit, or at one named."""
        places = self.world.places
        if unit_id == life.script.receiving[0]:
            unit_id = life.receiving.unit_id
        elif unit_id == life.script.competent[0]:
            unit_id = life.competent.unit_id
        else:
            unit_id = places.named(unit_id, life.day)
        return self.roster.one(
            unit_id, role, life.day, mixed(life.number, self.world.seed ^ len(role) ^ 0x0FF)
        )


def applicant_line(applicant_id: int, owner: Person, home: str, first_at: int, last_at: int) -> str:
    """Return the COPY line of an applicant as `remember_applicants` writes one."""
    name = owner.name
    cells = (
        str(applicant_id),
        "person",
        name,
        " ".join(words(name)),
        " ".join(words(fold(name))),
        name_sort_key(name),
        owner.identity_number,
        owner.birth_on.isoformat(),
        owner.sex.value,
        owner.phone,
        "",
        home,
        "",
        f"{text_of(first_at)}+00",
        f"{text_of(last_at)}+00",
    )
    return "\t".join(cells) + "\n"


def _look_up_key(bits: int) -> str:
    size = len(ALPHABET)
    return "".join(ALPHABET[(bits >> shift) % size] for shift in (8, 20, 32, 44))


def _proofs(template: Template, values: list[str], seed: int) -> list[str]:
    """Return the salts and then the leaves of a life's entries, in hex."""
    count = template.layout.counts[JOURNAL]
    stream = shake_128(seed.to_bytes(16, "big")).digest(_SALT * count)
    salts = [stream[at : at + _SALT] for at in range(0, _SALT * count, _SALT)]
    leaves = [
        sha256(salt + (text.words % text.pick(values)).encode()).hexdigest()
        for salt, text in zip(salts, template.leaves, strict=True)
    ]
    return [*(salt.hex() for salt in salts), *leaves]
