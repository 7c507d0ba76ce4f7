"""Every setting of the house, in one file, read from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from environs import Env, validate

from opennrm.config.adopted_profiles import adopted
from opennrm.config.logs import LOGGING as LOGGING

env = Env()
ROOT = Path(__file__).resolve().parents[3]
DATA = Path(env.str("OPENNRM_DATA", str(ROOT / ".opennrm")))

DEBUG = False
DEMONSTRATION = env.bool("OPENNRM_DEMONSTRATION", False)
SECRET_KEY = env.str("OPENNRM_SECRET_KEY", "")
VAULT_KEY = env.str("OPENNRM_VAULT_KEY", SECRET_KEY)
ALLOWED_HOSTS = env.list("OPENNRM_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SERVICE_NAME = env.str("OPENNRM_SERVICE_NAME", "Open National Referral Mechanism")
PUBLIC_ADDRESS = env.str("OPENNRM_PUBLIC_ADDRESS", "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "opennrm.audit",
    "opennrm.partners",
    "opennrm.notifications",
    "opennrm.referrals",
    "opennrm.duty_to_notify",
    "opennrm.cases",
    "opennrm.statistics",
    "opennrm.web",
    "opennrm.config.apps.HouseConfig",
]
MIDDLEWARE = [
    "opennrm.web.client_address.ClientAddress",
    "opennrm.web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opennrm.web.middleware.Guard",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "opennrm.config.urls"
WSGI_APPLICATION = "opennrm.config.wsgi.application"
AUTH_USER_MODEL = "partners.Account"

DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", "postgresql:///opennrm"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,  # a statement with every request; web.stale_connection looks without one
    }
}
# The role that serves the pages where another one owns the tables; `prepare` gives it its rights.
WEB_ROLE = env.str("OPENNRM_WEB_ROLE", "")
# How much may be sent at once: the longest form has a few texts of 15,000 characters. No file is taken from anybody.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("OPENNRM_STATIC", str(DATA / "static")))
WHITENOISE_ALLOW_ALL_ORIGINS = False  # style sheets and scripts are for our own pages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "opennrm.web.statics.StaticFiles"},
}
TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "src/opennrm/web/templates"],
        "OPTIONS": {
            "environment": "opennrm.web.jinja.environment",
            "context_processors": ["opennrm.web.jinja.shared_context"],
        },
    },
    {  # What third parties bring along and we have no page for, such as their e-mails.
        "NAME": "third_party",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# SecurityMiddleware and XFrameOptionsMiddleware are not there: web.middleware.SecurityHeaders does what they do.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]

# Sessions and cookies. The __Host- prefix needs https; a demonstration on localhost has plain names.
SERVED_OVER_HTTPS = PUBLIC_ADDRESS.startswith("https://")
_PREFIX = "__Host-" if SERVED_OVER_HTTPS else ""
SESSION_ENGINE = "opennrm.partners.sessions"
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would sign people out who follow the link of a "you have work" e-mail
SESSION_COOKIE_AGE = 12 * 60 * 60
IDLE_MINUTES = env.int("OPENNRM_IDLE_MINUTES", 15, validate=validate.Range(min=2))  # unused for so long, it ends
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "opennrm.web.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS.rstrip("/")] if SERVED_OVER_HTTPS else []

# Signing in: allauth for password and second factor, axes against guessing.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "opennrm.web.account.signing_in.Backend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth checks that this agrees with the above
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever opened the invitation holds the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on, every other one ends
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = False  # mail leaves by notifications only
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_ADAPTER = "opennrm.partners.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "opennrm.web.account.forms.CodeForm",
    "reauthenticate": "opennrm.web.account.forms.CodeAgainForm",
    "activate_totp": "opennrm.web.account.forms.FirstCodeForm",
}
ACCOUNT_ADAPTER = "opennrm.web.account.signing_in.AccountAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "20/5m/key"}
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never the address alone: a force sits behind one
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "opennrm.web.account.signing_in.whose_attempt"
AXES_CLIENT_STR_CALLABLE = "opennrm.web.account.signing_in.nobody_in_logs"
AXES_LOCKOUT_CALLABLE = "opennrm.web.errors.locked_out"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the history says who signed in
AXES_SENSITIVE_PARAMETERS = ["login", "next", "csrfmiddlewaretoken"]  # kept masked
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "opennrm.partners.passwords.NotTooLong"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# What several workers must agree on: which codes were used, how often somebody tried.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "partners_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# E-mail says that there is work and nothing else. `file` leaves it in the data folder, `smtp` hands it to a server.
MAIL = env.str("OPENNRM_MAIL", "file", validate=validate.OneOf(("file", "console", "smtp")))
# Letters by post: printed in batches by a person on the page Post, or put one by one into a folder of the data folder.
POST = env.str("OPENNRM_POST", "batch", validate=validate.OneOf(("batch", "folder")))
MAIL_FROM = env.str("OPENNRM_MAIL_FROM", "no-reply@localhost")
SMTP_HOST = env.str("OPENNRM_SMTP_HOST", "localhost")
SMTP_PORT = env.int("OPENNRM_SMTP_PORT", 587)  # 465 speaks TLS from the first word, every other one after STARTTLS
SMTP_USER = env.str("OPENNRM_SMTP_USER", "")
SMTP_PASSWORD = env.str("OPENNRM_SMTP_PASSWORD", "")
SMTP_AUTHORITY_FILE = env.str("OPENNRM_SMTP_AUTHORITY_FILE", "")  # empty: the authorities that the system trusts

# Which profile of the mechanism this installation works by, and from which day of its own: profile@day, in a row.
TURNING_18_PROMPT_DAYS = env.list("OPENNRM_TURNING_18_PROMPT_DAYS", [100, 30], subcast=int)  # before the birthday
PROFILES_ADOPTED = adopted(env.list("OPENNRM_PROFILES", ["borders_act_2023@2023-01-30"]))

# Who the page of a demonstration tells one can sign in as; never set outside a demonstration.
DEMONSTRATION_PEOPLE = "opennrm.demo.people.to_sign_in_as"
# Whose open accounts outside a demonstration keep the pages from being served.
MADE_UP_PEOPLE = "opennrm.demo.people.PEOPLE"

# How letters tell people to ask about them.
AUTHORITY_CONTACT = env.str(
    "OPENNRM_AUTHORITY_CONTACT", "the organisation that referred you, quoting the reference above"
)
# How the notice to who referred tells them to ask about it.
REFERRERS_CONTACT = env.str("OPENNRM_REFERRERS_CONTACT", "the competent authority, quoting the reference above")
# The short name of the organisation that receives notifications for forces that do not work with this installation.
FORCES_STAND_IN = env.str("OPENNRM_FORCES_STAND_IN", "marshland-police" if DEMONSTRATION else "")
