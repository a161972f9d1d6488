"""A small browser: pages, links and forms over HTTP, with cookies; no script, as a citizen may."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any

from lxml import html

Values = Mapping[str, str | tuple[str, ...]]
TIMEOUT_SECONDS = 60


class PageRefused(Exception):
    """A page answered with an error, or lacks what was looked for: says which and what it said."""

    def __init__(self, address: str, status: int, said: str) -> None:
        super().__init__(f"{address} answered {status}: {said}")
        self.address = address
        self.status = status


@dataclass(frozen=True)
class Page:
    """What came back: `address` after redirects, and the bytes."""

    address: str
    status: int
    kind: str
    body: bytes

    @property
    def path(self) -> str:
        """Return the path of the page's address."""
        return urllib.parse.urlsplit(self.address).path

    def tree(self) -> Any:
        """Return the parsed page; links are absolute."""
        tree: Any = html.document_fromstring(self.body.decode(), base_url=self.address)
        tree.make_links_absolute(self.address)
        return tree

    def text(self, selector: str = "main") -> str:
        """Return the visible words of the first element of a kind, with single spaces."""
        found = self.tree().xpath(f"//{selector}")
        return " ".join(found[0].text_content().split()) if found else ""

    def links(self, part: str) -> list[str]:
        """Return the links whose address holds `part`, in the order of the page, once each."""
        found = (str(link) for link in self.tree().xpath("//a/@href"))
        return list(dict.fromkeys(link for link in found if part in link))

    def form(self, part: str = "", *, field: str = "") -> "Form":
        """Return the first form whose action holds `part` and which has `field`.

        Raises `PageRefused`.
        """
        for form in self.forms(part):
            if not field or field in form.names():
                return form
        wanted = f"no form for {part!r} with {field!r}; it says: {self.text()[:300]}"
        raise PageRefused(self.address, self.status, wanted)

    def forms(self, part: str = "") -> Iterator["Form"]:
        """Yield the posting forms whose action holds `part`."""
        for form in self.tree().forms:
            action = form.get("action") or self.address
            if form.method == "POST" and part in action:
                yield Form(action, form)


@dataclass(frozen=True)
class Form:
    """A form as a page shows it, hidden fields and all."""

    action: str
    element: Any

    def names(self) -> set[str]:
        """Return the names of the fields."""
        return {name for name in self.element.inputs.keys() if name}  # noqa: SIM118 - not a dict

    def options(self, name: str) -> dict[str, str]:
        """Return the values one may choose in a field, with the words beside each."""
        boxes = self.element.xpath(f".//input[@name='{name}']")
        chosen = {box.get("value", "on"): _words_beside(box) for box in boxes}
        for one in self.element.xpath(f".//select[@name='{name}']/option"):
            chosen[one.get("value", one.text or "")] = " ".join((one.text or "").split())
        return chosen

    def filled(self, values: Values) -> list[tuple[str, str]]:
        """Return what a browser would send with these fields filled in."""
        pairs = [(name, value) for name, value in self.element.form_values() if name not in values]
        for name, value in values.items():
            many = value if isinstance(value, tuple) else (value,)
            pairs += [(name, one) for one in many]
        return pairs


class Browser:
    """One visitor with a cookie jar of his own."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self._opener.addheaders = [("Accept-Language", "vi"), ("User-Agent", "motcua-story")]

    def get(self, path: str) -> Page:
        """Open a page. Raises `PageRefused`."""
        return self._open(urllib.parse.urljoin(self.base, path), None)

    def send(self, form: Form, values: Values | None = None) -> Page:
        """Send a form with fields filled in and follow where it leads. Raises `PageRefused`."""
        sent = urllib.parse.urlencode(form.filled(values or {})).encode()
        return self._open(urllib.parse.urljoin(self.base, form.action), sent)

    def upload(self, form: Form, name: str, content: bytes) -> Page:
        """Send a form with one PDF file in the field `name`. Raises `PageRefused`."""
        edge = "----motcua-story"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in form.filled({})
            if key != name
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="van-ban.pdf"'
        head += "\r\nContent-Type: application/pdf\r\n\r\n"
        sent = "".join((*parts, head)).encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        address = urllib.parse.urljoin(self.base, form.action)
        return self._open(urllib.request.Request(address, sent, kind), None)  # noqa: S310

    def _open(self, address: str | urllib.request.Request, sent: bytes | None) -> Page:
        try:
            with self._opener.open(address, sent, timeout=TIMEOUT_SECONDS) as answer:
                return _page(answer)
        except urllib.error.HTTPError as error:
            page = _page(error)
            raise PageRefused(page.address, page.status, _complaint(page)) from error


def _page(answer: Any) -> Page:
    kind = answer.headers.get_content_type()
    return Page(answer.url, answer.status, kind, answer.read())


def _complaint(page: Page) -> str:
    """Return what an error page says: its summary of errors, else its beginning."""
    if page.kind != "text/html" or not page.body:
        return page.kind
    summary = page.tree().xpath("//*[@role='alert' or contains(@class, 'errsum')]")
    words = summary[0].text_content() if summary else page.text()
    return " ".join(words.split())[:500]


def _words_beside(box: Any) -> str:
    label = box.getparent()
    return " ".join(label.text_content().split()) if label is not None else ""
