"""A history goes into the tables: chunk by chunk by COPY, each in one transaction with its marker.

A chunk's rows pass by foreign keys and triggers when the database's role may let them (they hold by
construction, and the tests compare with the acts); every check and unique constraint is checked.
"""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from motcua.demo.history import markers
from motcua.demo.history.capture import TABLES, model_of
from motcua.demo.history.draft import World
from motcua.demo.history.markers import APPLICANT, Wanted
from motcua.demo.history.people import newcomers, person
from motcua.demo.history.plan import Chunk, Ledger, Share, code_series, lives_of
from motcua.demo.history.staff import Roster
from motcua.demo.history.telling import Given, Lines, Teller, Templates, applicant_line
from motcua.demo.history.template import columns_of

_BELIEVED = "SELECT has_parameter_privilege('session_replication_role', 'SET')"


class Loader:
    """Tells chunks into the database."""

    def __init__(
        self, wanted: Wanted, world: World, templates: Templates, first_owner: int
    ) -> None:
        self.wanted, self.world, self.templates = wanted, world, templates
        self._teller = Teller(world, Roster(), templates)
        self._first_owner = first_owner

    def load_people(self, chunk: Chunk, share: Share) -> int:
        """Write who comes for the first time in a chunk, before any dossier names them."""
        return self._write({APPLICANT: self._people(chunk, share)}, people_mark(chunk))

    def load(self, chunk: Chunk, share: Share) -> int:
        """Write the dossiers of a chunk; return how many rows."""
        return self._write(self._lines(chunk, share), chunk.number)

    def _write(self, lines: Lines, mark: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute(_BELIEVED)
            if cursor.fetchone()[0]:
                cursor.execute("SET LOCAL session_replication_role = replica")
            for label, some in lines.items():
                if some:
                    _copy(cursor, label, some)
            markers.mark(self.wanted, mark)
        return sum(text.count("\n") for some in lines.values() for text in some)

    def _lines(self, chunk: Chunk, share: Share) -> Lines:
        lines: Lines = {label: [] for label in TABLES}
        keys, serials = dict(share.keys), dict(share.serials)
        books = {book: iter(numbers) for book, numbers in share.numbers.items()}
        for life in lives_of(self.world, chunk):
            series = code_series(life)
            serials[series] += 1
            given = Given(
                serial=f"{serials[series]:04d}",
                numbers=[next(books[book]) for book, _ in life.books()],
                keys=keys,
                owner_id=self._first_owner + life.owner,
            )
            self._teller.tell(life, given, lines)
            layout = self.templates.of(life.script, life.moves).layout
            for label, count in layout.counts.items():
                if count:
                    keys[label] += count
        return lines

    def _people(self, chunk: Chunk, share: Share) -> list[str]:
        """Return the applicants who came for the first time."""
        first, homes = newcomers(chunk.first), len(self.world.places.communes)
        made = []
        for number in range(first, newcomers(chunk.first + chunk.size)):
            owner = person(number, self.world.people_seed, homes)
            made.append(
                applicant_line(
                    self._first_owner + number,
                    owner,
                    self._teller.home_of(owner),
                    share.first_seen[number],
                    share.last_seen[number],
                )
            )
        return made


def people_mark(chunk: Chunk) -> int:
    """Return the marker of a chunk's people; the chunk's own is its number."""
    return -1 - chunk.number


def _copy(cursor: object, label: str, lines: Sequence[str]) -> None:
    table = model_of(label)._meta.db_table
    names = ", ".join(f'"{name}"' for name in columns_of(label))
    statement = f"COPY {table} ({names}) FROM STDIN"
    with cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        copy.write("".join(lines))


def reserve(ledger: Ledger, begun: Mapping[str, int], people: int) -> None:
    """Move every sequence past the keys that the history takes."""
    last = ledger.last_keys | {APPLICANT: begun[APPLICANT] + people}
    with connection.cursor() as cursor:
        for label in (*TABLES, APPLICANT):
            name = markers.sequence_of(label)
            cursor.execute(
                f"SELECT setval('{name}', greatest(last_value, %s)) FROM {name}",  # noqa: S608
                [last[label]],
            )


def keep_series(ledger: Ledger) -> None:
    """Leave every book where the next real number continues."""
    names, last = [*ledger.series], [*ledger.series.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_series (name, last)"
            " SELECT * FROM unnest(%s::text[], %s::int[])"
            " ON CONFLICT (name) DO UPDATE"
            " SET last = greatest(dossiers_series.last, excluded.last)",
            [names, last],
        )
