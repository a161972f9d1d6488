"""The counter in the story: reception, hand-over, papers, return; and the public page."""

import re
import unicodedata
from dataclasses import dataclass

from motcua.demo.browser import Browser, Form, Page, PageRefused, Values
from motcua.demo.teller import Teller, Told

CLOCK = "*[@id='p-clock']//p"
RECEIVER, RETURNER = "trungtam.tiepnhan", "trungtam.traketqua"
_DUE = re.compile(r"Hẹn trả kết quả\s*(.+?)\s*Nhận tại")
_KEY = re.compile(r"Mã tra cứu:\s*(\w{4,8})")


@dataclass(frozen=True)
class Wish:
    """Who comes to the counter and for what."""

    code: str
    name: str
    number: str
    phone: str
    born: str


def receive(teller: Teller, wish: Wish) -> Told:
    """Fill the one page of reception and press receive; the receipt says code, due and key."""
    browser = teller.browser(RECEIVER)
    browser.send(browser.get("/desk/reception/").form("reception", field="number"), {"act": "new"})
    person = {
        "number": wish.number, "name": wish.name, "phone": wish.phone, "born": wish.born,
        "code": wish.code, "address": "Số 24 đường Nguyễn Sỹ Sách, phường Trường Vinh",
    }  # fmt: skip
    form = browser.get("/desk/reception/").form("reception", field="number")
    shown = browser.send(form, {**person, "act": "show"}).form("reception", field="number")
    page = browser.send(shown, {**person, **_terms(shown), "act": "receive"})
    told = _told(page)
    teller.tells(RECEIVER, f"receives {told.code} of {wish.name}")
    teller.say(f"      due: {told.due}; look-up key {told.look_up_key}")
    return told


def _terms(form: Form) -> Values:
    """Return what the counter adds: required papers ticked, cash taken, on the spot if it may."""
    element, names = form.element, form.names()
    rows = element.xpath(".//tr[.//input[@name='paper']][not(.//input[@name='needed'])]")
    papers = tuple(row.xpath(".//input[@name='paper']/@value")[0] for row in rows)
    added: dict[str, str | tuple[str, ...]] = {"paper": papers}
    if "pay" in names:
        added["pay"] = "cash"
    if "on_the_spot" in names:
        added["on_the_spot"] = "1"
    return added


def _told(page: Page) -> Told:
    words = page.text()
    code = page.path.strip("/").split("/")[-2]
    key, due = _KEY.search(words), _DUE.search(words)
    if key is None or due is None:
        raise PageRefused(page.address, page.status, words[:300])
    return Told(code, key[1], due[1])


def hand_over(teller: Teller, told: Told, *, receiver: str, why_unscanned: str = "") -> None:
    """Send the dossier on a numbered list; the receiver confirms that it came."""
    browser = teller.browser(RECEIVER)
    page = browser.get("/desk/handovers/")
    for form in page.forms("/handovers/"):
        for box in form.element.xpath(f".//input[@name='dossier'][@aria-label='{told.code}']"):
            sent = browser.send(form, {"dossier": box.get("value"), "unscanned": why_unscanned})
            number = sent.path.strip("/").split("/")[-1]
            teller.tells(RECEIVER, f"hands it over on list {number}")
            confirm = teller.browser(receiver).get(sent.path).form("/confirm/")
            teller.browser(receiver).send(confirm)
            teller.tells(receiver, "confirms that it arrived")
            return
    raise PageRefused(page.address, page.status, f"{told.code} is not offered for hand-over")


def assign(teller: Teller, told: Told, *, leader: str, specialist: str) -> None:
    """The leader of the division gives the dossier to a specialist."""
    name = teller.name_of(specialist)

    def chosen(form: Form) -> Values:
        known = form.options("officer")
        return {"officer": next(value for value, words in known.items() if name in words)}

    teller.act(leader, told, "assign", chosen, f"assigns it to {name}")


def ask_supplement(teller: Teller, told: Told, specialist: str) -> None:
    """The specialist names what is wrong, once and in full; the clock stops."""

    def lacking(form: Form) -> Values:
        papers = sorted(name for name in form.names() if name.startswith("lack-"))
        what = "Bản vẽ mặt cắt chưa ghi cao độ; đề nghị bổ sung."
        return {papers[-1]: what, "reason": "Bản vẽ thiết kế chưa đủ nội dung."}

    did = "asks for a supplement (form 02); the clock stops"
    teller.act(specialist, told, "supplement", lacking, did)


def bring_supplement(teller: Teller, told: Told) -> None:
    """The applicant brings what was asked for to the counter; the clock runs on."""
    browser = teller.browser(RECEIVER)
    form = browser.get(f"/desk/dossiers/{told.code}/supplement/").form(field="brought")
    browser.send(form, {"brought": tuple(form.options("brought"))})
    teller.tells(RECEIVER, "takes the supplement in; the clock runs again")


def collect(teller: Teller, told: Told) -> None:
    """The Centre takes the result in."""
    browser = teller.browser(RETURNER)
    browser.send(browser.get(f"/desk/returns/{told.code}/").form("/collect/"))
    teller.tells(RETURNER, "takes the result in at the Centre")


def give_result(teller: Teller, told: Told, name: str) -> None:
    """The owner comes, shows the card, signs, and goes home with the result."""
    browser = teller.browser(RETURNER)
    form = browser.get(f"/desk/returns/{told.code}/").form(field="taken_by")
    handed = {"who": "owner", "method": "counter", "taken_by": name}
    browser.send(form, {**handed, "checks": ("identity", "signed")})
    teller.tells(RETURNER, f"checks the card and gives {name} the result")


def track(teller: Teller, told: Told) -> None:
    """Ask the public page, as anybody with the receipt may."""
    browser = Browser(teller.base)
    form = browser.get("/track/").form("/track/", field="key")
    page = browser.send(form, {"code": told.code, "key": told.look_up_key})
    answer, lead = page.text("h1"), page.text("section[contains(@class, 'answer')]/p[2]")
    teller.say(f"      the public page says: {answer} {lead}")


def explain(teller: Teller, told: Told) -> None:
    """Print the paragraph in which the dossier's page tells how its due instant came about."""
    page = teller.dossier_page(RECEIVER, told)
    teller.say(f"      the clock: {page.text(CLOCK)}")


def keep_forms(teller: Teller, told: Told) -> None:
    """Print every form given for the dossier and keep it as PDF, named on the screen."""
    browser = teller.browser(RECEIVER)
    folder = teller.folder / told.code
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.get(f"/desk/dossiers/{told.code}/receipt/")
    for nth, form in enumerate(page.forms("/print/"), start=1):
        title = " ".join(form.element.xpath("ancestor::tr[1]/th")[0].text_content().split())
        path = folder / f"{nth:02d}-{_plain(title)}.pdf"
        path.write_bytes(_pdf(browser, form).body)
        teller.say(f"      form: {path}")


def _pdf(browser: Browser, form: Form) -> Page:
    page = browser.send(form)
    if not page.body.startswith(b"%PDF-"):
        raise PageRefused(page.address, page.status, f"no PDF but {page.kind}")
    return page


def _plain(title: str) -> str:
    """Return a title as a file name of plain letters."""
    letters = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode()))[:60]
