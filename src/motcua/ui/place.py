"""The place whose name stands at the head and foot of every page; a setting, not a constant."""

from dataclasses import dataclass, fields
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Place:
    """Names and addresses of the Centre, as on its door; names are translated when shown."""

    short_name: str = gettext_noop("Một cửa Nghệ An")
    centre: str = gettext_noop("Trung tâm Phục vụ hành chính công")
    province: str = gettext_noop("Tỉnh Nghệ An")
    address: str = "Số 16 đường Trường Thi, phường Trường Vinh"
    phone: str = "1022"
    feedback: str = "gopy.trungtam@nghean.example"


@cache
def place() -> Place:
    """Return the place of this installation, from the setting `PLACE` (a dict) where given."""
    given: dict[str, str] = getattr(settings, "PLACE", {})
    known = {field.name for field in fields(Place)}
    return Place(**{name: text for name, text in given.items() if name in known})
