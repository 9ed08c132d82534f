"""Django registration of this package."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "kerong.workbench"
    label = "workbench"
    verbose_name = "机构端"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.kernel.roles import INSTITUTION
        from kerong.web.navigation import register_site
        from kerong.web.subjects import register_subject
        from kerong.workbench.navigation import SITE

        register_site(SITE)
        register_subject("case", INSTITUTION, "workbench:card")
        register_subject("take_up", INSTITUTION, "workbench:take-up")
        register_subject("loan", INSTITUTION, "workbench:loan")
        register_subject("guarantee", INSTITUTION, "workbench:guarantee")
        register_subject("bridge", INSTITUTION, "workbench:bridge")
        for name in ("inquiry", "policy", "claim"):
            register_subject(f"insurance_{name}", INSTITUTION, f"workbench:insurance-{name}")
        register_subject("pledge", INSTITUTION, "workbench:pledge")
        register_subject("ip_asset", INSTITUTION, "workbench:ip-asset")
        register_subject("claim", INSTITUTION, "workbench:claim")
        agreement = "workbench:guarantee-agreement"
        register_subject("guarantee_agreement", INSTITUTION, agreement)
