"""Every setting of the house, in one file, read from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from environs import Env, validate

from opennrm.config.adopted_profiles import adopted
from opennrm.config.logs import LOGGING as LOGGING
from opennrm.partners.sign_in_providers import providers_in

env = Env()
ROOT = Path(__file__).resolve().parents[3]
DATA = Path(env.str("OPENNRM_DATA", str(ROOT / ".opennrm")))
# Where PostgreSQL keeps its data, if that is on this machine: readyz looks whether that disk fills up, too.
DATABASE_FOLDER = Path(folder) if (folder := env.str("OPENNRM_DATABASE_FOLDER", "")) else None

DEBUG = False
DEMONSTRATION = env.bool("OPENNRM_DEMONSTRATION", False)
SECRET_KEY = env.str("OPENNRM_SECRET_KEY", "")
VAULT_KEY = env.str("OPENNRM_VAULT_KEY", SECRET_KEY)
VAULT_KEY_BEFORE = env.str("OPENNRM_VAULT_KEY_BEFORE", "")  # its former value, while it is being changed
# The keys under which personal data is sealed: a file outside the database and its backups, or an open descriptor.
KEYS = Path(env.str("OPENNRM_KEYS", str(DATA / "keys")))
KEYS_DESCRIPTOR = env.int("OPENNRM_KEYS_DESCRIPTOR", None)
VAULT_SEALS = True  # False only in bench/settings.py, to measure what sealing costs
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
    "opennrm.vault.apps.VaultConfig",
    "opennrm.audit",
    "opennrm.partners",
    "opennrm.notifications",
    "opennrm.referrals",
    "opennrm.duty_to_notify",
    "opennrm.cases",
    "opennrm.evidence",
    "opennrm.statistics",
    "opennrm.disclosure",
    "opennrm.retention",
    "opennrm.assurance",
    "opennrm.panels",
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
]
ROOT_URLCONF = "opennrm.config.urls"
WSGI_APPLICATION = "opennrm.config.wsgi.application"
AUTH_USER_MODEL = "partners.Account"

_DATABASE = env.dj_db_url("DATABASE_URL", "postgresql:///opennrm")
DATABASES = {
    "default": {
        **_DATABASE,
        "OPTIONS": {"connect_timeout": 4, **_DATABASE.get("OPTIONS", {})},  # a server that is frozen takes callers, too
        "ENGINE": "opennrm.config.patient_postgres",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,  # a statement with every request; web.stale_connection looks without one
    }
}
# The roles that serve the pages and that deliver, sweep and verify; another one owns the tables and gives them rights.
WEB_ROLE = env.str("OPENNRM_WEB_ROLE", "opennrm_web")
WORKER_ROLE = env.str("OPENNRM_WORKER_ROLE", "opennrm_worker")
# How much may be sent at once: the longest form has a few texts of 15,000 characters. A file is taken by the pages of
# evidence alone, one at a time, in memory: nothing that came unsealed touches a disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["opennrm.web.evidence.receiving.InMemory"]
# How large one file of evidence may be, in MB.
EVIDENCE_FILE_MB = env.int("OPENNRM_EVIDENCE_FILE_MB", 100, validate=validate.Range(min=1, max=100))
# Where clamd listens for files to scan: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310. Empty: nothing is scanned.
CLAMD = env.str("OPENNRM_CLAMD", "", validate=validate.Regexp(r"^(unix:/\S+|tcp:[\w.-]+:\d{1,5})?$"))

# How long records are kept: a reviewed file of your own; empty: the assumed periods of the product.
RETENTION_SCHEDULE = env.str("OPENNRM_RETENTION_SCHEDULE", "")
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
SESSION_COOKIE_SAMESITE = "Strict"  # whoever follows a link from elsewhere comes by web.arriving
SESSION_COOKIE_AGE = 12 * 60 * 60
IDLE_MINUTES = env.int("OPENNRM_IDLE_MINUTES", 15, validate=validate.Range(min=2, max=60))  # unused, it ends
# Days after which an e-mail to an account that has left is forgotten; never a letter, which is part of a record.
KEEP_EMAILS_DAYS = env.int("OPENNRM_KEEP_EMAILS_DAYS", 90, validate=validate.Range(min=30, max=366))
# Days after which a call to a webhook that was taken, or will never be, is forgotten.
KEEP_CALLS_DAYS = env.int("OPENNRM_KEEP_CALLS_DAYS", 30, validate=validate.Range(min=7, max=366))
BROWSER_COOKIE_NAME = f"{_PREFIX}browser"  # says that somebody signed in here before; signs nobody in
BEGUN_COOKIE_NAME = f"{_PREFIX}begun"  # what beginning to sign in left, sealed, until it is finished
VISIT_COOKIE_NAME = f"{_PREFIX}visit"  # of a person on their own page; nobody else is signed in by it
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "opennrm.web.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS.rstrip("/")] if SERVED_OVER_HTTPS else []

# Signing in: allauth for password and second factor.
AUTHENTICATION_BACKENDS = [
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
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # finger, face or PIN: a passkey alone is two factors
MFA_RATE_LIMITS = False
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_ADAPTER = "opennrm.partners.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "opennrm.web.codes.CodeForm",
    "reauthenticate": "opennrm.web.codes.CodeAgainForm",
    "activate_totp": "opennrm.web.codes.FirstCodeForm",
    "authenticate_webauthn": "opennrm.web.passkey_forms.PasskeyForm",
    "login_webauthn": "opennrm.web.passkey_forms.PasskeyAloneForm",
    "add_webauthn": "opennrm.web.passkey_forms.NewPasskeyForm",
    "edit_webauthn": "opennrm.web.passkey_forms.PasskeyNameForm",
}
ACCOUNT_FORMS = {"change_password": "opennrm.web.codes.NewPasswordForm"}
ACCOUNT_ADAPTER = "opennrm.web.account.signing_in.AccountAdapter"
CONFIRMED_MINUTES = env.int(
    "OPENNRM_CONFIRMED_MINUTES", 5, validate=validate.Range(min=1, max=15)
)  # one step-up serves
# For so many days an administrator whose role ended still counts as the second one that a role needs. Source: own.
ENDED_ADMINISTRATORS_COUNT_DAYS = env.int(
    "OPENNRM_ENDED_ADMINISTRATORS_COUNT_DAYS", 7, validate=validate.Range(min=1, max=90)
)
# How often one token of a system may ask within 15 minutes; our bound.
API_REQUESTS = env.int("OPENNRM_API_REQUESTS", 900, validate=validate.Range(min=10, max=100_000))
# May organisations have addresses of theirs called: not at all, those of the public network, or, at your own risk, any.
WEBHOOKS = env.str("OPENNRM_WEBHOOKS", "off", validate=validate.OneOf(("off", "outside", "within")))
# Of how many people one account opens the record within an hour: freely, and at all (the administrator is told).
RECORDS_FREE = env.int("OPENNRM_RECORDS_FREE", 60, validate=validate.Range(min=1, max=1000))
RECORDS_MOST = env.int("OPENNRM_RECORDS_MOST", 120, validate=validate.Range(min=1, max=5000))
# How often one account searches for people within an hour: freely, and at all (the administrator is told); our bounds.
SEARCHES_FREE = env.int("OPENNRM_SEARCHES_FREE", 40, validate=validate.Range(min=1, max=1000))
SEARCHES_MOST = env.int("OPENNRM_SEARCHES_MOST", 80, validate=validate.Range(min=1, max=5000))
# How many cases one account may have open in an emergency at once. Our own bound.
EMERGENCIES_AT_ONCE = env.int("OPENNRM_EMERGENCIES_AT_ONCE", 3, validate=validate.Range(min=1, max=20))
# With fewer notifications alike than this within a year, the page warns before an anonymous one leaves. Source: own.
FEW_ALIKE = env.int("OPENNRM_FEW_ALIKE", 5, validate=validate.Range(min=2, max=100))
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRMED_MINUTES * 60
ACCOUNT_RATE_LIMITS = False  # partners.throttling counts, in the database and before anything is tried
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "opennrm.partners.passwords.NotTooLong"},
    {"NAME": "opennrm.partners.passwords.NotOfHere"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Organisations whose people sign in with a provider of their own: a TOML file, see docs/how-to. None: nothing is asked.
SIGN_IN_PROVIDERS = providers_in(env.str("OPENNRM_SIGN_IN_PROVIDERS", ""))

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

# The history's anchors: their folder, the key that signs them, how often, and the outside mailboxes that get them.
ANCHORS = Path(env.str("OPENNRM_ANCHORS", str(DATA / "anchor")))
ANCHOR_KEY = Path(env.str("OPENNRM_ANCHOR_KEY", str(DATA / "anchor_key.pem")))
ANCHOR_EVERY = timedelta(minutes=env.int("OPENNRM_ANCHOR_MINUTES", 15, validate=validate.Range(min=1)))
ANCHOR_MAIL: list[str] = env.list("OPENNRM_ANCHOR_MAIL", [])

# A draft is kept so many calendar days after its last save [DATASVC, the default of the official form], and its people
# are told on this day of them that it will go (own: no source says when).
DRAFT_DAYS = env.int("OPENNRM_DRAFT_DAYS", 28, validate=validate.Range(min=2, max=366))
DRAFT_WARNING_DAY = env.int("OPENNRM_DRAFT_WARNING_DAY", 21, validate=validate.Range(min=1, max=DRAFT_DAYS - 1))

# Which profile of the mechanism this installation works by, and from which day of its own: profile@day, in a row.
TURNING_18_PROMPT_DAYS = env.list("OPENNRM_TURNING_18_PROMPT_DAYS", [100, 30], subcast=int)  # before the birthday
PROFILES_ADOPTED = adopted(env.list("OPENNRM_PROFILES", ["borders_act_2023@2023-01-30"]))
# In which areas (short names of police forces, or "everywhere") a local panel decides for some children [DDM24]: none
# unless whoever runs an installation says so.
CHILD_PANELS: list[str] = env.list("OPENNRM_CHILD_PANELS", [])

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
# The page of the person themselves: what it calls itself (never what it is about), the address that is printed with the
# code, where it is left to, and which numbers it gives, by the short names of the organisations that decide or support.
OWN_PAGE_NAME = env.str("OPENNRM_OWN_PAGE_NAME", "Your page")
OWN_PAGE_ADDRESS = env.str("OPENNRM_OWN_PAGE_ADDRESS", f"{PUBLIC_ADDRESS.rstrip('/')}/u/")
OWN_PAGE_LEFT_TO = env.str("OPENNRM_OWN_PAGE_LEFT_TO", "https://www.bbc.co.uk/weather")
OWN_PAGE_PHONES: dict[str, str] = env.dict("OPENNRM_OWN_PAGE_PHONES", {})
# The short name of the organisation that receives notifications for forces that do not work with this installation.
FORCES_STAND_IN = env.str("OPENNRM_FORCES_STAND_IN", "marshland-police" if DEMONSTRATION else "")

# Who receives the parts of children as guardian service, by nation (own): england=some-charity,wales=another. A nation
# that is not named has each child's part wait for a person who says where it goes.
GUARDIAN_SERVICES: dict[str, str] = env.dict("OPENNRM_GUARDIAN_SERVICES", {})
# Of which consents the end also ends that a receiver reads what it had received already. What the law says is for
# whoever runs an installation to say: an assumption of this product (own).
WITHDRAWN_ENDS_READING: list[str] = env.list("OPENNRM_WITHDRAWN_ENDS_READING", ["support", "police_contact", "sharing"])
