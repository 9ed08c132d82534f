"""For the test suite: cheap password hashes, mail in memory, files served unhashed."""

import os
import tempfile
from pathlib import Path

from kerong.config.databases import database_from
from kerong.config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-and-never-served-to-anyone-but-loopback"  # noqa: S105
ALLOWED_HOSTS = ["*"]
VAR = Path(os.environ.get("KERONG_VAR") or tempfile.mkdtemp(prefix="kerong-test-"))
# The PostgreSQL lane learns its socket folder only after the settings: tests/conftest.py sets it.
LANE_URL = "postgresql:///kerong" if os.environ.get("KERONG_TEST_DB") == "postgres" else None
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL") or LANE_URL, VAR)}
MEDIA_ROOT = VAR / "documents"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
