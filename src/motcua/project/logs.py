"""Log lines: JSON, with the request id, every known shape of personal data masked."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

_PERSONAL = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<address>(?<=://)[^\s/@:]*:[^\s/@]+(?=@))"
    r"|(?P<query>(?<=\?)[^\s\"'>]+)"
    r"|(?P<detail>(?<=\)=\()[^)]*(?=\)))"
    r"|(?P<number>(?<![\w.:-])\+?\d(?:[ .]?\d){8,14}(?![\w:-]))"
)


def masked(text: str) -> str:
    """Return `text` without e-mails, passwords in addresses, query strings, key values, numbers."""
    return _PERSONAL.sub("•••", text)


class Masked(logging.Filter):
    """Masks message and traceback; the arguments are merged first, so nothing slips through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops it."""
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


class JsonLines(logging.Formatter):
    """One object a line: at, level, logger, message, request id, and facts given as `facts`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= getattr(record, "facts", {})
        if record.exc_text:
            line["traceback"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)
