"""What every profile shares; profiles only override."""

import os
from datetime import timedelta

from csp.constants import NONCE, NONE, SELF

from kerong.config.databases import database_from
from kerong.config.logs import logging_settings
from kerong.config.paths import ASSETS, var_folder

VAR = var_folder()
DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "kerong.config.urls"
WSGI_APPLICATION = "kerong.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAX_REQUEST_BYTES = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

INSTALLED_APPS = [
    "kerong.trail",
    "kerong.notices",
    "kerong.documents",
    "kerong.jobs",
    "kerong.reference",
    "kerong.parties",
    "kerong.evidence",
    "kerong.ledger",
    "kerong.payments",
    "kerong.catalogue",
    "kerong.population",
    "kerong.contracts.loans",
    "kerong.contracts.subsidies",
    "kerong.contracts.guarantees",
    "kerong.contracts.pledges",
    "kerong.contracts.compensation",
    "kerong.contracts.bridges",
    "kerong.contracts.insurance",
    "kerong.cases",
    "kerong.cultivation",
    "kerong.reporting",
    "kerong.web",
    "kerong.web.accounts",
    "kerong.portal",
    "kerong.workbench",
    "kerong.console",
    "kerong.api",
    "kerong.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "kerong.config.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kerong.config.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kerong.web.middleware.SessionLimits",
    "kerong.web.middleware.ActingAs",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "kerong.web.middleware.Faults",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kerong.web.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), VAR)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Limits of sign-in and registration count here: one count for all processes, kept by restarts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- who may come in (parties and web keep this block) ---
AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# SM3 first where the deployment must use national algorithms; either kind of hash is read.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "kerong.parties.hashers.SM3PasswordHasher",
]
if os.environ.get("KERONG_PASSWORD_HASH") == "sm3":
    PASSWORD_HASHERS.reverse()
PASSWORD_PROFILE = os.environ.get("KERONG_PASSWORD_PROFILE", "djbh3")
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "phone", "email")},
    },
    {"NAME": "kerong.parties.passwords.ProfileValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
SESSION_IDLE_LIMIT = timedelta(minutes=30)
SESSION_ABSOLUTE_LIMIT = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_LIMIT.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kerong.web.faults.form_stale"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:arrive"
SECOND_FACTOR_REQUIRED = False
FRESH_FACTOR_LIMIT = timedelta(minutes=15)

# Whose address a request has: the connection's, or what the last trusted proxies wrote.
TRUSTED_PROXIES = int(os.environ.get("KERONG_TRUSTED_PROXIES", "0"))

ACCOUNT_ADAPTER = "kerong.web.accounts.adapter.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a class
# Failures of one account are counted by axes alone, which knows a person's usual address.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip"}
ACCOUNT_FORMS = {
    "login": "kerong.web.accounts.forms.SignInForm",
    "reauthenticate": "kerong.web.accounts.forms.PasswordAgainForm",
    "change_password": "kerong.web.accounts.forms.NewPasswordForm",
    "reset_password": "kerong.web.accounts.forms.LostPasswordForm",
    "reset_password_from_key": "kerong.web.accounts.forms.ResetPasswordForm",
}
MFA_ADAPTER = "kerong.web.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Kerong"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "kerong.web.accounts.forms.CodeForm",
    "reauthenticate": "kerong.web.accounts.forms.CodeAgainForm",
    "activate_totp": "kerong.web.accounts.forms.FirstCodeForm",
    "deactivate_totp": "kerong.web.accounts.forms.DropFactorForm",
    "generate_recovery_codes": "kerong.web.accounts.forms.NewRecoveryCodesForm",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = "kerong.web.accounts.lockout.lockout_parameters"
AXES_USERNAME_CALLABLE = "kerong.web.accounts.lockout.login_tried"
AXES_CLIENT_IP_CALLABLE = "kerong.web.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "kerong.web.accounts.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# --- end of that block ---

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ASSETS]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kerong.config.staticfiles.VendorFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kerong.config.staticfiles.HashedStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 60
MEDIA_ROOT = VAR / "documents"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("KERONG_MAIL_FROM", "kerong@localhost")
METRICS_ON_LOOPBACK = True
METRICS_TOKEN = os.environ.get("KERONG_METRICS_TOKEN", "")
LOGGING_CONFIG = None
LOGGING = logging_settings(json=False)
