"""A visitor over one kept connection: cookies, forms, no script; as cheap as a client can be."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

TIMEOUT_SECONDS = 30
IDLE_SECONDS = 3  # what stands between may keep an idle connection for five
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_REDIRECTS = (301, 302, 303, 307)
_NAMED = "Content-Disposition: form-data; name="
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came back, without following where it leads."""

    status: int
    body: bytes
    leads_to: str = ""


class Interrupted(Exception):
    """No answer came, or one that says nothing of the request: send it again with its key."""

    def __init__(self, reason: str, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.answer = answer


@dataclass
class Visitor:
    """One person at one screen of the service at `host:port`."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _line: http.client.HTTPConnection | None = None
    _used_at: float = 0.0

    def get(self, path: str) -> Answer:
        """Open a page. Raises `Interrupted`."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form with this visitor's token. Raises `Interrupted`."""
        return self._ask("POST", path, [("csrfmiddlewaretoken", self.token), *fields])

    def upload(self, path: str, fields: Fields, file: tuple[str, str, bytes]) -> Answer:
        """Send a form with a file: (field, name, content). Raises `Interrupted`."""
        edge, parts = uuid4().hex, []
        for name, value in [("csrfmiddlewaretoken", self.token), *fields]:
            parts.append(f'--{edge}\r\n{_NAMED}"{name}"\r\n\r\n{value}\r\n'.encode())
        field_name, file_name, content = file
        head = f'--{edge}\r\n{_NAMED}"{field_name}"; filename="{file_name}"\r\n\r\n'
        parts += [head.encode(), content, f"\r\n--{edge}--\r\n".encode()]
        return self._send("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")

    def follow(self, answer: Answer) -> Answer:
        """Go where answers lead, at most five times. Raises `Interrupted`."""
        for _ in range(5):
            if not answer.leads_to:
                break
            answer = self.get(answer.leads_to)
        return answer

    def log_in(self, username: str, password: str) -> None:
        """Log in and take the token of the session. Raises `Interrupted`."""
        self._take_token(self.get("/login/"))
        answer = self.post("/login/", [("username", username), ("password", password)])
        if answer.status not in _REDIRECTS:
            raise Interrupted(f"login of {username} answered {answer.status}")

    def open_form(self, path: str) -> Answer:
        """Open a page with a form and take its token. Raises `Interrupted`."""
        answer = self.get(path)
        self._take_token(answer)
        return answer

    def _take_token(self, answer: Answer) -> None:
        found = _TOKEN.search(answer.body)
        if answer.status != 200 or not found:
            raise Interrupted(f"a form was expected, {answer.status} came")
        self.token = found[1].decode()

    def _ask(self, method: str, path: str, fields: Fields | None) -> Answer:
        if fields is None:
            return self._send(method, path, None, "")
        kind = "application/x-www-form-urlencoded"
        return self._send(method, path, urlencode(fields).encode(), kind)

    def _send(self, method: str, path: str, body: bytes | None, kind: str) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "vi",
        }
        if body is not None:
            headers["Content-Type"] = kind
        try:
            line = self._open_line()
            line.request(method, path, body, headers)
            return self._read(path, line.getresponse())
        except (OSError, http.client.HTTPException) as failure:
            self._hang_up()
            raise Interrupted(type(failure).__name__) from failure

    def _open_line(self) -> http.client.HTTPConnection:
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self._hang_up()
        if self._line is None:
            self._line = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        self._used_at = time.monotonic()
        return self._line

    def _read(self, path: str, answer: http.client.HTTPResponse) -> Answer:
        body = answer.read()
        for header in answer.headers.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        place = answer.headers.get("Location", "") if answer.status in _REDIRECTS else ""
        return Answer(answer.status, body, urlsplit(urljoin(path, place)).path if place else "")

    def __del__(self) -> None:
        """A visitor who leaves hangs up."""
        self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None
