"""R9: what the one box finds is what a slow reading of every dossier in sight finds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from motcua.casework.documents.models import Result
from motcua.casework.dossiers import names
from motcua.casework.dossiers.models import Dossier, OwnerName, OwnerWord
from motcua.casework.dossiers.names import refresh_names
from motcua.casework.lifecycle import by_name, finding
from motcua.casework.lifecycle.asked import folded
from motcua.casework.lifecycle.by_name import Likely
from motcua.casework.lifecycle.finding import Mark, find
from motcua.casework.lifecycle.queries import visible_to
from motcua.kit.text import words
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import OWNER, Desk
from tests.doors.desk.statements import statements
from tests.standing import standing

pytestmark = pytest.mark.django_db
NAMES = (
    "Phan Thị Ngọc Ánh", "Phan Thị Ngọc Anh", "PHAN THỊ HÒA", "Nguyễn Văn Hoa", "Nguyễn Thị Hoa",
    "Anna Kim-Novák", "Nguyễn Thị Hóa", "Đặng Đình Đạt", "Phan Thị Ngọc Ánh",
)  # fmt: skip
ASKED = ("hoa", "thi", "Thị Hóa", "ánh ngọc", "nguyen h", "Hóa", "dat dinh", "đạt", "kim novak",
         "phan thị", "thi phan x", "o'hara", "Nguyễn Vân")  # fmt: skip
EVERYBODY_SEES = Role.CENTRE_MANAGER


@pytest.fixture
def many(desk: Desk) -> list[Dossier]:
    """Dossiers of owners whose names share words, without numbers that tell them apart."""
    owners = [replace(OWNER, full_name=name, identity_number="") for name in NAMES]
    return standing("names", lambda: [desk.receive(parties=(owner,)) for owner in owners])


@pytest.fixture(params=["walk", "dictionary", "rarest", "newest", "uncounted"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, many: object) -> str:
    """Every way of looking must find the same; some dossiers came after the names were counted."""
    if request.param == "newest":
        counted = Dossier.objects.order_by("pk")[4].pk
        monkeypatch.setattr(names, "_last_settled", lambda: counted)
        monkeypatch.setattr(Likely, "stretch", lambda _likely, _most, **_how: None)
    if request.param != "uncounted":
        refresh_names()
    if request.param == "dictionary":
        monkeypatch.setattr(by_name.Words, "likely", lambda _words: Likely(0.0, 0))
        monkeypatch.setattr(finding, "BATCH", 2)
    if request.param == "rarest":
        monkeypatch.setattr(by_name, "MUCH_COMMONER", 1)
        monkeypatch.setattr(Likely, "stretch", lambda _likely, _most, **_how: None)
    if request.param == "walk":
        monkeypatch.setattr(by_name.Words, "likely", lambda _words: Likely(1.0, 9))
    return str(request.param)


def _holds(words_wanted: Sequence[str], name: str) -> bool:
    written = words(name)
    plain = folded(tuple(written))
    return all(
        any(each.startswith(one) for each in (plain if folded((one,)) == (one,) else written))
        for one in words_wanted
    )


def slowly(by: Acting, text: str) -> list[str]:
    """Read every dossier in sight: the same accents first, then the newest."""
    wanted = tuple(words(text))
    rows = visible_to(by).order_by("-pk").values_list("code", "owner_name")
    exact = [code for code, name in rows if _holds(wanted, name)]
    loose = [code for code, name in rows if _holds(folded(wanted), name) and code not in exact]
    return exact + loose


def paged(by: Acting, text: str, most: int) -> list[str]:
    """Find page after page."""
    codes: list[str] = []
    after: Mark | None = None
    while True:
        found = find(by, text, after, most)
        codes += [row.code for row in found.rows]
        if found.next is None:
            return codes
        after = found.next


@pytest.mark.parametrize(
    "role",
    [
        EVERYBODY_SEES,
        pytest.param(Role.RECEPTION_OFFICER, marks=pytest.mark.slow),
        pytest.param(Role.SPECIALIST, marks=pytest.mark.slow),
    ],
)
def test_every_way_finds_what_a_slow_reading_finds(desk: Desk, way: str, role: Role) -> None:
    by = desk.by(role)
    for text in ASKED:
        assert paged(by, text, 2) == slowly(by, text), text
        assert paged(by, text, 50) == slowly(by, text), text


def test_a_name_that_stands_twice_finds_its_dossiers_once(desk: Desk, many: list[Dossier]) -> None:
    for twice in OwnerName.objects.all():
        twice.pk = None
        twice.save()
    by = desk.by(EVERYBODY_SEES)
    assert paged(by, "phan thi", 2) == slowly(by, "phan thi")


def test_a_walk_that_meets_too_few_gives_way_to_the_dictionary(
    desk: Desk, many: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_names()
    monkeypatch.setattr(by_name.Words, "likely", lambda _words: Likely(1.0, 9))
    monkeypatch.setattr(Likely, "stretch", lambda _likely, _most, **_how: 2)
    by = desk.by(EVERYBODY_SEES)
    assert paged(by, "van hoa", 5) == slowly(by, "van hoa") != []


def test_a_stranger_unit_finds_nothing(desk: Desk, way: str) -> None:
    stranger = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    code = str(Dossier.objects.latest("pk").code)
    for text in (*ASKED, code, code.partition("-")[2], "5318", OWNER.phone):
        assert find(stranger, text).rows == (), text


def test_the_dictionary_knows_each_name_once_and_counts_it_later(many: list[Dossier]) -> None:
    assert OwnerName.objects.count() == len(set(NAMES))
    twice = OwnerName.objects.get(written="phan thị ngọc ánh")
    twice.pk = None
    twice.save()  # as two receptions at the same moment would
    refresh_names()
    refresh_names()
    assert OwnerName.objects.get(written="phan thị ngọc ánh").dossiers == 2
    counts = dict(OwnerWord.objects.values_list("word", "dossiers"))
    assert (counts[""], counts["hoa"], counts["hóa"], counts["thị"]) == (len(NAMES), 4, 1, 6)


def test_common_words_are_walked_and_rare_ones_looked_up(desk: Desk, many: list[Dossier]) -> None:
    refresh_names()
    common, rare = by_name.Words(("thi",)).likely(), by_name.Words(("xyz",)).likely()
    assert common.dossiers == pytest.approx(6)
    assert common.stretch(30) == 256
    assert rare.stretch(30) is None
    assert Likely(0.01, 10**7).stretch(30) is None


def test_of_names_counted_lately_only_those_of_the_newest_are_looked_up(
    desk: Desk, many: list[Dossier]
) -> None:
    refresh_names()
    likely = by_name.Words(("phan",)).likely()
    assert likely.counted == Dossier.objects.latest("pk").pk
    assert by_name.in_dictionary(by_name.Words(("phan",)), likely, by_name.NEWEST, 1) == [
        Dossier.objects.filter(owner_search__contains="phan").latest("pk").pk
    ]
    OwnerName.objects.filter(written__contains="phan").update(newest=0)
    assert by_name.in_dictionary(by_name.Words(("phan",)), likely, by_name.NEWEST, 1) == []
    long_ago = replace(likely, counted=None)
    assert by_name.in_dictionary(by_name.Words(("phan",)), long_ago, by_name.NEWEST, 1) != []


def test_a_count_of_long_ago_is_not_gone_by(
    desk: Desk, many: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_name, "FAR", (2,))
    assert by_name.Words(("phan",)).likely().counted is None


def test_a_walk_over_all_is_whole_wherever_the_numbers_begin(many: list[Dossier]) -> None:
    last = many[-1].pk
    for stretch, is_whole in ((last - many[0].pk, False), (last - many[0].pk + 1, True)):
        walked = by_name.walk(by_name.Words(()), by_name.Ground(None, stretch), by_name.NEWEST, 50)
        assert walked.is_whole is is_whole
        assert len(walked.ids) == len(many) - (not is_whole)


def test_among_all_one_walks_as_far_as_the_dictionary_would_take_longer() -> None:
    seldom, few = Likely(0.002, 10**7), Likely(0.002, 10**6)
    assert seldom.stretch(30) is None
    assert seldom.stretch(30, among_all=True) == 65_536
    assert few.stretch(30, among_all=True) is None
    assert Likely(0.0001, 10**7).stretch(30, among_all=True) is None
    assert Likely(0.0, 10**7).stretch(30, among_all=True) is None


def test_a_word_first_written_today_is_found_by_its_beginning(
    desk: Desk, many: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_names()
    monkeypatch.setattr(Likely, "stretch", lambda _likely, _most, **_how: None)
    new = desk.receive(parties=(replace(OWNER, full_name="Đạo Thiều Anh", identity_number=""),))
    for word in OwnerWord.objects.all():  # as two receptions at the same moment would
        word.pk = None
        word.save()
    by = desk.by(EVERYBODY_SEES)
    assert new.code in paged(by, "thi anh", 50)
    assert paged(by, "thi anh", 50) == slowly(by, "thi anh")
    refresh_names()
    assert OwnerWord.objects.filter(word="thiều").count() == 1


def test_the_index_of_names_is_asked_for_the_rarest_words(
    desk: Desk, many: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_names()
    asked = by_name.Words(("thi", "anh"))
    assert asked.likely().rare == {"thi": ("thi",), "anh": ("anh",)}
    monkeypatch.setattr(by_name, "MUCH_COMMONER", 1)
    assert asked.likely().rare == {"anh": ("anh",)}


@pytest.mark.parametrize(
    "said",
    [
        "{code}", "{lower}", "{bare}", "{serial}", "{digits}", "5318", "345318", "0912345318",
        "091 234 5318", "040192006318", "040 192 006 318", "DVC-77-1", "dvc-77-1", "{paper}",
        "{paper_lower}", "040192006318|186123456|Phan Thị Ngọc Ánh|08031992|Nữ|Vinh|01072021",
    ],
)  # fmt: skip
def test_numbers_and_codes_find_their_dossier(desk: Desk, said: str) -> None:
    made = standing("found", lambda: (desk.finished(external_code="DVC-77-1"), desk.cast))
    dossier, theirs = made
    desk.cast.joined_by(theirs)
    code, paper = str(dossier.code), Result.objects.get().number
    asked = said.format(
        code=code, lower=code.lower(), bare=code.replace("-", ""), serial=code.partition("-")[2],
        digits=code.partition("-")[2].replace("-", ""), paper=paper, paper_lower=paper.lower(),
    )  # fmt: skip
    for role in (EVERYBODY_SEES, Role.RECEPTION_OFFICER):
        assert [row.code for row in find(desk.by(role), asked).rows] == [code], asked


def test_who_only_runs_the_machines_finds_nothing(desk: Desk, many: list[Dossier]) -> None:
    assert find(desk.by(Role.SYSTEM_ADMIN), "phan").rows == ()


@pytest.mark.parametrize("role", [EVERYBODY_SEES, Role.RECEPTION_OFFICER])
@pytest.mark.parametrize("text", ["phan thị", "hoa", "thi phan"])
def test_a_name_costs_few_statements(
    desk: Desk, many: list[Dossier], role: Role, text: str
) -> None:
    refresh_names()
    by = desk.by(role)
    with statements() as said:
        find(by, text)
    assert len(said) <= 6
