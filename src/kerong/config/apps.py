"""Django registration; wires packages that may not import one another."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kerong.config"
    label = "config"
    verbose_name = "配置"

    def ready(self) -> None:
        from kerong.config import checks  # noqa: F401  registers the deploy checks
