"""All settings, one file, read from the environment. bin/run and bin/manage fill the environment in."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("KUA_VAR") or BASE_DIR / "var")


def flag(name: str, default: bool = False) -> bool:
    """Whether the environment variable is set to a yes."""
    return os.environ.get(name, "1" if default else "").strip().lower() in {"1", "true", "yes", "on"}


def needed(name: str) -> str:
    """The environment variable, or one clear sentence."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Start Kua with bin/run, or use bin/manage for a command.")
    return value


def number(name: str, default: int, most: int) -> int:
    """A whole number from 1 on; or one clear sentence."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from 1 to {most}.")
    return int(value)


def days(name: str) -> int:
    """A number of days, 0 where nothing is set; or one clear sentence."""
    value = os.environ.get(name, "").strip() or "0"
    if not value.isdecimal() or int(value) > 36500:
        raise ImproperlyConfigured(f"{name} must be a whole number of days; 0 keeps everything.")
    return int(value)


DEBUG = False
DEMO = flag("KUA_DEMO")
# The people of the demo: user name, role, name. They exist in demo mode only, and the sign-in page names them.
DEMO_PASSWORD = "only-for-the-demo"  # noqa: S105
DEMO_PEOPLE = [
    ("activist", "activist", "Saule Bekova"),
    ("reviewer", "reviewer", "Dina Omarova"),
    ("reviewer2", "reviewer", "Timur Aliev"),
    ("admin", "admin", "Arman Serikov"),
    ("admin2", "admin", "Zhanar Iskakova"),
]
SECRET_KEY = needed("KUA_SECRET_KEY")
# Where the key ring of the secret texts lies (docs/keys.md): this variable, or else this file. The ring is read when it
# is needed, and is never a setting.
KEYS_VARIABLE = "KUA_KEYS"
KEYS_FILE = os.environ.get("KUA_KEYS_FILE") or str(VAR_DIR / "keys.json")
# The class key of the form before key pairs, where such records are left.
IDENTITY_KEY = os.environ.get("KUA_IDENTITY_KEY", "")
# Seal the second factors (accounts/sealing.py): 32 bytes each, hexadecimal; the first seals, the others still open.
SIGN_IN_KEYS = [key.strip() for key in needed("KUA_SIGN_IN_KEY").split(",")]
# Signs the batches of the audit log: 32 bytes, hexadecimal, or “elsewhere” (docs/audit.md). Beside it the
# public keys of earlier times, or of a signer elsewhere.
AUDIT_KEY = os.environ.get("KUA_AUDIT_KEY", "").replace("elsewhere", "")
AUDIT_PUBLIC_KEYS = [key.strip() for key in os.environ.get("KUA_AUDIT_PUBLIC_KEYS", "").split(",") if key.strip()]
# The root certificates (PEM) of the authorities whose time stamps count (docs/evidence.md).
TSA_ROOTS = os.environ.get("KUA_TSA_ROOTS", "")
ALLOWED_HOSTS = os.environ.get("KUA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = flag("KUA_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "accounts",
    "incidents",
]

MIDDLEWARE = [
    "config.middleware.Headers",
    "config.middleware.Compressed",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.HostileInput",
    "accounts.middleware.BrowserFamily",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SuspendedOut",
    "accounts.middleware.SessionEnds",
    "accounts.middleware.Language",
    "config.middleware.Csrf",
    "config.middleware.SignedIn",
    "accounts.middleware.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "incidents.middleware.Denials",
    "incidents.middleware.SealedDesk",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.context.house",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "_components/table.html"

# --- Database ----------------------------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.parse(needed("DATABASE_URL"), conn_max_age=60, conn_health_checks=True)}
# Values are bound by the server: a failed statement then never shows them in PostgreSQL's own log.
DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kua_cache"}}

# --- Who comes in ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.house_words.NoHouseWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# The house's own limits (accounts/limits.py) count in the database and never by address.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm", "change_password": "accounts.forms.ChangePasswordForm"}
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "accounts.factor_forms.CodeForm",
    "authenticate_webauthn": "accounts.factor_forms.PasskeyForm",
}
# Reviewers and admins need a second factor; so do activists where this says so.
SECOND_FACTOR_FOR_ACTIVISTS = flag("KUA_SECOND_FACTOR_FOR_ACTIVISTS")
# Seconds: without doing anything; and after which some pages ask again who it is. At most SESSION_COOKIE_AGE in all.
IDLE_SECONDS = 30 * 60
IDLE_SECONDS_OF_REVIEWERS = 15 * 60
ASK_AGAIN_SECONDS = 300
# Wrong tries: how many in how many seconds. For one account from browsers that never signed in to it, and from one that
# did; for the code after the password; for the whole house.
TRIES = {"password": (10, 300), "code": (5, 60), "codes": (30, 3600), "house": (600, 60), "noted": (3, 3600)}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
# Such a cookie is only taken over HTTPS and from this very host: no neighbour or forged page can plant one.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# --- Headers (security.md, rule 5) -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: []
    for name in ["accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
                 "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"]
}  # fmt: skip
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Our Csrf is a subclass of Django's (W003); the proxy redirects to HTTPS (W008); preloading is for a deployment (W021).
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W008", "security.W021"]

# --- Limits ------------------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Files of a form are sealed while they stream in; nothing is ever kept in clear, also not for a moment.
FILE_UPLOAD_HANDLERS = ["incidents.receiving_small.SmallFiles", "incidents.receiving.SealingHandler"]
# One file, and all files of one form that is sent without a script.
UPLOAD_MAX_BYTES = number("KUA_UPLOAD_MAX_MB", 1024, 1024 * 1024) * 1024 * 1024
# After how many days an upload that nobody goes on with is taken away; how many one web process takes in at once.
INCOMING_DAYS = number("KUA_INCOMING_DAYS", 3, 3650)
UPLOADS_AT_ONCE = 8
# What to do with files of unknown form: keep them as they are, or refuse them. A clamd to ask about viruses: the path
# of its socket, or host:port.
UPLOAD_OPAQUE = os.environ.get("KUA_UPLOAD_OPAQUE", "keep").strip() or "keep"
if UPLOAD_OPAQUE not in ("keep", "refuse"):
    raise ImproperlyConfigured("KUA_UPLOAD_OPAQUE must be keep or refuse.")
CLAMD = os.environ.get("KUA_CLAMD", "").strip()
INVITATION_DAYS = 3
# After how many days something is deleted by policy (domain/retention); 0 keeps it for good.
KEEP_DAYS = {
    "drafts": days("KUA_KEEP_DRAFTS_DAYS"),
    "rejected": days("KUA_KEEP_REJECTED_DAYS"),
    "identities": days("KUA_KEEP_IDENTITIES_DAYS"),
}

# --- Languages and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
KNOWN_COOKIE_NAME = f"{COOKIE_PREFIX}kua_known"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}kua_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
FORMAT_MODULE_PATH = ["config.formats"]
SITE_NAME = _("Kua")

# --- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
# Uploads under way, sealed while they are written (domain/store).
INCOMING_ROOT = VAR_DIR / "incoming"
# Where this names a bucket, sealed files go there in place of MEDIA_ROOT.
S3_BUCKET = os.environ.get("KUA_S3_BUCKET", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": MEDIA_ROOT, "file_permissions_mode": 0o600,
                            "directory_permissions_mode": 0o700}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}  # fmt: skip
if S3_BUCKET:
    STORAGES["default"] = {"BACKEND": "incidents.domain.bucket.Bucket", "OPTIONS": {
        "bucket_name": S3_BUCKET, "endpoint_url": os.environ.get("KUA_S3_ENDPOINT") or None,
        "region_name": os.environ.get("KUA_S3_REGION") or None,
        "access_key": needed("KUA_S3_KEY"), "secret_key": needed("KUA_S3_SECRET"),
    }}  # fmt: skip

# --- What is written down ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"},
    },
    "filters": {"quiet": {"()": "config.logs.WithoutContents"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}

# --- Background jobs ---------------------------------------------------------------------------------------------
PROCRASTINATE_IMPORT_PATHS = ["incidents.jobs"]

# --- The house's own ---------------------------------------------------------------------------------------------
VERSION = "0.1.0"
# How many days a case bundle lies ready.
BUNDLE_DAYS = days("KUA_BUNDLE_DAYS") or 7
# How many days a list that went out lies ready, and whether another admin must agree to what only the team may have.
EXPORT_DAYS = days("KUA_EXPORT_DAYS") or 7
EXPORT_APPROVAL = os.environ.get("KUA_EXPORT_APPROVAL", "1") != "0"
ACCOUNTS_RECORDER = "incidents.domain.audit.record"
ACCOUNTS_HISTORY = "incidents.domain.queries.account.about"
KUA_EXIT_URL = os.environ.get("KUA_EXIT_URL", "https://www.google.com/")
