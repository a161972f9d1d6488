"""The journal tells the applicant."""

from motcua.casework.dossiers.queries import notices_of
from motcua.foundation.journal.reactions import deliver_at_once
from tests.casework.desk import Desk


def test_every_turn_of_a_dossier_is_told_once(desk: Desk) -> None:
    dossier = desk.finished()
    desk.collect(dossier)
    for _ in range(2):
        deliver_at_once()
    told = [text for _, text in notices_of(dossier.pk)]
    assert told == [
        "Hồ sơ H41.14-261012-0001 đã được tiếp nhận. Hẹn trả kết quả: 17:00 thứ Hai 19/10/2026.",
        "Hồ sơ H41.14-261012-0001 đã có kết quả.",
        "Kết quả hồ sơ H41.14-261012-0001 đã về nơi trả. Mời Ông/Bà đến nhận.",
    ]
