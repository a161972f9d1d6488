"""Logs: one JSON object a line on standard error, with the request id, without personal data."""

from typing import Any

from motcua.project import env


def logging() -> dict[str, Any]:
    """Return the `LOGGING` dictionary for the chosen level and form."""
    level = env.choice(
        "MOTCUA_LOG_LEVEL",
        "info",
        "How much is logged.",
        among=("debug", "info", "warning", "error"),
    )
    form = env.choice(
        "MOTCUA_LOG_FORMAT", "json", "json for machines, plain for people.", among=("json", "plain")
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"masked": {"()": "motcua.project.logs.Masked"}},
        "formatters": {
            "json": {"()": "motcua.project.logs.JsonLines"},
            "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["masked"],
            }
        },
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
        },
    }
