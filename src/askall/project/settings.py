"""Django's settings, read once from the workspace that the environment names."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from askall.foundation.workspace import DATABASE_ENVIRONMENT, ENVIRONMENT, Workspace, read_workspace
from askall.law.calendars import proclaim
from askall.law.proclaimed import proclaimed

# Without a workspace (type checks, tests) everything that needs one lives in memory.
WORKSPACE: Workspace | None = read_workspace(Path(os.environ[ENVIRONMENT])) if os.environ.get(ENVIRONMENT) else None
if WORKSPACE:
    proclaim(proclaimed(WORKSPACE.holidays, str(WORKSPACE.settings)))


def _secret_key(workspace: Workspace | None) -> str:
    if workspace is None:
        return secrets.token_urlsafe(50)
    kept = workspace.secret.read_text(encoding="utf-8") if workspace.secret.is_file() else ""
    if not kept:  # none yet, or a power cut came between making the file and writing it
        kept = secrets.token_urlsafe(50)
        workspace.secret.touch(mode=0o600)
        workspace.secret.write_text(kept, encoding="utf-8")
    return kept


def _database(workspace: Workspace | None) -> dict[str, Any]:
    address = workspace.database if workspace else os.environ.get(DATABASE_ENVIRONMENT, "")
    if address:
        return {**dj_database_url.parse(address, conn_max_age=60)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(workspace.embedded_database) if workspace else ":memory:",
        "OPTIONS": {
            # IMMEDIATE: a writer waits for its turn at the start, not in the middle where it could not retry.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL: a coding confirmed to a person survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;",
        },
    }


SECRET_KEY = _secret_key(WORKSPACE)
DATABASES = {"default": _database(WORKSPACE)}
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "askall.team",
    "askall.bodies",
    "askall.study",
    "askall.asking",
    "askall.mail",
    "askall.documents",
    "askall.reading",
    "askall.coding",
    "askall.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "askall.web.security.ContentSecurityPolicy",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "askall.web.context.workspace",
            ]
        },
    }
]
ROOT_URLCONF = "askall.project.urls"
WSGI_APPLICATION = "askall.project.wsgi.application"
AUTH_USER_MODEL = "team.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000_000
