"""For the internet behind TLS: secrets from the environment, secure cookies, second factors."""

import logging.config
import os

from kerong.config.logs import logging_settings
from kerong.config.settings.base import *  # noqa: F403
from kerong.config.settings.base import TRUSTED_PROXIES

SECRET_KEY = os.environ.get("KERONG_SECRET_KEY", "")
ALLOWED_HOSTS = [name for name in os.environ.get("KERONG_HOSTS", "").split(",") if name]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS]

SECOND_FACTOR_REQUIRED = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
# Without a proxy of our own in front, that header is whatever the client wrote.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES > 0 else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

METRICS_ON_LOOPBACK = False
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("KERONG_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KERONG_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KERONG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KERONG_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KERONG_MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 15

LOGGING = logging_settings(json=True)
logging.config.dictConfig(LOGGING)
