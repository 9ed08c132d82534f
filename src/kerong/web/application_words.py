"""Words for the codes of applications for policies, in the language of the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

APPLICATION_WORDS: dict[str, dict[str, Any]] = {
    "application_state": {
        "draft": pgettext_lazy("application", "draft"),
        "candidate": pgettext_lazy("application", "to be confirmed"),
        "submitted": pgettext_lazy("application", "to be accepted"),
        "correction": pgettext_lazy("application", "papers asked"),
        "accepted": pgettext_lazy("application", "under review"),
        "proposed": pgettext_lazy("application", "to be decided"),
        "publicity": pgettext_lazy("application", "public"),
        "recheck": pgettext_lazy("application", "objection looked at"),
        "approved": pgettext_lazy("application", "granted"),
        "rejected": pgettext_lazy("application", "not granted"),
        "withdrawn": pgettext_lazy("application", "withdrawn"),
    },
    "application_filter": {
        "open": pgettext_lazy("application", "all in hand"),
        "overdue": pgettext_lazy("application", "overdue"),
        "mine": pgettext_lazy("application", "awaiting our opinion"),
        "all": pgettext_lazy("application", "all"),
    },
    "application_reply": {
        "agreed": pgettext_lazy("application", "agreed"),
        "opted_out": pgettext_lazy("application", "opted out"),
        "disputed": pgettext_lazy("application", "data disputed"),
    },
    "opinion": {
        "agree": pgettext_lazy("opinion", "agree"),
        "disagree": pgettext_lazy("opinion", "disagree"),
    },
    "decision_outcome": {
        "grant": pgettext_lazy("decision", "grant"),
        "reject": pgettext_lazy("decision", "do not grant"),
    },
    "objection_outcome": {
        "upheld": pgettext_lazy("objection", "upheld: look at everything again"),
        "dismissed": pgettext_lazy("objection", "dismissed"),
    },
    "list_state": {
        "filling": pgettext_lazy("list of firms", "being filled"),
        "drawn_up": pgettext_lazy("list of firms", "to be confirmed"),
        "confirmed": pgettext_lazy("list of firms", "public"),
        "decided": pgettext_lazy("list of firms", "decided"),
        "dropped": pgettext_lazy("list of firms", "given up"),
    },
}

APPLICATION_EVENTS: dict[str, Any] = {
    "application.accepted": pgettext_lazy("event", "application accepted"),
    "application.approved": pgettext_lazy("event", "application granted"),
    "application.clock_moved": pgettext_lazy("event", "deadlines of the application moved"),
    "application.correction_answered": pgettext_lazy("event", "call for papers answered"),
    "application.correction_asked": pgettext_lazy("event", "call for papers"),
    "application.decision_proposed": pgettext_lazy("event", "decision proposed"),
    "application.decision_returned": pgettext_lazy("event", "decision sent back"),
    "application.dispute_settled": pgettext_lazy("event", "dispute of data settled"),
    "application.effect_refused": pgettext_lazy("event", "decision could not take effect"),
    "application.objected": pgettext_lazy("event", "objection raised"),
    "application.objection_resolved": pgettext_lazy("event", "objection answered"),
    "application.paper_attached": pgettext_lazy("event", "paper put to the application"),
    "application.rejected": pgettext_lazy("event", "application not granted"),
    "application.replied": pgettext_lazy("event", "firm answered a grant"),
    "application.reviewed": pgettext_lazy("event", "office gave its opinion"),
    "application.rules_could_not_decide": pgettext_lazy("event", "rules could not decide"),
    "application.started": pgettext_lazy("event", "application begun"),
    "application.struck_off": pgettext_lazy("event", "firm struck off a list"),
    "application.submitted": pgettext_lazy("event", "application sent"),
    "application.told": pgettext_lazy("event", "firm told of a grant"),
    "application.draft_lapsed": pgettext_lazy("event", "draft of an application cleared"),
    "application.withdrawn": pgettext_lazy("event", "application withdrawn"),
    "clause.arranged": pgettext_lazy("event", "clause taken on"),
    "eligible_list.confirmed": pgettext_lazy("event", "list confirmed"),
    "eligible_list.decided": pgettext_lazy("event", "list decided"),
    "eligible_list.drawn_up": pgettext_lazy("event", "list drawn up"),
    "eligible_list.dropped": pgettext_lazy("event", "list given up"),
    "eligible_list.opened": pgettext_lazy("event", "list begun"),
}
