"""Django registration of this package."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kerong.console"
    label = "console"
    verbose_name = "政府端"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kerong.console.navigation import SITE
        from kerong.kernel.roles import AUDITOR, OFFICER
        from kerong.web.navigation import register_site
        from kerong.web.subjects import register_subject

        register_site(SITE)
        register_subject("case", {OFFICER, AUDITOR}, "console:need")
        register_subject("transfer", {OFFICER, AUDITOR}, "console:ledger-transfer")
        register_subject("account", {OFFICER, AUDITOR}, "console:ledger-account")
        register_subject("loan", {OFFICER, AUDITOR}, "console:loan")
        register_subject("application", {OFFICER, AUDITOR}, "console:application")
        register_subject("eligible_list", {OFFICER, AUDITOR}, "console:eligible-list")
        register_subject("subsidy", {OFFICER, AUDITOR}, "console:subsidy")
        register_subject("budget", {OFFICER, AUDITOR}, "console:budget")
        register_subject("interest_run", {OFFICER, AUDITOR}, "console:interest-run")
        register_subject("guarantee", {OFFICER, AUDITOR}, "console:guarantee")
        register_subject("bridge", {OFFICER, AUDITOR}, "console:bridge")
        for name in ("inquiry", "policy", "claim"):
            page = f"console:insurance-{name}"
            register_subject(f"insurance_{name}", {OFFICER, AUDITOR}, page)
        register_subject("pledge", {OFFICER, AUDITOR}, "console:pledge")
        register_subject("ip_asset", {OFFICER, AUDITOR}, "console:ip-asset")
        register_subject("claim", {OFFICER, AUDITOR}, "console:claim")
        register_subject("payment", {OFFICER, AUDITOR}, "console:payment")
        register_subject("payment_batch", {OFFICER, AUDITOR}, "console:payment-batch")
