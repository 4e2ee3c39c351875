"""Django's settings. Everything a company decides lies in its folder; everything an operator decides is in the environment
(`environment.py`, explained in docs/reference/settings.md).
"""

import os
from pathlib import Path

from kompas.service.accounts.oidc import sign_in_service
from kompas.service.environment import LOOPBACK, only_loopback, read_environment
from kompas.service.secret import mail_settings, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(os.environ)
DATA_DIR = ENVIRONMENT.data_dir.resolve()
DEMO = ENVIRONMENT.demo

SECRET_KEY = secret_key(DATA_DIR, ENVIRONMENT.secret_key)
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.secret_key_fallbacks)
DEBUG = False
ALLOWED_HOSTS = list(LOOPBACK if DEMO else ENVIRONMENT.allowed_hosts)
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
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "kompas.service.accounts",
    "kompas.service.customers",
    "kompas.service.conversations",
    "kompas.service.handover",
    "kompas.service.privacy",
    "kompas.service.library",
    "kompas.service.library.sources",
    "kompas.service.insights",
    "kompas.service.learning",
    "kompas.service.certainty",
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

# a checkpoint each 16 MB of log, and 8 MB of pages kept: with SQLite's 4 and 2 each turn wrote twice as much (measured);
# what is deleted is written over with zeros, by whoever deletes it
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-8000; PRAGMA secure_delete=ON;"
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
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation by mail proves the address; a new one is confirmed
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to who is not here, and the same answer
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USER_DISPLAY = str
PASSWORD_RESET_TIMEOUT = 2 * 3600
MFA_ADAPTER = "kompas.service.accounts.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here, so nobody can squat on another's address
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
# wrong passwords: of one account from one network; of one network; of one account from anywhere, so loose that it takes
# several networks to keep a colleague out, and then for minutes
ACCOUNT_RATE_LIMITS = {
    "login_failed_here": "5/5m/key",
    "login_failed": "10/m/ip,30/5m/key",
    "reset_password": "20/h/ip,3/h/key",
}
# where they are counted; by its default of 300 entries anybody could push out a count with other names
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
ACCOUNT_ADAPTER = "kompas.service.accounts.coming_in.InvitedOnly"

SOCIALACCOUNT_ADAPTER = "kompas.service.accounts.service_sign_in.ByInvitation"
SOCIALACCOUNT_PROVIDERS = sign_in_service(ENVIRONMENT)
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: browsers hold a form that is led on elsewhere against form-action
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

SESSION_COOKIE_NAME = "kompas_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# a browser that comes over http keeps no Secure cookie; where only names of this machine are answered nothing is on a line
SESSION_COOKIE_SECURE = not only_loopback(ENVIRONMENT.allowed_hosts) and not DEMO
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
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

BACKROOM_SECONDS = ENVIRONMENT.backroom_seconds
METRICS_TOKEN = ENVIRONMENT.metrics_token
CRAWL_PRIVATE = ENVIRONMENT.crawl_private

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]

globals().update(mail_settings(ENVIRONMENT.smtp_url, DEMO))
LOGGING_CONFIG = None
