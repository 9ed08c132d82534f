"""Who may open the pages of the portal that are for firms alone, or belong to the portal itself."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

HOME = Policy("portal.home", roles.EVERYONE, Whose.PUBLIC)
KEEP_FORM = Policy("portal.keep_form", roles.FIRM, Whose.SELF, note="one's own unsent form")
THREAD = Policy(
    "portal.thread", roles.FIRM, Whose.OWN_ENTERPRISE, note="the firm's side of cases.read_take_up"
)
SPEAK = Policy("portal.speak", roles.FIRM, Whose.OWN_ENTERPRISE, note="the firm's side of a thread")
LOANS = Policy("portal.loans", roles.FIRM, Whose.OWN_ENTERPRISE)

POLICIES: tuple[Policy, ...] = (HOME, KEEP_FORM, THREAD, SPEAK, LOANS)
