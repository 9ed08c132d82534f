"""Words for the codes of pledges: rights, states, ways, alarms, events and jobs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PLEDGE_WORDS: dict[str, dict[str, Any]] = {
    "ip_kind": {
        "invention_patent": pgettext_lazy("IP", "invention patent"),
        "utility_patent": pgettext_lazy("IP", "utility model"),
        "design_patent": pgettext_lazy("IP", "design"),
        "trademark": pgettext_lazy("IP", "trademark"),
        "software_copyright": pgettext_lazy("IP", "software copyright"),
        "ic_layout": pgettext_lazy("IP", "circuit layout"),
        "plant_variety": pgettext_lazy("IP", "plant variety or other class-I right"),
    },
    "ip_status": {
        "applied": pgettext_lazy("IP", "applied for"),
        "valid": pgettext_lazy("IP", "in force"),
        "lapsed": pgettext_lazy("IP", "lapsed"),
        "invalidated": pgettext_lazy("IP", "invalidated"),
        "challenged": pgettext_lazy("IP", "invalidation asked for"),
        "disputed": pgettext_lazy("IP", "disputed or frozen"),
    },
    "reading_source": {
        "firm": pgettext_lazy("reading", "as the firm says"),
        "register": pgettext_lazy("reading", "read in the register"),
    },
    "valuation_state": {
        "ordered": pgettext_lazy("valuation", "ordered"),
        "received": pgettext_lazy("valuation", "received"),
        "used": pgettext_lazy("valuation", "used in a pledge"),
        "declined": pgettext_lazy("valuation", "not taken on"),
        "withdrawn": pgettext_lazy("valuation", "no longer wanted"),
    },
    "valuation_method": {
        "income": pgettext_lazy("valuation", "income approach"),
        "market": pgettext_lazy("valuation", "market approach"),
        "cost": pgettext_lazy("valuation", "cost approach"),
        "own_model": pgettext_lazy("valuation", "the bank's own model"),
    },
    "pledge_state": {
        "offered": pgettext_lazy("pledge", "waits for the bank"),
        "proposed": pgettext_lazy("pledge", "waits for the bank's second person"),
        "signed": pgettext_lazy("pledge", "contract signed"),
        "registered": pgettext_lazy("pledge", "registered"),
        "released": pgettext_lazy("pledge", "released"),
        "declined": pgettext_lazy("pledge", "not taken by the bank"),
        "withdrawn": pgettext_lazy("pledge", "taken back by the firm"),
    },
    "pledge_step": {
        "offered": pgettext_lazy("pledge", "The bank checks and signs"),
        "signed": pgettext_lazy("pledge", "The pledge is registered"),
        "registered": pgettext_lazy("pledge", "It secures the loan"),
        "released": pgettext_lazy("pledge", "The rights are free again"),
    },
    "filing_kind": {
        "create": pgettext_lazy("filing", "new pledge"),
        "change": pgettext_lazy("filing", "change"),
        "release": pgettext_lazy("filing", "release"),
    },
    "filing_state": {
        "drafted": pgettext_lazy("filing", "waits for the firm's yes"),
        "submitted": pgettext_lazy("filing", "at the window"),
        "correcting": pgettext_lazy("filing", "to be corrected, the clock stands"),
        "registered": pgettext_lazy("filing", "entered"),
        "refused": pgettext_lazy("filing", "refused"),
        "withdrawn": pgettext_lazy("filing", "taken back"),
    },
    "pledge_alarm": {
        "fee_due": pgettext_lazy("alarm", "annual fee falls due"),
        "fee_unpaid": pgettext_lazy("alarm", "annual fee unpaid"),
        "ends_early": pgettext_lazy("alarm", "ends before the debt"),
        "lapsed": pgettext_lazy("alarm", "lapsed"),
        "invalidated": pgettext_lazy("alarm", "invalidated"),
        "challenged": pgettext_lazy("alarm", "invalidation asked for"),
        "disputed": pgettext_lazy("alarm", "disputed or frozen"),
    },
    "realisation_way": {
        "auction": pgettext_lazy("realisation", "auction"),
        "sale": pgettext_lazy("realisation", "sale"),
        "agreed": pgettext_lazy("realisation", "taken over at an agreed price"),
        "licence": pgettext_lazy("realisation", "licence income"),
    },
    "after_correction": {
        "restarts": _("the clock starts anew once it is corrected"),
        "rests": _("the clock goes on once it is corrected"),
    },
}
PLEDGE_EVENTS: dict[str, Any] = {
    "ip_asset.assessed": pgettext_lazy("event", "right assessed in three dimensions"),
    "ip_asset.co_owner_named": pgettext_lazy("event", "co-owner of a right named"),
    "ip_asset.kept": pgettext_lazy("event", "right kept"),
    "ip_asset.read": pgettext_lazy("event", "state of a right noted"),
    "ip_asset.valuation_declined": pgettext_lazy("event", "valuation not taken on"),
    "ip_asset.valuation_ordered": pgettext_lazy("event", "valuation ordered"),
    "ip_asset.valuation_withdrawn": pgettext_lazy("event", "valuation no longer wanted"),
    "ip_asset.valued": pgettext_lazy("event", "valuation given"),
    "pledge.alarm": pgettext_lazy("event", "alarm about a pledged right"),
    "pledge.bound_again": pgettext_lazy("event", "loan of the pledge runs again"),
    "pledge.change_asked": pgettext_lazy("event", "change of a pledge asked for"),
    "pledge.change_dropped": pgettext_lazy("event", "change of a pledge taken back"),
    "pledge.changed": pgettext_lazy("event", "change of a pledge registered"),
    "pledge.consent_recorded": pgettext_lazy("event", "consent of a co-owner recorded"),
    "pledge.corrected": pgettext_lazy("event", "filing corrected"),
    "pledge.correction_asked": pgettext_lazy("event", "correction of a filing asked for"),
    "pledge.declined": pgettext_lazy("event", "pledge not taken by the bank"),
    "pledge.filed": pgettext_lazy("event", "filing submitted"),
    "pledge.filing_late": pgettext_lazy("event", "filing not answered in time"),
    "pledge.freed": pgettext_lazy("event", "loan of the pledge ended"),
    "pledge.offered": pgettext_lazy("event", "pledge offered"),
    "pledge.realised": pgettext_lazy("event", "pledged right realised"),
    "pledge.refused": pgettext_lazy("event", "filing refused"),
    "pledge.registered": pgettext_lazy("event", "pledge registered"),
    "pledge.released": pgettext_lazy("event", "pledge released"),
    "pledge.signed": pgettext_lazy("event", "pledge signed"),
    "pledge.signing_proposed": pgettext_lazy("event", "signature of a pledge proposed"),
    "pledge.withdrawn": pgettext_lazy("event", "pledge taken back"),
}
PLEDGE_JOBS: dict[str, Any] = {
    "pledges.alarms": pgettext_lazy("job", "raise alarms about pledged rights"),
    "pledges.check": pgettext_lazy("job", "hold pledges against their rights and entries"),
    "pledges.clocks": pgettext_lazy("job", "watch the register window's clock"),
}
