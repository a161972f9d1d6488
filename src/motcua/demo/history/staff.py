"""The officers of the past: every unit's desk, specialists, leaders and clerk, in its own time."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from motcua.demo.history.dice import mixed
from motcua.demo.history.names import name_of
from motcua.foundation.journal.actions import record
from motcua.kit.clock import VIETNAM
from motcua.kit.identity import Sex
from motcua.kit.text import fold, name_sort_key
from motcua.registers.organisation.models import Post, Unit
from motcua.registers.organisation.rules import THE_SYSTEM, Level, OfficerAppointed, Role
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import OfficerEnrolled

_SEED = 1961
_BEGAN = date(2021, 12, 1)
_TITLES = {
    Role.RECEPTION_OFFICER: "Cán bộ tiếp nhận", Role.RESULT_OFFICER: "Cán bộ trả kết quả",
    Role.SPECIALIST: "Chuyên viên", Role.DIVISION_LEADER: "Trưởng phòng",
    Role.UNIT_LEADER: "Lãnh đạo đơn vị", Role.CLERK_SEAL: "Văn thư",
    Role.PROVINCE_LEADER: "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    Role.PROVINCE_CLERK: "Văn thư Văn phòng Ủy ban nhân dân tỉnh",
}  # fmt: skip
_COMMUNE = {
    Role.RECEPTION_OFFICER: 2, Role.RESULT_OFFICER: 1, Role.SPECIALIST: 3,
    Role.DIVISION_LEADER: 1, Role.UNIT_LEADER: 1, Role.CLERK_SEAL: 1,
}  # fmt: skip
_HEADCOUNT: dict[str, dict[Role, int]] = {
    Level.COMMUNE: _COMMUNE,
    Level.DISTRICT: {role: 2 * count for role, count in _COMMUNE.items()},
    Level.DEPARTMENT: {
        Role.SPECIALIST: 6, Role.DIVISION_LEADER: 2, Role.UNIT_LEADER: 2, Role.CLERK_SEAL: 1,
    },
    Level.CENTRE: {
        Role.RECEPTION_OFFICER: 14, Role.RESULT_OFFICER: 5, Role.SPECIALIST: 4,
        Role.UNIT_LEADER: 2, Role.CLERK_SEAL: 2,
    },
    Level.PROVINCE: {Role.PROVINCE_LEADER: 2, Role.PROVINCE_CLERK: 2, Role.SPECIALIST: 1},
}  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """An officer as the journal names one."""

    key: str
    name: str
    title: str


class Roster:
    """Who held a role in a unit on a day; the demo's own accounts from their first day on."""

    def __init__(self) -> None:
        self._holders: dict[tuple[int, str], list[tuple[date, int, Holder]]] = {}
        posts = Post.objects.select_related("officer").order_by("valid_from", "pk")
        for post in posts.filter(valid_to=None):
            self._add(post)
        for known in self._holders.values():
            known.sort(key=lambda one: one[0])

    def _add(self, post: Post) -> None:
        holder = Holder(str(post.officer_id), post.officer.full_name, post.title)
        begins = post.valid_from.astimezone(VIETNAM).date()
        is_account = not post.officer.username.startswith("h.")
        begins += timedelta(days=is_account)
        for role in post.roles:
            known = self._holders.setdefault((post.unit_id, role), [])
            known.append((begins, 3 if is_account and len(post.roles) == 1 else 1, holder))

    def one(self, unit_id: int, role: str, day: date, luck: int) -> Holder:
        """Return one of them; an account that people log in with gets three times the work."""
        known = self._holders[unit_id, role]
        able = known[: bisect_right(known, day, key=lambda one: one[0])]
        drawn = [holder for _, share, holder in able for _ in range(share)]
        return drawn[luck % len(drawn)]


@transaction.atomic
def enrol_the_past(*, encoded: str) -> int:
    """Enrol who is missing of the officers of all units; return how many.

    Accounts open with the demo's password; both journal kinds are recorded as the acts do.
    """
    known = set(
        Officer.objects.filter(username__startswith="h.").values_list("username", flat=True)
    )
    wanted = [one for one in _wanted() if one[0] not in known]
    officers = Officer.objects.bulk_create(
        _officer(username, nth, unit, encoded) for nth, (username, unit, _) in enumerate(wanted)
    )
    posts = Post.objects.bulk_create(
        _post(officer, unit, role)
        for officer, (_, unit, role) in zip(officers, wanted, strict=True)
    )
    begins = datetime.combine(_BEGAN, time(8), VIETNAM).astimezone(UTC)
    events = [
        event
        for officer, post in zip(officers, posts, strict=True)
        for event in (
            OfficerEnrolled(officer.pk, officer.username, officer.full_name),
            OfficerAppointed(
                officer.pk, post.pk, post.unit_id, post.title, tuple(map(Role, post.roles))
            ),
        )
    ]
    record(*events, by=THE_SYSTEM.actor, at=begins)
    return len(officers)


def _wanted() -> Iterator[tuple[str, Unit, Role]]:
    for unit in Unit.objects.filter(level__in=[*_HEADCOUNT]).order_by("pk"):
        counts: Mapping[Role, int] = _HEADCOUNT[unit.level]
        for role, count in counts.items():
            for nth in range(1, count + 1):
                year = unit.valid_from.year
                yield f"h.{unit.code.lower()}.{year}.{role.value}.{nth}", unit, role


def _officer(username: str, nth: int, unit: Unit, encoded: str) -> Officer:
    sex = Sex.FEMALE if mixed(nth, _SEED) & 1 else Sex.MALE
    name = name_of(nth + 7_000_000, _SEED, sex)
    return Officer(
        username=username[:60],
        full_name=name,
        sort_key=name_sort_key(name),
        search_key=fold(name),
        password=encoded,
        must_change_password=False,
        is_active=unit.valid_to is None,
        created_at=datetime.combine(_BEGAN, time(8), VIETNAM),
    )


def _post(officer: Officer, unit: Unit, role: Role) -> Post:
    """A post in the unit; whoever served a unit that is gone keeps it as the record has it."""
    begins = max(unit.valid_from, _BEGAN)
    return Post(
        officer=officer,
        unit=unit,
        title=_TITLES[role],
        roles=[role.value],
        valid_from=datetime.combine(begins, time(0), VIETNAM),
    )
