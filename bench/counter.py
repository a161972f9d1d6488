"""A counter: the reception form of one procedure, filled in for invented people."""

import random
import re
from uuid import UUID

from bench.visitor import Fields, Interrupted, Visitor
from motcua.registers.people.rules import DEMO_PASSWORD

PAGE = "/desk/reception/"
PROCEDURE = "2.000635"
OFFICER = "trungtam.tiepnhan"
_PAPER = re.compile(rb'name="paper"[^>]*value="(\d+)"')
_VERSION = re.compile(rb'name="version"[^>]*value="(\d+)"')
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phan", "Hồ", "Đặng", "Võ", "Cao", "Đinh", "Hoàng")
_MIDDLES = ("Thị Ngọc", "Văn", "Đức", "Thị Hoài", "Sỹ", "Xuân", "Hữu", "Thị Mỹ")
_GIVEN = ("Ánh", "Quân", "Thương", "Đạt", "Huyền", "Lâm", "Nghĩa", "Đào", "Vinh", "Trang")


class LoggedOut(Interrupted):
    """The session ended: log in again, then send again."""


class Counter:
    """One officer's screen, logged in, with the form open."""

    def __init__(self, visitor: Visitor) -> None:
        """Log in and read which papers the procedure asks for. Raises `Interrupted`."""
        self.visitor = visitor
        visitor.log_in(OFFICER, DEMO_PASSWORD)
        visitor.open_form(PAGE)
        panes = visitor.post(f"{PAGE}panes/", [("code", PROCEDURE)])
        self.papers = [number.decode() for number in _PAPER.findall(panes.body)]
        found = _VERSION.search(panes.body)
        if not self.papers or not found:
            raise Interrupted("the form shows no papers")
        self.version = found[1].decode()

    def receive(self, key: UUID, chance: random.Random) -> str:
        """Send one reception; return where it leads: the receipt, or what an earlier send made.

        Raises `Interrupted` when it is not known whether it was received.
        """
        answer = self.visitor.post(PAGE, self._form(key, chance))
        if answer.status >= 500:
            raise Interrupted(str(answer.status), answer)
        if answer.leads_to.startswith("/login/"):
            raise LoggedOut("the session is over")
        if answer.status != 302:
            raise AssertionError(f"refused with {answer.status}: {_words(answer.body)}")
        return answer.leads_to

    def _form(self, key: UUID, chance: random.Random) -> Fields:
        """Return what a browser sends; the page has looked the number up while it was typed."""
        name = f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
        number = f"040{chance.choice('01')}{chance.randrange(60, 99)}{_six(chance)}"
        return [
            ("idempotency_key", str(key)),
            ("act", "receive"),
            ("code", PROCEDURE),
            ("version", self.version),
            ("name", name),
            ("number", number),
            ("looked_up", number),
            ("phone", f"0912{_six(chance)}"),
            ("pay", "cash"),
            *(("paper", paper) for paper in self.papers),
        ]


def _six(chance: random.Random) -> str:
    return f"{chance.randrange(10**6):06d}"


def _words(body: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", body.decode(errors="replace")).split())[:400]
