"""Who files what, where and how, and which turn it will take: drawn by the dossier's number alone.

So that the lives needed can be known before any is played.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from motcua.demo.history.dice import Wheel, mixed
from motcua.demo.history.digitised import is_scanned
from motcua.demo.history.paths import Path
from motcua.demo.history.people import owner_of, person
from motcua.demo.history.places import DISTRICTS_ENDED, Places, Seat
from motcua.demo.history.repertoire import Piece
from motcua.demo.history.script import Key
from motcua.demo.history.seasons import channel_of
from motcua.demo.history.turns import demand_on, wanted

_ELSEWHERE = 7
"""Of a hundred since July 2025 so many file at a place of their choice."""


class Filed(NamedTuple):
    """One filing: the person's number, the two units, and the life that it begins."""

    owner: int
    receiving: Seat
    competent: Seat
    key: Key


@dataclass(frozen=True)
class Filings:
    """What filings are drawn from; `seasons` says on which day a version's lives are played."""

    seed: int
    people_seed: int
    places: Places
    pieces: dict[str, tuple[Piece, ...]]
    seasons: dict[tuple[int, date], date]
    imported_before: date | None = None
    _wheels: dict[tuple[int, date, str, bool], Wheel[Path]] = field(default_factory=dict)

    def filed(self, number: int, day: date) -> Filed:
        """Draw the filing of a numbered dossier."""
        owner = owner_of(number, mixed(number, self.seed ^ 0x0F))
        home = person(owner, self.people_seed, len(self.places.communes)).home
        bits = mixed(number, self.seed ^ 0x77)
        code = demand_on(day, frozenset(self.pieces)).at(bits)
        piece = next(one for one in self.pieces[code] if one.first <= day <= one.last)
        channel = channel_of(day, (bits >> 12) % 10_000 / 10_000, piece.channels)
        is_elsewhere = day >= DISTRICTS_ENDED and (bits >> 26) % 100 < _ELSEWHERE
        receiving, competent = self._seats(piece, home, day, bits >> 34 if is_elsewhere else 0)
        is_one = receiving is competent
        season = self.seasons[piece.version_id, piece.first]
        known = (piece.version_id, piece.first, channel.value, is_one)
        wheel = self._wheels.get(known)
        if wheel is None:
            wheel = Wheel(wanted(piece, channel, is_one_place=is_one))
            self._wheels[known] = wheel
        path = wheel.at(mixed(number, self.seed ^ 0x78))
        if self.imported_before is not None and day < self.imported_before:
            path = Path.IMPORTED
        luck = mixed(number, self.seed ^ 0x79) % 10_000 / 10_000
        scanned = is_scanned(path, piece.first, day, receiving.unit_id, luck)
        key = Key(piece.version_id, season, channel.value, path, is_one, scanned)
        return Filed(owner, receiving, competent, key)

    def _seats(self, piece: Piece, home: int, day: date, luck: int) -> tuple[Seat, Seat]:
        """Return where it is filed and who decides; since July 2025 anywhere in the province."""
        near, communes = self.places.of_home(home, day), self.places.communes
        if piece.competent_code:
            competent = self.places.decides(piece.code, piece.competent_code, day)
            return (near if luck else self.places.centre), competent
        if not luck:
            return near, near
        return communes[(home + 1 + luck % (len(communes) - 1)) % len(communes)], near


def smooth(key: Key) -> Key:
    """Return the life that is told where the rules know no such turn."""
    if key.path is Path.IMPORTED:
        return key
    return replace(key, path=Path.SMOOTH)
