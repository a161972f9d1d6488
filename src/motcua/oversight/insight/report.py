"""What a replay tells on the terminal: how far it is, what came of it, why a log was refused."""

from pathlib import Path

from motcua.oversight.insight.replay import Replayed
from motcua.oversight.insight.rules import CannotReadLog

_CURES = {
    "no_such_file": "there is no such file; give the path of a log",
    "unknown_format": "a log ends in .xes, .xes.gz, .csv or .csv.gz",
    "broken_gzip": "the file is cut short or damaged; fetch it again",
    "too_big": "unpacked it passes 1 GB; split it by case",
    "doctype": "it declares a document type, which may hide entities; remove the declaration",
    "not_well_formed": "it is not well formed; mend it at the place named",
    "too_deep": "its attributes are nested too deeply to be a log",
    "not_a_log": "its outermost element is not <log>",
    "unknown_encoding": "save it as UTF-8, or name its encoding with --encoding",
    "no_such_column": "a column is missing; give one of these titles",
    "bad_instant": "an instant cannot be read; write 2026-11-22T09:30:00+07:00",
    "nameless": "a case or an activity has no name",
    "doubled_case": "two cases bear the same name",
    "too_long": "a name has more characters than a dossier can keep",
    "no_instant": "nothing says when this case was",
    "empty": "it holds no case",
}


def table(done: Replayed) -> str:
    """Return the table of a replay."""
    heads = f"{'channel':<14}{'dossiers':>9}{'closed':>9}{'open':>7}{'late':>7}"
    lines = [
        f"{line.way_in or '(none)':<14}{line.dossiers:>9,}{line.closed:>9,}"
        f"{line.dossiers - line.closed:>7,}{line.late:>7,}"
        for line in done.lines
    ]
    late = sum(line.late for line in done.lines)
    return "\n".join(
        [
            f"procedure {done.procedure_code}",
            f"cases of the log    {done.cases:>7,}    dossiers          {done.dossiers:>7,}",
            f"events of the log   {done.events:>7,}    steps in journal  {done.steps:>7,}",
            "",
            heads,
            *lines,
            f"{'all':<14}{done.dossiers:>9,}{done.closed:>9,}{done.open:>7,}{late:>7,}",
            *_remarks(done),
        ]
    )


def _remarks(done: Replayed) -> list[str]:
    told = {
        "cases were here already; nothing was added for them": done.known_before,
        "cases show steps after their end: done, and counted, on the ended dossier": done.after_end,
        "cases have an instant older than their start: received at that instant": done.moved_start,
        "events finish nothing (starts, schedules) and were passed over": done.passed_over,
    }
    remarks = [f"{count:>7,} {what}" for what, count in told.items() if count]
    return ["", *remarks] if remarks else []


def refusal(path: Path, problem: CannotReadLog) -> str:
    """Return why a log was not read and what to do; nothing was written."""
    detail = f" ({problem.detail})" if problem.detail else ""
    return f"{path.name} was not read: {problem.reason}{detail}. Cure: {_CURES[problem.reason]}."
