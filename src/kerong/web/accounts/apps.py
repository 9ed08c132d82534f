"""Django registration of this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kerong.web.accounts"
    label = "accounts"
    verbose_name = "账号与授权"
    default_auto_field = "django.db.models.BigAutoField"
