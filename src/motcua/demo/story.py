"""The main job, told: three dossiers from the counter to the returned result, over HTTP alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from django.conf import settings

from motcua.demo import counter, scanning, signing
from motcua.demo.counter import Wish
from motcua.demo.officers import DEMO_PASSWORD, officers
from motcua.demo.pki.enrolling import DEMO_PIN, stand_by
from motcua.demo.teller import Teller, Told

UNSCANNED = "Máy quét của quầy đang sửa."
ELIGIBLE = {"eligible": "yes", "opinion": "Hồ sơ đầy đủ, hợp lệ; đủ điều kiện giải quyết."}
AGREED = {"opinion": "Đã kiểm tra, đồng ý trình."}
APPROVED = {"opinion": "Đồng ý."}


def tell(base_url: str, out: TextIO) -> None:
    """Tell the three chapters through the pages of the running server, then name the accounts.

    Forms are written as PDF below the state folder. Raises `PageRefused` where a page refuses, and
    TimeoutError where the test authority does not come up.
    """
    stand_by()
    folder: Path = settings.MOTCUA_HOME / "story"
    teller = Teller(base_url, out, folder)
    teller.say("\nThree dossiers, from the counter to the returned result, through the pages:")
    for title, chapter in _CHAPTERS:
        teller.say(f"\n{title}")
        told = chapter(teller)
        counter.explain(teller, told)
        counter.keep_forms(teller, told)
        counter.track(teller, told)
    _name_accounts(teller)


def civil_status(teller: Teller) -> Told:
    """(a) A copy of an extract, settled on the spot: five officers, one sitting."""
    wish = Wish("2.000635", "Phan Thị Ngọc Ánh", "040192006318", "0912345318", "08/03/1992")
    told = counter.receive(teller, wish)
    teller.act("trungtam.chuyenvien", told, "submit", ELIGIBLE, "looks up the register, appraises")
    signing.decide(teller, "trungtam.kyduyet", told, APPROVED, "approves by authorisation")
    outgoing = {"title": "Bản sao trích lục khai sinh", "symbol": "TLKS-BS"}
    teller.act("trungtam.vanthu", told, "issue", outgoing, "numbers and issues the result")
    signing.seal(teller, "trungtam.vanthu", told)
    counter.give_result(teller, told, "Phan Thị Ngọc Ánh")
    return told


def building_permit(teller: Teller) -> Told:
    """(b) A house: a paper is wanting, two agencies are asked side by side."""
    wish = Wish("TAM-GPXD-NHA-O", "Hồ Sỹ Hùng", "040085004127", "0983127441", "19/05/1985")
    told = counter.receive(teller, wish)
    scanning.scan(teller, told, wish)
    counter.hand_over(teller, told, receiver="xaydung.truongphong")
    specialist = "xaydung.chuyenvien"
    counter.assign(teller, told, leader="xaydung.truongphong", specialist=specialist)
    counter.ask_supplement(teller, told, specialist)
    counter.bring_supplement(teller, told)
    teller.act(specialist, told, "submit", ELIGIBLE, "appraises; the clock runs again")
    teller.act(specialist, told, "submit", AGREED, "has been on the site")
    answer = {"agrees": "yes", "answer": "Thửa đất phù hợp quy hoạch; không có ý kiến khác."}
    teller.act("nongnghiep.chuyenvien", told, "answer", answer, "answers for the land agency")
    answer = {"agrees": "yes", "answer": "Khoảng cách an toàn cháy bảo đảm."}
    teller.act("congan.chuyenvien", told, "answer", answer, "answers for fire safety")
    teller.act(specialist, told, "submit", AGREED, "weighs both answers, drafts the permit")
    teller.act("xaydung.truongphong", told, "submit", AGREED, "checks the draft")
    signing.decide(teller, "xaydung.lanhdao", told, APPROVED, "approves")
    outgoing = {"title": "Giấy phép xây dựng", "symbol": "GPXD"}
    teller.act("xaydung.vanthu", told, "issue", outgoing, "numbers and issues the permit")
    signing.seal(teller, "xaydung.vanthu", told)
    counter.collect(teller, told)
    counter.give_result(teller, told, "Hồ Sỹ Hùng")
    return told


def land(teller: Teller) -> Told:
    """(c) Garden land becomes housing land: the clock waits while the duty is paid."""
    wish = Wish("1.013949", "Nguyễn Thị Hạnh", "040178009532", "0977620418", "02/11/1978")
    told = counter.receive(teller, wish)
    counter.hand_over(teller, told, receiver="nongnghiep.truongphong", why_unscanned=UNSCANNED)
    specialist, head, leader = (
        f"nongnghiep.{part}" for part in ("chuyenvien", "truongphong", "lanhdao")
    )
    teller.act(specialist, told, "submit", AGREED, "takes the cadastral extract")
    teller.act(specialist, told, "submit", ELIGIBLE, "appraises")
    teller.act(head, told, "submit", AGREED, "checks")
    teller.act(leader, told, "approve", APPROVED, "signs the submission")
    teller.act(specialist, told, "submit", AGREED, "tells the tax office; the clock stops")
    proof = {"proof": "Giấy nộp tiền vào ngân sách nhà nước số 0031872"}
    teller.act(specialist, told, "resume", proof, "sees the duty paid; the clock runs again")
    teller.act(specialist, told, "submit", AGREED, "prepares the decision")
    teller.act(head, told, "submit", AGREED, "checks the decision")
    teller.act(leader, told, "submit", AGREED, "submits to the Chairman")
    signing.decide(teller, "tinh.chutich", told, APPROVED, "decides")
    outgoing = {"title": "Quyết định cho phép chuyển mục đích sử dụng đất", "symbol": "QĐ-UBND"}
    teller.act("tinh.vanthu", told, "issue", outgoing, "numbers and issues the decision")
    signing.seal(teller, "tinh.vanthu", told)
    counter.collect(teller, told)
    counter.give_result(teller, told, "Nguyễn Thị Hạnh")
    return told


_CHAPTERS: tuple[tuple[str, Callable[[Teller], Told]], ...] = (
    ("(a) A certified extract of civil status, in one sitting", civil_status),
    ("(b) A building permit, with a supplement and two consultations", building_permit),
    ("(c) A change of land use, with a financial duty", land),
)


_WITH_WORK = {"xaydung.chuyenvien", "xaydung.truongphong", "nongnghiep.lanhdao"}


def _name_accounts(teller: Teller) -> None:
    """Print an account for every role: one with work before him, else the first who holds it."""
    teller.say(f"\nDemo accounts: password {DEMO_PASSWORD}, the PIN of those who sign {DEMO_PIN}")
    named: set[str] = set()
    for one in sorted(officers(), key=lambda one: one.username not in _WITH_WORK):
        fresh = [str(role) for role in one.roles if role not in named]
        if fresh:
            named.update(fresh)
            teller.say(f"    {one.username:<24} {', '.join(fresh)}")
