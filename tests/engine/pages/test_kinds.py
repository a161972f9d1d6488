"""A page is offered as one of the required papers, and never when nothing speaks for it."""

import pytest

from motcua.engine.pages.kinds import Ground, Wanted, guess, sorted_into
from tests.engine.pages.sheets import paper

PAPERS = (
    Wanted(1, "Tờ khai đăng ký khai sinh theo mẫu", "CT01"),
    Wanted(2, "Trích lục khai sinh hoặc bản sao giấy khai sinh"),
    Wanted(3, "Giấy xác nhận tình trạng hôn nhân của người yêu cầu"),
    Wanted(4, "Giấy chứng nhận quyền sử dụng đất"),
    Wanted(5, "Hợp đồng thuê nhà, thuê địa điểm kinh doanh"),
    Wanted(6, "Bản sao thẻ căn cước công dân hoặc hộ chiếu"),
)
BEHIND = "Điều 4. Hai bên cam kết thực hiện đúng các điều khoản đã ghi ở trên.\n5. Thanh toán."


@pytest.mark.parametrize("kind", range(6))
def test_each_kind_of_paper_is_recognised(kind: int) -> None:
    found = guess(paper(kind).text, PAPERS)

    assert found.key == kind + 1
    assert found.confidence >= 0.45
    assert found.is_first_page


def test_a_printed_form_code_decides() -> None:
    found = guess("Mẫu CT01 ban hành kèm theo Thông tư\nĐƠN ĐỀ NGHỊ", PAPERS)

    assert (found.key, found.ground) == (1, Ground.FORM_CODE)


def test_letters_without_accents_are_enough() -> None:
    assert guess("HOP DONG THUE NHA\nso 12", PAPERS).key == 5


def test_a_foreign_page_is_not_guessed() -> None:
    found = guess("THỰC ĐƠN NHÀ HÀNG\nCơm gà xối mỡ, canh chua cá lóc", PAPERS)

    assert (found.key, found.ground) == (None, Ground.NOTHING)


def test_an_empty_page_or_list_is_not_guessed() -> None:
    assert guess("", PAPERS).key is None
    assert guess(paper(1).text, ()).key is None


def test_a_page_without_heading_follows_the_one_before() -> None:
    told = sorted_into([paper(4).text, BEHIND, paper(2).text], PAPERS)

    assert [one.key for one in told] == [5, 5, 3]
    assert told[1].ground is Ground.FOLLOWS


def test_a_first_page_without_heading_follows_nothing() -> None:
    assert sorted_into([BEHIND], PAPERS)[0].key is None
