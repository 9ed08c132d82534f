"""Navigation of the console."""

from django.utils.translation import gettext_lazy as _

from kerong.console import access
from kerong.contracts.loans.access import WATCH
from kerong.contracts.subsidies.access import WATCH as WATCH_SUBSIDIES
from kerong.cultivation.access import READ_POOLS
from kerong.evidence.access import READ_BATCHES
from kerong.ledger.access import READ_LEDGER
from kerong.notices.access import READ_INBOX
from kerong.parties.access import SEE_INSTITUTIONS, SEE_PEOPLE
from kerong.population.access import READ_BACK_TESTS, READ_RUNS, READ_WHAT_IF
from kerong.reporting.access import CONSOLE, WALL
from kerong.trail.access import READ
from kerong.web.navigation import Entry, Site

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
        Entry(_("Loans"), "console:loans", policy=WATCH, covers=("console:loan",)),
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
            covers=tuple(f"console:trial{each}" for each in ("", "-new", "-firms", "-publish")),
        ),
        Entry(
            _("Back-tests"),
            "console:backtests",
            policy=READ_BACK_TESTS,
            covers=("console:backtest", "console:backtest-new"),
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
        Entry(
            _("Ledger"),
            "console:ledger",
            policy=READ_LEDGER,
            covers=tuple(
                f"console:ledger-{each}"
                for each in ("account", "journal", "transfer", "months", "month", "month-ask")
            ),
        ),
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
        Entry(_("Audit trail"), "console:trail", policy=READ, covers=("console:verification",)),
        Entry(_("Upkeep"), "console:upkeep", policy=access.UPKEEP),
        Entry(_("Notices"), "web:notices", policy=READ_INBOX),
    ),
)
