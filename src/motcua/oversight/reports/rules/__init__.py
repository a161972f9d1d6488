"""Which reports there are, over which period, and how one is known to be unchanged."""

from motcua.oversight.reports.rules.canon import differences, fingerprint
from motcua.oversight.reports.rules.decisions import Matter, matters
from motcua.oversight.reports.rules.forms import Form, Kind, form_of
from motcua.oversight.reports.rules.spans import Span, a_year_before, name_of, usual_spans

__all__ = [
    "Form",
    "Kind",
    "Matter",
    "Span",
    "a_year_before",
    "differences",
    "fingerprint",
    "form_of",
    "matters",
    "name_of",
    "usual_spans",
]
