"""Where the source and the state folder are."""

from pathlib import Path

from motcua.project import env

ROOT = Path(__file__).resolve().parents[3]
HOME = env.path(
    "MOTCUA_HOME",
    Path("var").absolute(),
    "State folder: signing key, embedded database, files, static files, backups.",
)
WAL = env.text(
    "MOTCUA_WAL_FOLDER",
    "",
    "Second copy of the embedded database's log, best on another disk: a commit waits for it.",
)
