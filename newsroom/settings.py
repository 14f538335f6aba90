"""One file, read from top to bottom. Deployments differ by environment variables only.

docs/deploy.md has the table of variables. A wrong value stops the start.
"""

from pathlib import Path

from django.utils.csp import CSP

from newsroom.env import Environment, stop
from newsroom.logs import LOGS
from newsroom.mailers import mailers_from

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

# --- What this process is -----------------------------------------------------

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
TRIAL = DEMO or DEBUG  # on one machine, for one person; may make its own keys

SECRET_KEY = env.key("SECRET_KEY", VAR / "secret-key" if TRIAL else None)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# Hashes readers' network addresses. Changing it makes old hashes meaningless.
ADDRESS_KEY = env.key("ADDRESS_KEY", VAR / "address-key" if TRIAL else None)

HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
WORKERS = env.number("WORKERS", 2, least=1, most=256)
THREADS = env.number("THREADS", 3, least=1, most=64)  # of each web process
_site = env.site("SITE_URL", f"http://localhost:{PORT}" if TRIAL else "")
SITE_URL = _site.geturl()
SECURE = _site.scheme == "https"
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS") or [
    str(_site.hostname),
    *(["localhost", "127.0.0.1", "[::1]"] if TRIAL else []),
    *([HOST] if TRIAL and HOST != "0.0.0.0" else []),  # noqa: S104
]
if TRIAL and HOST in {"0.0.0.0", "::"} and not env.words("ALLOWED_HOSTS"):  # noqa: S104
    ALLOWED_HOSTS = ["*"]
# How many proxies in front add to X-Forwarded-For. With 0 the header is not read.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

# --- Rooms and corridors --------------------------------------------------------

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "comments",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's passkey list needs it
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_prose_editor",  # its script; static/js/admin-body.js makes the editor
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "newsroom.middleware.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.PublicMiddleware",
    # From here on only where staff work: readers have no session and no user.
    "newsroom.middleware.SessionMiddleware",
    "newsroom.middleware.CsrfMiddleware",
    "newsroom.middleware.AuthenticationMiddleware",
    "newsroom.middleware.StaffLanguageMiddleware",
    "newsroom.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.middleware.SecondFactorMiddleware",
]
# Where sessions, users, messages and CSRF tokens exist.
STAFF_PREFIXES = ("/admin/", "/desk/", "/accounts/")
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
APPEND_SLASH = False  # addresses answer 301 themselves, see articles.elsewhere

# --- Data -----------------------------------------------------------------------

if database := env.database("DATABASE_URL"):
    DATABASES = {"default": database | {"ENGINE": "newsroom.postgres"}}
elif TRIAL:
    DATABASES = {
        "default": {
            "ENGINE": "newsroom.embedded.backend",
            "CLUSTER": VAR / "postgres",
            "NAME": "newsroom",
            "USER": "newsroom",
            "HOST": "",
        }
    }
else:
    stop("DATABASE_URL is not set. Set it, or DEMO=1 to try the site on this machine.")
POOLED = bool(env.database("DATABASE_DIRECT_URL"))  # manage.py takes it: past a pool
# Readers' pages are read from copies that are near.
for _number, _copy in enumerate(env.databases("DATABASE_REPLICA_URLS"), start=1):
    DATABASES[f"replica{_number}"] = _copy | {"ENGINE": "newsroom.postgres"}
REPLICAS = [name for name in DATABASES if name != "default"]
DATABASE_ROUTERS = ["newsroom.replicas.Router"] if REPLICAS else []
for _database in DATABASES.values():
    _database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    _database |= {"DISABLE_SERVER_SIDE_CURSORS": POOLED}

if cache := env.cache("CACHE_URL"):
    CACHES = {"default": cache}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "newsroom_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # counts of attempts are not lost
        }
    }

MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "renditions", "base_url": "/media/"},
    },
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "originals", "base_url": None},
    },
    "staticfiles": {"BACKEND": "newsroom.static.StaticStorage"},
}
if storage := env.text("MEDIA_STORAGE"):
    from newsroom.media import stores_from

    STORAGES |= stores_from(storage)
STATIC_URL = "/static/"
MEDIA_URL = "/media/"

# --- Languages and time ---------------------------------------------------------

# What the site itself speaks, each named in itself. A story may be in another.
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ckb", "کوردیی ناوەندی")]
LANGUAGES += [("de", "Deutsch"), ("fr", "Français")]
LANGUAGE_CODE = env.one_of("LANGUAGE_CODE", "en", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# --- Staff sign-in --------------------------------------------------------------

AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
SECOND_FACTOR_REQUIRED = not DEMO
ACCOUNT_ADAPTER = "newsroom.signin.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "20/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no letter from us
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
_host_only = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{_host_only}session"
CSRF_COOKIE_NAME = f"{_host_only}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"

# --- Safety ---------------------------------------------------------------------

# These look for Django's middleware by name and do not see that ours is made of it.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
_own: list[str] = [CSP.SELF]
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    **dict.fromkeys(("script-src", "style-src", "img-src", "font-src"), _own),
    **dict.fromkeys(("connect-src", "manifest-src", "worker-src"), _own),
    "form-action": _own,
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# The editor's import map needs a nonce, the second factor's QR code a data: address.
# Previews stand in a frame.
STAFF_CSP = SECURE_CSP | {
    "script-src": [*_own, CSP.NONCE],
    "img-src": [*_own, "data:"],
    "frame-src": _own,
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Mail, jobs, logs -------------------------------------------------------------

MAILERS = mailers_from(env.text("EMAIL_URL"), trial=TRIAL)
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", f"newsroom@{_site.hostname}")
LOGGING = LOGS
