"""Navigation of the console."""

from django.utils.translation import gettext_lazy as _

from kerong.cases.applications.access import READ as READ_APPLICATIONS
from kerong.cases.applications.access import SEE_DESKS
from kerong.console import access
from kerong.console.bridges.views import SITE as BRIDGE_SITE
from kerong.console.compensation.urls import SITE as CLAIM_SITE
from kerong.console.insurance.urls import SITE as INSURANCE
from kerong.console.pledges.steps import PLEDGES
from kerong.contracts.bridges import access as bridges
from kerong.contracts.compensation.access import READ_POOLS as READ_LOSS_POOLS
from kerong.contracts.compensation.access import WATCH as WATCH_CLAIMS
from kerong.contracts.guarantees.access import WATCH as WATCH_GUARANTEES
from kerong.contracts.insurance.access import WATCH as WATCH_INSURANCE
from kerong.contracts.loans.access import WATCH
from kerong.contracts.pledges.access import WATCH as WATCH_PLEDGES
from kerong.contracts.subsidies.access import WATCH as WATCH_SUBSIDIES
from kerong.cultivation.access import READ_POOLS
from kerong.evidence.access import READ_BATCHES
from kerong.ledger.access import READ_LEDGER
from kerong.notices.access import READ_INBOX
from kerong.parties.access import SEE_INSTITUTIONS, SEE_PEOPLE
from kerong.payments.access import READ_PAYMENTS
from kerong.population.access import READ_BACK_TESTS, READ_RUNS, READ_WHAT_IF
from kerong.reporting.access import CONSOLE, WALL
from kerong.trail.access import READ
from kerong.web.navigation import Entry, Group, Site

SITE = Site(
    key="console",
    title=_("Government"),
    home="console:overview",
    entries=(
        Entry(
            _("Overview"),
            "console:overview",
            policy=CONSOLE,
            covers=("console:figure", "console:need"),
        ),
        Entry(_("Wall screen"), "console:wall", policy=WALL),
        Entry(_("Notices"), "web:notices", policy=READ_INBOX),
    ),
    groups=(
        Group(
            _("Policy grants"),
            (
                Entry(
                    _("Applications"),
                    "console:applications",
                    policy=READ_APPLICATIONS,
                    covers=("console:application",),
                ),
                Entry(
                    _("Without applying"),
                    "console:eligible-lists",
                    policy=READ_APPLICATIONS,
                    covers=("console:eligible-list",),
                ),
                Entry(
                    _("Who handles what"),
                    "console:clause-desks",
                    policy=SEE_DESKS,
                    covers=("console:clause-desk",),
                ),
                Entry(
                    _("Subsidies"),
                    "console:subsidies",
                    policy=WATCH_SUBSIDIES,
                    covers=("console:subsidy",),
                ),
                Entry(
                    _("Budgets"),
                    "console:budgets",
                    policy=WATCH_SUBSIDIES,
                    covers=("console:budget", "console:budget-new"),
                ),
                Entry(
                    _("Interest runs"),
                    "console:interest-runs",
                    policy=WATCH_SUBSIDIES,
                    covers=("console:interest-run", "console:interest-run-new"),
                ),
            ),
        ),
        Group(
            _("Loans and risk"),
            (
                Entry(_("Loans"), "console:loans", policy=WATCH, covers=("console:loan",)),
                Entry(
                    _("Guarantees"),
                    "console:guarantees",
                    policy=WATCH_GUARANTEES,
                    covers=tuple(
                        f"console:guarantee{each}"
                        for each in ("", "-agreements", "-agreement", "-programme")
                    ),
                ),
                Entry(
                    _("Claims"),
                    "console:claims",
                    policy=WATCH_CLAIMS,
                    covers=(
                        "console:claim",
                        *(f"console:claim-{step.key}" for step in CLAIM_SITE.steps),
                    ),
                ),
                Entry(
                    _("Loss funds"),
                    "console:loss-pools",
                    policy=READ_LOSS_POOLS,
                    covers=(
                        *("console:loss-pool", "console:loss-pool-new", "console:loss-agreements"),
                        *("console:loss-agreement", "console:loss-agreement-new"),
                        *("console:breakers", "console:breaker"),
                    ),
                ),
                Entry(
                    _("Bridges"),
                    "console:bridges",
                    policy=bridges.WATCH,
                    covers=(
                        *("console:bridge-funds", "console:bridge-fund", "console:bridge-fund-new"),
                        *(
                            "console:bridge-fund-terms",
                            "console:bridge-fund-grant",
                            "console:bridge",
                        ),
                        *(f"console:bridge-{step.key}" for step in BRIDGE_SITE.steps),
                    ),
                ),
                Entry(
                    _("Insurance"),
                    "console:insurance",
                    policy=WATCH_INSURANCE,
                    covers=INSURANCE.names(),
                ),
                Entry(
                    _("Pledge registration"),
                    "console:pledge-filings",
                    policy=WATCH_PLEDGES,
                    covers=tuple(f"console:{each}" for each in ("ip-asset", "ip-asset-reading")),
                ),
                Entry(
                    _("IP pledges"),
                    "console:pledges",
                    policy=WATCH_PLEDGES,
                    covers=(
                        *("console:pledge", "console:pledge-alarms"),
                        *(f"console:pledge-{step.key}" for step in PLEDGES.steps),
                    ),
                ),
            ),
        ),
        Group(
            _("Money"),
            (
                Entry(
                    _("Payments"),
                    "console:payments",
                    policy=READ_PAYMENTS,
                    covers=(
                        "console:payment",
                        "console:payment-batches",
                        "console:payment-batch",
                        "console:payment-batch-new",
                        "console:payee-accounts",
                        "console:payee-account",
                    ),
                ),
                Entry(
                    _("Ledger"),
                    "console:ledger",
                    policy=READ_LEDGER,
                    covers=tuple(
                        f"console:ledger-{each}"
                        for each in (
                            "account",
                            "journal",
                            "transfer",
                            "months",
                            "month",
                            "month-ask",
                        )
                    ),
                ),
            ),
        ),
        Group(
            _("Cultivation and rules"),
            (
                Entry(
                    _("Pools"),
                    "console:pools",
                    policy=READ_POOLS,
                    covers=tuple(
                        f"console:pool{each}" for each in ("", "-new", "-rule", "-close", "-firm")
                    ),
                ),
                Entry(_("Runs"), "console:runs", policy=READ_RUNS, covers=("console:run",)),
                Entry(
                    _("Rule trials"),
                    "console:trials",
                    policy=READ_WHAT_IF,
                    covers=tuple(
                        f"console:trial{each}" for each in ("", "-new", "-firms", "-publish")
                    ),
                ),
                Entry(
                    _("Back-tests"),
                    "console:backtests",
                    policy=READ_BACK_TESTS,
                    covers=("console:backtest", "console:backtest-new"),
                ),
            ),
        ),
        Group(
            _("Platform"),
            (
                Entry(
                    _("Imports"),
                    "console:imports",
                    policy=READ_BATCHES,
                    covers=("console:import", "console:import-new"),
                ),
                Entry(
                    _("Institutions"),
                    "accounts:institutions",
                    policy=SEE_INSTITUTIONS,
                    covers=("accounts:institution", "accounts:admit"),
                ),
                Entry(
                    _("People"),
                    "accounts:people",
                    policy=SEE_PEOPLE,
                    covers=tuple(
                        f"accounts:{each}" for each in ("person", "claims", "claim", "unverified")
                    ),
                ),
                Entry(
                    _("Audit trail"), "console:trail", policy=READ, covers=("console:verification",)
                ),
                Entry(_("Upkeep"), "console:upkeep", policy=access.UPKEEP),
            ),
        ),
    ),
)
