"""What is true everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django

from youlin.config import env

ENV = env.read()
PACKAGE = Path(__file__).resolve().parents[2]

SECRET_KEY = ENV.secret_key
FIELD_KEYS = ENV.field_keys
YOULIN_HOME = ENV.home
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.hosts

DOMAINS = (
    "territory",
    "access",
    "residents",
    "messaging",
    "chiefs",
    "care",
    "cases",
    "benefits",
    "outreach",
    "insight",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "axes",
    "youlin.foundation",
    *(f"youlin.domains.{name}" for name in DOMAINS),
    "youlin.jobs",
    "youlin.web.shared",
    "youlin.web.chief",
    "youlin.web.office",
    "youlin.web.public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below whitenoise, whose files are compressed already. It pads each answer by chance, and the tokens in our forms
    # are masked anew each time, so that the length tells nobody a secret (decision 0021).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "youlin.web.shared.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

# No script or style but our own files: a name typed by anybody can never run as code.
CSP_DIRECTIVES: dict[str, list[str]] = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
if django.VERSION >= (6, 0):
    SECURE_CSP = CSP_DIRECTIVES
    MIDDLEWARE.insert(1, "django.middleware.csp.ContentSecurityPolicyMiddleware")
else:
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": CSP_DIRECTIVES}
    INSTALLED_APPS.append("csp")
    MIDDLEWARE.insert(1, "csp.middleware.CSPMiddleware")

ROOT_URLCONF = "youlin.config.urls"
WSGI_APPLICATION = "youlin.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["youlin.web.shared.templatetags.youlin"],
        },
    }
]

FORM_RENDERER = "youlin.web.shared.forms.Renderer"

DATABASES: dict[str, dict[str, Any]] = {"default": dict(ENV.database)}
# One transaction is one action's; a page that only reads holds no lock.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "youlin.domains.access.sessions.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account:login"
LOGIN_REDIRECT_URL = "account:home"
LOGOUT_REDIRECT_URL = "public:home"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "youlin.web.shared.account.views.locked_out"

LANGUAGE_CODE = ENV.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "youlin_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LOCALE_PATHS = [
    str(PACKAGE / room / "locale")
    for room in (
        "foundation",
        *(f"domains/{name}" for name in DOMAINS),
        "channels",
        "web/chief",
        "web/office",
        "web/public",
        "web/shared",
        "cli",
        "api",
        "jobs",
    )
]

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
MEDIA_ROOT = ENV.home / "uploads"
# Gathered files are served compressed; where nobody gathered any, and on a developer's machine, as they are.
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_ROOT.is_dir()
# Addresses carry the mark of their content, so a phone need not ask again for a week.
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 7
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "youlin.web.shared.assets.VersionedStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_ENGINE = "youlin.domains.access.sessions"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if ENV.https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Deadlines are rows swept by `tick`; the queue is only the thing that wakes it and carries long imports.
Q_CLUSTER = {
    "name": "youlin",
    "orm": "default",
    "workers": 1,
    "timeout": 1500,
    "retry": 1800,
    "max_attempts": 3,
    "ack_failures": False,
    "catch_up": False,
    "poll": 2,
    "save_limit": 200,
    "label": "Youlin",
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django_q": {"level": "WARNING"}, "axes": {"level": "ERROR"}},
}
