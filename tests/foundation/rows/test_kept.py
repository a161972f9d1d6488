"""A query made once answers as one made anew, whatever words its constants and slots hold."""

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from motcua.foundation.journal.models import Reader
from motcua.foundation.rows import Kept, count_each, slot

pytestmark = pytest.mark.django_db
NAMES = ("a", "b' OR 1=1 --", "100%s %% \\ “ừ”")


@pytest.fixture
def _readers() -> None:
    Reader.objects.bulk_create([Reader(name=name, read_at="2026-11-23T00:00Z") for name in NAMES])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("_readers")
def test_a_slot_takes_any_words(name: str) -> None:
    kept = Kept(Reader.objects.filter(name=slot("name")))
    assert [one.name for one in kept.objects(name=name)] == [name]
    assert list(kept.objects(name="nobody")) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("_readers")
def test_constant_words_stand_in_the_text_unharmed(name: str) -> None:
    kept = Kept(Reader.objects.filter(name=name).values_list("name", Value(name)))
    assert name not in kept.values
    assert kept.rows() == [(name, name)]


@pytest.mark.usefixtures("_readers")
def test_objects_bring_their_annotations() -> None:
    kept = Kept(Reader.objects.annotate(twice=F("name")).filter(name=slot("name")))
    (one,) = kept.objects(name="a")
    assert (type(one), one.name, vars(one)["twice"]) == (Reader, "a", "a")


def test_a_forgotten_slot_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        Kept(Reader.objects.filter(name=slot("name"))).rows()


@pytest.mark.usefixtures("_readers")
def test_several_counts_are_one_statement_and_each_keeps_its_limit() -> None:
    everybody = Reader.objects.order_by().values_list("pk")
    wanted = (Kept(everybody[:100]), Kept(everybody[:2]), Kept(everybody.none()))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counts = count_each(*wanted)
    assert (counts, len(asked)) == ((Reader.objects.count(), 2, 0), 1)
