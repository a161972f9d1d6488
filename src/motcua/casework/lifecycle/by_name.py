"""Dossiers by words of their owner's name, in any order, the newest first.

Words are rare or common. Rare ones are looked up in the dictionary of names, then the newest
dossiers of those names that had the newest when the dictionary was counted, and what came since;
common ones are met soon by walking from the newest dossier back. The dictionary's counts only
choose: a walk that does not meet enough in its stretch gives way to it, and it finds all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap
from typing import Any

from django.db import connection

STRETCHES = (256, 512, 1024, 2048, 4096)
"""A walk looks at so many dossiers at most (of each unit, of an officer who sees only some)."""
FAR = (8192, 16_384, 32_768, 65_536)
"""So many of all dossiers are looked at where the dictionary would take longer still."""
AS_LONG = 3
"""Each dossier that answers costs the dictionary as long as a walk takes for so many."""
MARGIN = 3
"""A walk looks so many times as far as it should need: words are no strangers to each other."""
MUCH_COMMONER = 10
"""The dictionary's index is not asked for a word so many times commoner than the rarest one."""
FEW_WORDS = 40
"""So many whole words are asked for one by one: the index leaps over those, not over a prefix."""
TASKS_OF_A_DOSSIER = 6
NEWEST = 2**62

_KNOWN = """
SELECT t.word, COALESCE(sum(w.dossiers), 0)::bigint,
  array_agg(DISTINCT w.word) FILTER (WHERE w.word <> ''),
  COALESCE(max(w.newest), 0), (SELECT COALESCE(max(id), 0) FROM dossiers_dossier)
FROM unnest(%s::text[]) AS t(word) LEFT JOIN dossiers_ownerword w
  ON w.word >= t.word AND w.word < CASE t.word WHEN '' THEN '!' ELSE t.word || chr(1114111) END
GROUP BY 1
"""
_NAMED = """dossiers_ownername n
  WHERE n.words @@ %(rare)s::tsquery AND ts_match_vq(n.words, %(wanted)s::tsquery)
    AND NOT ts_match_vq(n.words, %(unwanted)s::tsquery)"""
_DICTIONARY = f"""
SELECT found.id FROM (SELECT DISTINCT n.written FROM {_NAMED}) name
CROSS JOIN LATERAL (
  SELECT d.id FROM dossiers_dossier d WHERE d.owner_written = name.written AND d.id < %(after)s
  ORDER BY d.id DESC LIMIT {{most}}) found
ORDER BY found.id DESC LIMIT {{most}}
"""  # noqa: S608 - texts of our own
# The newest dossiers lie with the names whose newest are the newest: so many names are enough.
# What came since they were counted is walked.
_NEWEST_OF_NAMES = f"""
WITH since AS (
  SELECT d.id FROM dossiers_dossier d WHERE d.id > %(counted)s {{words}}
  ORDER BY d.id DESC LIMIT {{most}}
), name AS (
  SELECT n.written, max(n.newest) AS newest FROM {_NAMED} AND n.newest > 0
  GROUP BY 1 ORDER BY 2 DESC LIMIT {{most}})
SELECT id FROM since UNION ALL
SELECT found.id FROM name CROSS JOIN LATERAL (
  SELECT d.id FROM dossiers_dossier d WHERE d.owner_written = name.written AND d.id <= %(counted)s
  ORDER BY d.id DESC LIMIT {{most}}) found
ORDER BY 1 DESC LIMIT {{most}}
"""  # noqa: S608 - texts of our own
# Numbers have hardly a gap: nobody counts how many dossiers lie in a stretch of them.
_EDGE_OF_ALL = """SELECT CASE WHEN max(d.id) - {0} >= (SELECT min(id) FROM dossiers_dossier)
  THEN max(d.id) - {0} END AS id FROM dossiers_dossier d WHERE d.id < %(after)s"""
_ALL = ("d.id", "dossiers_dossier d", "TRUE", 1)
_BY_TASK = "processes_task t JOIN dossiers_dossier d ON d.id = t.dossier_id"
# Where the dossiers of a unit lie; what an officer may see of them is decided by `visible_to`.
_OF_A_UNIT = (
    ("d.id", "dossiers_dossier d", "d.receiving_unit_id = u.id", 1),
    ("d.id", "dossiers_dossier d", "d.competent_unit_id = u.id", 1),
    ("d.id", "dossiers_dossier d", "d.return_unit_id = u.id", 1),
    ("t.dossier_id", _BY_TASK, "t.unit_id = u.id", TASKS_OF_A_DOSSIER),
)
_EDGE = """SELECT {key} AS id FROM {alone} WHERE {where} AND {key} < %(after)s
  ORDER BY {key} DESC OFFSET {stretch} LIMIT 1"""
_MET = """SELECT DISTINCT {key} AS id FROM {table} WHERE {where} AND {key} < %(after)s
  AND {key} > (SELECT id FROM edge) {words} ORDER BY {key} DESC LIMIT {most}"""
_WALK = """
WITH edge AS (
  SELECT COALESCE(max(e.id), 0) AS id FROM {units} CROSS JOIN LATERAL ({edges}) e)
SELECT (SELECT id FROM edge), ARRAY(
  SELECT DISTINCT met.id FROM {units} CROSS JOIN LATERAL ({met}) met
  ORDER BY met.id DESC LIMIT {most})
"""


@dataclass(frozen=True)
class Words:
    """Words that a name must hold, each at the beginning of one of its words, and those that
    it must not hold all of. Words with accents mean those accents, others mean any.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    def likely(self) -> "Likely":
        """Tell how common the words are together, as if they were strangers."""
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, [["", *self.wanted]])
            found = cursor.fetchall()
        known = {word: (count, tuple(some or ())) for word, count, some, _at, _last in found}
        of, _all = known.pop("")
        counted, last = next((at, last) for word, _n, _some, at, last in found if not word)
        chance = 1.0
        for word in self.wanted:
            chance *= min(1.0, known[word][0] / of) if of else 0.0
        most = MUCH_COMMONER * min((count for count, _ in known.values()), default=0)
        rare = {word: some for word, (count, some) in known.items() if count <= most}
        return Likely(chance, of, rare, counted if last - counted <= FAR[-1] else None)


@dataclass(frozen=True)
class Likely:
    """About which part of how many dossiers answers.

    `rare` are the words that tell most, each with the words of names that begin with it. `counted`
    is the last dossier that the dictionary knows, None when that is too long ago.
    """

    chance: float
    of: int
    rare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: int | None = None

    @property
    def dossiers(self) -> float:
        """About how many answer."""
        return self.chance * self.of

    def stretch(self, most: int, *, among_all: bool = False) -> int | None:
        """Return how far to walk for so many; None when they lie too far apart.

        `among_all` dossiers one may go as far as the dictionary would not be done any sooner.
        """
        far = MARGIN * most / self.chance if self.chance else FAR[-1] + 1
        longer = FAR if among_all and far <= AS_LONG * self.dossiers else ()
        return next((one for one in (*STRETCHES, *longer) if one >= far), None)


@dataclass(frozen=True)
class Walked:
    """What a walk met; `is_whole` when nothing older is left, whatever was met."""

    ids: tuple[int, ...]
    is_whole: bool


def in_dictionary(words: Words, likely: Likely, after: int, most: int) -> list[int]:
    """Return the newest dossiers before `after` of the names that answer. One statement.

    The index finds the names with the rare words; the few that come are looked at for the others.
    """
    values: dict[str, Any] = {
        "after": after,
        "counted": likely.counted,
        "rare": " & ".join(starmap(_whole, likely.rare.items())) or _query(words.wanted),
        "wanted": _query(words.wanted),
        "unwanted": _query(words.unwanted),
    }
    text = _DICTIONARY.format(most=int(most))
    if after == NEWEST and likely.counted is not None:
        values |= _patterns(words)
        text = _NEWEST_OF_NAMES.format(most=int(most), words=_holding(*_shapes(words)))
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class Ground:
    """Where to walk: a stretch of all dossiers, or of those that lie with these units."""

    units: tuple[int, ...] | None
    stretch: int = STRETCHES[-1]


def walk(words: Words, ground: Ground, after: int, most: int) -> Walked:
    """Return the newest that answer in the last stretch before `after`; one statement."""
    values = {"after": after, "units": list(ground.units or ()), **_patterns(words)}
    place = (ground.units is not None, ground.stretch)
    text = _walk_text(place, *_shapes(words), int(most))
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        edge, ids = cursor.fetchone()
    return Walked(tuple(ids), is_whole=edge == 0)


def _whole(token: str, known: tuple[str, ...]) -> str:
    """Ask for the words that begin with one; for the prefix itself where they are too many."""
    if not 0 < len(known) <= FEW_WORDS:
        return _query((token,))
    return "('" + "' | '".join(known) + "')"


def _query(tokens: tuple[str, ...]) -> str:
    return " & ".join(f"'{token}':*" for token in tokens)


def _patterns(words: Words) -> dict[str, Any]:
    """Return what a name is held against, word by word, while walking."""
    every = (*words.wanted, *words.unwanted)
    return {f"w{nth}": f"% {word}%" for nth, word in enumerate(every)}


def _shapes(words: Words) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Which of the words have accents: of those wanted, of those unwanted."""
    wanted, unwanted = (
        tuple(not token.isascii() for token in tokens) for tokens in (words.wanted, words.unwanted)
    )
    return wanted, unwanted


@lru_cache(maxsize=256)
def _walk_text(
    place: tuple[bool, int], wanted: tuple[bool, ...], unwanted: tuple[bool, ...], most: int
) -> str:
    """Limits stand in the text, so that the server plans for the few rows that are meant."""
    is_scoped, stretch = place
    ways = _OF_A_UNIT if is_scoped else (_ALL,)
    words = _holding(wanted, unwanted)
    edges = " UNION ALL ".join(_edges(stretch) if is_scoped else (_EDGE_OF_ALL.format(stretch),))
    met = [
        f"({_MET.format(key=key, table=table, where=where, words=words, most=most)})"
        for key, table, where, _ in ways
    ]
    units = "unnest(%(units)s::bigint[]) AS u(id)" if is_scoped else "(VALUES (0)) AS u(id)"
    return _WALK.format(units=units, edges=edges, met=" UNION ALL ".join(met), most=most)


def _edges(stretch: int) -> Iterator[str]:
    for key, table, where, each in _OF_A_UNIT:
        yield f"({_EDGE.format(key=key, alone=_alone(table), where=where, stretch=stretch * each)})"


def _alone(table: str) -> str:
    """Return the table whose index is walked, without what is joined to it to look at names."""
    return table.partition(" JOIN ")[0]


def _holding(wanted: tuple[bool, ...], unwanted: tuple[bool, ...]) -> str:
    words = "".join(f" AND {one}" for one in _conditions(wanted, 0))
    if unwanted:
        words += f" AND NOT ({' AND '.join(_conditions(unwanted, len(wanted)))})"
    return words


def _conditions(accented: tuple[bool, ...], first: int) -> list[str]:
    return [
        f"(' ' || d.{'owner_written' if is_accented else 'owner_search'}) LIKE %(w{nth})s"
        for nth, is_accented in enumerate(accented, first)
    ]
