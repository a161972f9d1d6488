"""Settings: twelve-factor, read from `MOTCUA_*` by typed readers; `motcua config show` lists them.

One name per line of meaning; what a room needs of them it reads from `django.conf.settings`.
"""

from datetime import timedelta
from typing import Any

from motcua.project import env
from motcua.project.places import HOME, ROOT
from motcua.project.settings.apps import INSTALLED_APPS as INSTALLED_APPS
from motcua.project.settings.apps import MIDDLEWARE as MIDDLEWARE
from motcua.project.settings.apps import TEMPLATES as TEMPLATES
from motcua.project.settings.database import database
from motcua.project.settings.logs import logging
from motcua.project.state import folder, kept_secret

BASE_DIR = ROOT
MOTCUA_HOME = HOME
MOTCUA_MODE = env.choice(
    "MOTCUA_MODE",
    "trial",
    "production makes `motcua check` and `motcua run` refuse what a real service must not do.",
    among=("trial", "production"),
)
MOTCUA_DEMO = env.flag(
    "MOTCUA_DEMO",
    False,
    "Accounts of the demonstration, with a known password, may log in; never in production.",
) and (MOTCUA_MODE == "trial")

# Identity and addresses
SECRET_KEY = env.text(
    "MOTCUA_SECRET_KEY",
    "",
    "Signs sessions and tokens; without it a key is made once in the state folder.",
    secret=True,
    least=32,
) or kept_secret(HOME, "secret-key")
MOTCUA_RECEIPT_SECRET = env.text(
    "MOTCUA_RECEIPT_SECRET",
    "",
    "Makes the key that signs the QR of receipts; without it one is made once in the state folder."
    " When it changes, the former one goes to MOTCUA_RECEIPT_EARLIER_SECRETS.",
    secret=True,
    least=32,
) or kept_secret(HOME, "receipt-secret")
MOTCUA_RECEIPT_EARLIER_SECRETS = env.names(
    "MOTCUA_RECEIPT_EARLIER_SECRETS",
    (),
    "Former receipt secrets: receipts printed with them stay genuine. Leave out one that leaked:"
    " its receipts are then told to be of an unknown key.",
    secret=True,
    least=32,
)
MOTCUA_PUBLIC_URL = env.url(
    "MOTCUA_PUBLIC_URL",
    "http://127.0.0.1:8000",
    "The address the public knows; printed in the QR codes of receipts.",
    schemes=("http", "https"),
).geturl()
MOTCUA_RECEIPT_SHEET = env.choice(
    "MOTCUA_RECEIPT_SHEET",
    "a5",
    "The sheet of receipts: a5 lies, a4 stands.",
    among=("a5", "a4"),
)
ALLOWED_HOSTS = list(
    env.names(
        "MOTCUA_HOSTS",
        ("127.0.0.1", "localhost", "[::1]"),
        "Host names this service answers to; anything else gets 400.",
    )
)
CSRF_TRUSTED_ORIGINS = [MOTCUA_PUBLIC_URL]
MOTCUA_LIVE_URL = env.url(
    "MOTCUA_LIVE_URL",
    "http://127.0.0.1:8001",
    "Where browsers reach the live screens (server-sent events).",
    schemes=("http", "https"),
).geturl()

# Processes
MOTCUA_LISTEN = env.text("MOTCUA_LISTEN", "127.0.0.1", "Address the web and live processes bind.")
MOTCUA_PORT = env.whole("MOTCUA_PORT", 8000, "Port of pages and API.", within=(1, 65535))
MOTCUA_LIVE_PORT = env.whole("MOTCUA_LIVE_PORT", 8001, "Port of live screens.", within=(1, 65535))
MOTCUA_WEB_PROCESSES = env.whole("MOTCUA_WEB_PROCESSES", 2, "Web worker processes.", within=(1, 64))
MOTCUA_WEB_THREADS = env.whole(
    "MOTCUA_WEB_THREADS", 4, "Threads in each web worker.", within=(1, 64)
)
MOTCUA_METRICS_TOKEN = env.text(
    "MOTCUA_METRICS_TOKEN",
    "",
    "Bearer token for /metrics from elsewhere than this machine.",
    secret=True,
    least=16,
)
MOTCUA_LEAST_FREE_MB = env.whole(
    "MOTCUA_LEAST_FREE_MB",
    500,
    "Free disk space, in MB, below which /readyz says no.",
    within=(1, 10_000_000),
)

# Journal
MOTCUA_SEAL_KEY_FILE = env.path(
    "MOTCUA_SEAL_KEY_FILE", HOME / "seal.key", "Key that signs the seals of the journal."
)
MOTCUA_SEAL_WITNESS_FILE = env.path(
    "MOTCUA_SEAL_WITNESS_FILE",
    HOME / "seals.log",
    "Append-only list of seals kept outside the database; best on another machine.",
)
MOTCUA_SEAL_LIMIT = env.duration(
    "MOTCUA_SEAL_LIMIT",
    timedelta(hours=4),
    "When entries have waited this long for a seal, nothing new is received.",
)
MOTCUA_TIMESTAMP_URL = env.url(
    "MOTCUA_TIMESTAMP_URL",
    "",
    "RFC 3161 authority that stamps the seals of the journal; without it nothing is asked.",
    schemes=("https", "http"),
).geturl()
MOTCUA_TIMESTAMP_CA_FILE = env.path(
    "MOTCUA_TIMESTAMP_CA_FILE",
    None,
    "PEM of the roots that stamps must come from; without it only their signature is checked.",
)

# Signatures
MOTCUA_SIGNING_KEYS = env.path(
    "MOTCUA_SIGNING_KEYS", HOME / "keys", "Folder of PKCS#12 files, each locked by its owner's PIN."
)
MOTCUA_PIN_TRIES = env.whole(
    "MOTCUA_PIN_TRIES", 5, "Wrong PINs in a row after which a key held here rests.", within=(1, 100)
)
MOTCUA_PIN_REST = env.duration(
    "MOTCUA_PIN_REST", timedelta(minutes=15), "How long a key rests after too many wrong PINs."
)
MOTCUA_TRUST_FILE = env.path(
    "MOTCUA_TRUST_FILE",
    HOME / "trust.json",
    "Signed list of trusted roots, revocation lists and time-stamps; without it none is trusted.",
)
MOTCUA_TRUST_KEY_FILE = env.path(
    "MOTCUA_TRUST_KEY_FILE", HOME / "trust.pem", "Ed25519 public key that signs the trust list."
)
MOTCUA_PKCS11_MODULE = env.text(
    "MOTCUA_PKCS11_MODULE", "", "Library of the token or module that holds keys; empty: none."
)
MOTCUA_CSC_URL = env.url(
    "MOTCUA_CSC_URL",
    "",
    "Remote signing service that speaks the CSC API; empty: none.",
    schemes=("https", "http"),
).geturl()

# Database
DATABASES: dict[str, dict[str, Any]] = {"default": database(MOTCUA_WEB_PROCESSES)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions
AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = ["motcua.doors.entrance.sessions.Officers"]
SESSION_ENGINE = "motcua.doors.entrance.sessions"
LOGIN_URL = "entrance:login"
SECOND_FACTOR_REQUIRED = env.flag(
    "MOTCUA_SECOND_FACTOR_REQUIRED",
    False,
    "Officers without a one-time code must enrol one before they work.",
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_COOKIE_AGE = int(
    env.duration(
        "MOTCUA_SESSION",
        timedelta(hours=10),
        "An officer is asked to log in again after this time.",
    ).total_seconds()
)
MESSAGE_STORAGE = "motcua.doors.entrance.messages.LastFew"

# Transport
MOTCUA_TLS = env.flag(
    "MOTCUA_TLS",
    False,
    "A proxy in front speaks HTTPS: cookies become secure, HSTS is sent, http is redirected.",
)
SECURE_SSL_REDIRECT = MOTCUA_TLS
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000 if MOTCUA_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = MOTCUA_TLS
SECURE_HSTS_PRELOAD = MOTCUA_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MOTCUA_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = MOTCUA_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "motcua.ui.views.forbidden"

# Pages, languages, files
DEBUG = False
ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
STATIC_URL = "/static/"
STATIC_ROOT = folder(HOME / "static")
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "motcua.project.static.HashedWhenCollected"},
}
MEDIA_ROOT = env.path(
    "MOTCUA_FILES", HOME / "files", "Folder of kept files, of uploads under way, of quarantine."
)
MOTCUA_FILES_S3_URL = env.text(
    "MOTCUA_FILES_S3_URL",
    "",
    "Keep files in a bucket instead: https://KEY:SECRET@host/bucket, of a service speaking S3.",
    secret=True,
)
MOTCUA_FILES_PROOF_MB = env.whole(
    "MOTCUA_FILES_PROOF_MB",
    20_000,
    "So much of the kept files is read and proven each night, the longest unproven first.",
    within=(1, 100_000_000),
)
MOTCUA_QUARANTINE_DAYS = env.whole(
    "MOTCUA_QUARANTINE_DAYS",
    30,
    "Refused files are kept so long for whoever must look at them.",
    within=(1, 3650),
)
MOTCUA_REUSE_GROUND = env.text(
    "MOTCUA_REUSE_GROUND",
    "Nghị định 45/2020/NĐ-CP; Nghị định 107/2021/NĐ-CP, điều 21a",
    "The law written beside each use of a stored paper (handbook 2.3 and 2.6, mem-mid).",
)
MOTCUA_ARCHIVE_AFTER_YEARS = env.whole(
    "MOTCUA_ARCHIVE_AFTER_YEARS",
    1,
    "Ended dossiers are due for the archive after so many years (Law on Archives; mem-lo).",
    within=(0, 100),
)
MOTCUA_CLAMD = env.text(
    "MOTCUA_CLAMD",
    "",
    "Where ClamAV's daemon listens: /run/clamav/clamd.ctl or host:port; without it "
    '"scanner absent" is shown.',
)
MOTCUA_SCAN_FOLDER = env.text(
    "MOTCUA_SCAN_FOLDER",
    "",
    "Watched folder for scanners: files in FOLDER/<unit code>/ are taken in each minute.",
)
MOTCUA_RECOGNISE_AT_ONCE = env.whole(
    "MOTCUA_RECOGNISE_AT_ONCE",
    2,
    "So many scanned pages are read at once, by all workers together, behind all other work.",
    within=(1, 256),
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Logs
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging()
