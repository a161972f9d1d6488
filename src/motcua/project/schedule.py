"""The whole timetable: what happens by the clock, and what each worker repeats by itself.

Times of day are those of the worker's clock, UTC: 18:00 is one in the morning in Viet Nam.
"""

from motcua.foundation.jobs.rules import Beat, Slot
from motcua.foundation.journal.reactions import run_readers

TIMETABLE = (
    Slot("journal.seal", "* * * * * */30"),
    Slot("journal.stamp", "* * * * * 10,40"),
    Slot("jobs.retry_stalled", "* * * * *"),
    Slot("lifecycle.ring_timers", "* * * * *"),
    Slot("indicators.merge", "* * * * *"),
    Slot("journal.make_months", "5 18 * * *"),
    Slot("journal.forget_requests", "15 18 * * *"),
    Slot("jobs.clear_done", "25 18 * * *"),
    Slot("entrance.clear_sessions", "30 18 * * *"),
    Slot("indicators.prove", "35 18 * * *"),
    Slot("dossiers.refresh_names", "45 18 * * *"),
    Slot("scanning.sweep", "* * * * *"),
    Slot("files.clear_away", "50 18 * * *"),
    Slot("files.prove", "5 19 * * *"),
    Slot("clockwatch.sweep", "55 18 * * *"),
    Slot("clockwatch.watch_receptions", "0 * * * *"),
    Slot("signing.fetch_revocations", "12 * * * *"),
    Slot("vault.look_again", "20 19 * * *"),
    Slot("lifecycle.renew_originals", "35 19 * * *"),
)

BEATS = (Beat("readers", 1.0, run_readers),)
