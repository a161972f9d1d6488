"""What is installed: the rooms in the order of their floors, then the doors."""

from typing import Any

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "motcua.foundation.journal",
    "motcua.foundation.jobs",
    "motcua.foundation.live",
    "motcua.foundation.files",
    "motcua.registers.people",
    "motcua.registers.organisation",
    "motcua.registers.calendar",
    "motcua.registers.catalogue",
    "motcua.casework.dossiers",
    "motcua.casework.documents",
    "motcua.casework.signing",
    "motcua.casework.vault",
    "motcua.casework.archive",
    "motcua.casework.scanning",
    "motcua.casework.fees",
    "motcua.casework.processes",
    "motcua.casework.lifecycle",
    "motcua.oversight.clockwatch",
    "motcua.oversight.indicators",
    "motcua.oversight.insight",
    "motcua.oversight.reports",
    "motcua.ui",
    "motcua.doors.entrance",
    "motcua.doors.portal",
    "motcua.doors.desk",
    "motcua.doors.board",
    "motcua.doors.backstage",
]

MIDDLEWARE = [
    "motcua.project.probes.Probes",
    "motcua.project.watch.Watch",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.ui.csp.ContentPolicy",
    "motcua.doors.entrance.middleware.PrivateAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.doors.entrance.middleware.Visitors",
    "motcua.doors.entrance.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("motcua.ui.folding.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
