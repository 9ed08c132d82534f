"""Django registration of this package."""

from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "kerong.contracts.guarantees"
    label = "guarantees"
    verbose_name = "担保"
    default_auto_field = "django.db.models.BigAutoField"
