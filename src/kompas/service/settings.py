"""Django's settings. Everything a company decides lies in its folder; everything an operator decides is in the environment.

KOMPAS_DATA_DIR       where the database, prepared companies and heads of the trail lie (default ./var)
KOMPAS_SECRET_KEY     signs sessions and codes; made once in the data folder when it is not given
KOMPAS_ALLOWED_HOSTS  comma-separated names under which customers and staff reach this server (not in the demo)
KOMPAS_DEMO           "1": the demo, on loopback only, with example accounts and without real mail
KOMPAS_BACKROOM_SECONDS  after how long heavy work that hangs is ended and tried again (default 600)
KOMPAS_SMTP_URL       smtp://user:password@host:port ; without it mail waits in the outbox
"""

import os
from pathlib import Path

from kompas.service.secret import mail_settings, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("KOMPAS_DATA_DIR", "var")).resolve()
DEMO = os.environ.get("KOMPAS_DEMO") == "1"

SECRET_KEY = secret_key(DATA_DIR)
DEBUG = False
_LOOPBACK = "127.0.0.1,localhost,[::1]"
ALLOWED_HOSTS = (_LOOPBACK if DEMO else os.environ.get("KOMPAS_ALLOWED_HOSTS", _LOOPBACK)).split(",")
ROOT_URLCONF = "kompas.service.urls"
ASGI_APPLICATION = "kompas.service.asgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "kompas.service.accounts",
    "kompas.service.customers",
    "kompas.service.conversations",
    "kompas.service.handover",
    "kompas.service.privacy",
    "kompas.service.library",
    "kompas.service.insights",
    "kompas.service.learning",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kompas.service.accounts.language.StaffLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kompas.service.accounts.screen.screen",
            ],
        },
    }
]

# a checkpoint each 16 MB of log, and 8 MB of pages kept: with SQLite's 4 and 2 each turn wrote twice as much (measured)
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-8000;"
)
DATABASES = {
    "default": {
        "ENGINE": "kompas.service.database",
        "NAME": DATA_DIR / "kompas.sqlite3",
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/start/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# wrong passwords: of one account from one network; of one network; of one account from anywhere, so loose that it takes
# several networks to keep a colleague out, and then for minutes
ACCOUNT_RATE_LIMITS = {"login_failed_here": "5/5m/key", "login_failed": "10/m/ip,30/5m/key"}
# where they are counted; by its default of 300 entries anybody could push out a count with other names
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
ACCOUNT_ADAPTER = "kompas.service.accounts.invitation.InvitedOnly"

SESSION_COOKIE_NAME = "kompas_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEMO
CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "form-action": [_SELF],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

BACKROOM_SECONDS = float(os.environ.get("KOMPAS_BACKROOM_SECONDS", "600"))

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]

globals().update(mail_settings(os.environ.get("KOMPAS_SMTP_URL", ""), DEMO))
LOGGING_CONFIG = None
