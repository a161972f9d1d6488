"""The timetable of the whole house, read from top to bottom."""

from motcua.foundation.jobs.rules import Beat, Slot
from motcua.foundation.journal.reactions import run_until_quiet

# minute hour day month weekday [second]
TIMETABLE = (
    Slot("journal.seal", "* * * * * */30"),
    Slot("jobs.retry_stalled", "* * * * *"),
    Slot("journal.make_months", "10 1 * * *"),
    Slot("journal.forget_requests", "20 1 * * *"),
    Slot("jobs.clear_done", "30 1 * * *"),
)

BEATS = (Beat("journal.readers", 1.0, run_until_quiet),)
