"""Navigation of the workbench, with what waits for the reader."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kerong.cases.access import DESK, HALL
from kerong.cases.reads.own import own_figures
from kerong.catalogue.access import SEE_LISTINGS
from kerong.contracts.bridges.access import READ_OWN
from kerong.contracts.compensation.access import READ_OWN as OWN_CLAIMS
from kerong.contracts.insurance.access import READ_OWN as OWN_INSURANCE
from kerong.contracts.pledges.access import READ_OWN as OWN_PLEDGES
from kerong.kernel.actor import Actor
from kerong.notices.access import READ_INBOX
from kerong.notices.inbox import unread_count
from kerong.parties.access import SEE_INSTITUTION_PEOPLE
from kerong.payments.access import READ_INSTITUTION_PAYMENTS
from kerong.population.access import SEE_SCREENINGS
from kerong.web.navigation import Entry, Site
from kerong.workbench.access import GUARANTEES, LOANS
from kerong.workbench.bridges.views import SITE as BRIDGES
from kerong.workbench.compensation.urls import SITE as CLAIM_SITE
from kerong.workbench.guarantees.steps import GUARANTEE_STEPS
from kerong.workbench.insurance.views import SITE as INSURANCE
from kerong.workbench.needs.deeds import DEEDS
from kerong.workbench.pledges.steps import PLEDGES, VALUATIONS


def counts(actor: Actor, at: datetime) -> Mapping[str, int]:
    if not DESK.allows(actor):
        return {}
    own = own_figures(actor, on=localdate(at))
    return {"live": own.live, "unread": unread_count(actor)}


_COVERED = ("take-up", "firm", *(deed.key for deed in DEEDS))
_LOAN_PAGES = ("", "-report", "-requests", "-request", "-import")
_GUARANTEE_PAGES = (
    *("", "-agreements", "-agreement", "-agreement-new", "-fees", "-filing", "-diligence", "-ask"),
    *("-fee-receipt", "-fee-waiver"),
    *(f"-{step.key}" for step in GUARANTEE_STEPS),
)
_BRIDGE_PAGES = (
    "workbench:bridge",
    *(f"workbench:bridge-{step.key}" for step in BRIDGES.steps),
)
_PLEDGE_PAGES = (
    *("workbench:pledge", "workbench:pledge-alarms", "workbench:ip-asset", "workbench:ip-sheet"),
    *(f"workbench:pledge-{step.key}" for step in PLEDGES.steps),
)
_VALUATION_PAGES = (
    "workbench:ip-valuation",
    *(f"workbench:ip-valuation-{step.key}" for step in VALUATIONS.steps),
)

SITE = Site(
    key="workbench",
    title=_("Workbench"),
    home="workbench:hall",
    entries=(
        Entry(_("Open needs"), "workbench:hall", policy=HALL, covers=("workbench:card",)),
        Entry(
            _("In hand"),
            "workbench:desk",
            policy=DESK,
            count="live",
            covers=tuple(f"workbench:{name}" for name in _COVERED),
        ),
        Entry(
            _("Loans of ours"),
            "workbench:loans",
            policy=LOANS,
            covers=tuple(f"workbench:loan{name}" for name in _LOAN_PAGES),
        ),
        Entry(
            _("Bridges"),
            "workbench:bridges",
            policy=READ_OWN,
            covers=_BRIDGE_PAGES,
        ),
        Entry(
            _("Insurance"),
            "workbench:insurance",
            policy=OWN_INSURANCE,
            covers=("workbench:loan-insurance", *INSURANCE.names()),
        ),
        Entry(
            _("Guarantees"),
            "workbench:guarantees",
            policy=GUARANTEES,
            covers=tuple(f"workbench:guarantee{name}" for name in _GUARANTEE_PAGES),
        ),
        Entry(_("IP pledges"), "workbench:pledges", policy=OWN_PLEDGES, covers=_PLEDGE_PAGES),
        Entry(
            _("Valuations of rights"),
            "workbench:ip-valuations",
            policy=OWN_PLEDGES,
            covers=_VALUATION_PAGES,
        ),
        Entry(_("Payments to us"), "workbench:payments", policy=READ_INSTITUTION_PAYMENTS),
        Entry(
            _("Claims"),
            "workbench:claims",
            policy=OWN_CLAIMS,
            covers=(
                *("workbench:claim", "workbench:loan-claim"),
                *(f"workbench:claim-{step.key}" for step in CLAIM_SITE.steps),
            ),
        ),
        Entry(
            _("Our products"),
            "workbench:listings",
            policy=SEE_LISTINGS,
            covers=tuple(f"workbench:listing{name}" for name in ("", "-new", "-draft", "-change")),
        ),
        Entry(
            _("Pre-approved limits"),
            "workbench:screenings",
            policy=SEE_SCREENINGS,
            covers=("workbench:screening",),
        ),
        Entry(_("People"), "accounts:institution_people", policy=SEE_INSTITUTION_PEOPLE),
        Entry(_("Notices"), "web:notices", policy=READ_INBOX, count="unread", hot=True),
    ),
    counts=counts,
)
