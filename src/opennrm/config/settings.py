"""Every setting of the house, in one file, read from the environment."""

from __future__ import annotations

from pathlib import Path

from environs import Env

env = Env()
ROOT = Path(__file__).resolve().parents[3]
DATA = Path(env.str("OPENNRM_DATA", str(ROOT / ".opennrm")))

DEBUG = False
DEMONSTRATION = env.bool("OPENNRM_DEMONSTRATION", False)
SECRET_KEY = env.str("OPENNRM_SECRET_KEY", "")
ALLOWED_HOSTS = env.list("OPENNRM_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SERVICE_NAME = env.str("OPENNRM_SERVICE_NAME", "Open National Referral Mechanism")
PUBLIC_ADDRESS = env.str("OPENNRM_PUBLIC_ADDRESS", "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "opennrm.audit",
    "opennrm.partners",
    "opennrm.notifications",
    "opennrm.referrals",
    "opennrm.cases",
    "opennrm.web",
    "opennrm.config.apps.HouseConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "opennrm.config.urls"
WSGI_APPLICATION = "opennrm.config.wsgi.application"
AUTH_USER_MODEL = "partners.Account"

DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", "postgresql:///opennrm"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
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
CSRF_FAILURE_VIEW = "opennrm.web.errors.stale_form"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
