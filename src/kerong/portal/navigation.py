"""Navigation of the portal, with what waits for the reader."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kerong.cases.access import READ_NEEDS
from kerong.cases.applications.access import READ_OWN as READ_APPLICATIONS
from kerong.contracts.bridges.access import READ_FIRMS
from kerong.contracts.guarantees.access import READ_FIRMS as READ_GUARANTEES
from kerong.contracts.insurance.access import READ_FIRMS as READ_INSURANCE
from kerong.contracts.pledges.access import READ_FIRMS as READ_PLEDGES
from kerong.contracts.subsidies.access import READ_OWN as READ_SUBSIDIES
from kerong.documents.access import READ_ISSUED
from kerong.evidence.access import PROFILE_OWN
from kerong.kernel.actor import Actor
from kerong.notices.access import READ_INBOX
from kerong.notices.inbox import unread_count
from kerong.payments.access import READ_FIRM_PAYMENTS
from kerong.population.access import STANDING_OWN
from kerong.portal.insurance.views import SITE as INSURANCE
from kerong.portal.pledges.steps import ASSETS, PLEDGES, VALUATIONS
from kerong.web.navigation import Entry, Group, Site

_NEEDS = (
    "portal:need", "portal:need-new", "portal:need-check", "portal:need-amendment",
    "portal:need-withdrawal", "portal:need-acceptance", "portal:need-rating", "portal:take-up",
)  # fmt: skip
_RIGHTS = (
    *("portal:ip-asset-new", "portal:ip-sheet", "portal:pledges", "portal:pledge-alarms"),
    *("portal:pledge-offer", "portal:ip-asset", "portal:ip-valuation", "portal:pledge"),
    *(
        f"portal:{desk.subject.name}-{step.key}"
        for desk in (ASSETS, VALUATIONS, PLEDGES)
        for step in desk.steps
    ),
)


def counts(actor: Actor, at: datetime) -> Mapping[str, int]:
    return {"unread": unread_count(actor)}


SITE = Site(
    key="portal",
    title=_("Portal"),
    home="portal:home",
    entries=(
        Entry(_("Home"), "portal:home"),
        Entry(_("Financial calculator"), "portal:calculator"),
        Entry(_("Products"), "portal:products", covers=("portal:product", "portal:compare")),
        Entry(_("Policies"), "portal:policies", covers=("portal:policy", "portal:policies-mine")),
        Entry(_("Publicity"), "portal:publicity", covers=("portal:publicity-notice",)),
        Entry(_("My needs"), "portal:needs", policy=READ_NEEDS, covers=_NEEDS),
        Entry(_("Notices"), "web:notices", policy=READ_INBOX, count="unread", hot=True),
    ),
    groups=(
        Group(
            _("My financing"),
            (
                Entry(
                    _("My loans"),
                    "portal:loans",
                    policy=READ_NEEDS,
                    covers=(
                        *("portal:loan", "portal:loan-ask", "portal:loan-request"),
                        *("portal:claims", "portal:claim"),
                    ),
                ),
                Entry(
                    _("My guarantees"),
                    "portal:guarantees",
                    policy=READ_GUARANTEES,
                    covers=("portal:guarantee",),
                ),
                Entry(
                    _("Bridges"),
                    "portal:bridges",
                    policy=READ_FIRMS,
                    covers=("portal:bridge", "portal:bridge-ask", "portal:bridge-withdrawal"),
                ),
                Entry(
                    _("Insurance"),
                    "portal:insurance",
                    policy=READ_INSURANCE,
                    covers=(
                        *("portal:loan-insurance", "portal:product-insurance"),
                        *INSURANCE.names(),
                    ),
                ),
                Entry(
                    _("Intellectual property"),
                    "portal:ip-assets",
                    policy=READ_PLEDGES,
                    covers=_RIGHTS,
                ),
            ),
        ),
        Group(
            _("My policies"),
            (
                Entry(
                    _("My applications"),
                    "portal:applications",
                    policy=READ_APPLICATIONS,
                    covers=("portal:apply", "portal:application"),
                ),
                Entry(
                    _("My subsidies"),
                    "portal:subsidies",
                    policy=READ_SUBSIDIES,
                    covers=("portal:subsidy",),
                ),
                Entry(_("My payments"), "portal:payments", policy=READ_FIRM_PAYMENTS),
            ),
        ),
        Group(
            _("My firm"),
            (
                Entry(_("Credit profile"), "portal:profile", policy=PROFILE_OWN),
                Entry(
                    _("Scores and classes"),
                    "portal:standing",
                    policy=STANDING_OWN,
                    covers=("portal:assessment",),
                ),
                Entry(_("Limits for me"), "portal:limits", policy=STANDING_OWN),
                Entry(
                    _("Documents"),
                    "portal:documents",
                    policy=READ_ISSUED,
                    covers=("portal:document",),
                ),
            ),
        ),
    ),
    counts=counts,
)
