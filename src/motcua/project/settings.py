"""Settings: twelve-factor, read from `MOTCUA_*`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


def _database() -> dict[str, Any]:
    url = urlsplit(
        os.environ.get("MOTCUA_DATABASE_URL", "postgresql://motcua@127.0.0.1:5432/motcua")
    )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"server_side_binding": True},
    }


SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY", "development-only")
DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "entrance:login"
SECOND_FACTOR_REQUIRED = os.environ.get("MOTCUA_SECOND_FACTOR_REQUIRED", "no") == "yes"
ROOT_URLCONF = "motcua.project.urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "motcua.foundation.journal",
    "motcua.foundation.jobs",
    "motcua.foundation.live",
    "motcua.registers.people",
    "motcua.registers.organisation",
    "motcua.registers.calendar",
    "motcua.registers.catalogue",
    "motcua.casework.dossiers",
    "motcua.casework.documents",
    "motcua.casework.fees",
    "motcua.casework.processes",
    "motcua.casework.lifecycle",
    "motcua.oversight.clockwatch",
    "motcua.oversight.indicators",
    "motcua.oversight.insight",
    "motcua.ui",
    "motcua.doors.entrance",
    "motcua.doors.portal",
    "motcua.doors.desk",
    "motcua.doors.board",
    "motcua.doors.backstage",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
STATIC_URL = "/static/"
