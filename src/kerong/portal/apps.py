"""Django registration of this package."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kerong.portal"
    label = "portal"
    verbose_name = "企业端"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.kernel.roles import FIRM
        from kerong.portal.navigation import SITE
        from kerong.web.navigation import register_site
        from kerong.web.subjects import register_subject

        register_site(SITE)
        register_subject("case", FIRM, "portal:need")
        register_subject("take_up", FIRM, "portal:take-up")
        register_subject("loan", FIRM, "portal:loan")
        register_subject("subsidy", FIRM, "portal:subsidy")
        register_subject("application", FIRM, "portal:application")
        register_subject("guarantee", FIRM, "portal:guarantee")
        register_subject("bridge", FIRM, "portal:bridge")
        for name in ("inquiry", "policy", "claim"):
            register_subject(f"insurance_{name}", FIRM, f"portal:insurance-{name}")
        register_subject("pledge", FIRM, "portal:pledge")
        register_subject("ip_asset", FIRM, "portal:ip-asset")
        register_subject("claim", FIRM, "portal:claim")
