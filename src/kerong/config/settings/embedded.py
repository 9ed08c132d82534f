"""One machine, no server: SQLite, loopback, a secret key made on first use."""

import logging.config

from kerong.config.secret import local_secret_key
from kerong.config.settings.base import *  # noqa: F403
from kerong.config.settings.base import LOGGING, VAR

SECRET_KEY = local_secret_key(VAR / "secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
logging.config.dictConfig(LOGGING)
