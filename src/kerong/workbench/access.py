"""Who comes to the workbench, and policies of its own addresses."""

from kerong.cases import access as cases
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

HOME = Policy("workbench.home", roles.INSTITUTION, Whose.OWN_INSTITUTION)
THREAD = Policy(
    "workbench.thread",
    cases.READ_TAKE_UP.roles & roles.INSTITUTION,
    Whose.OWN_INSTITUTION,
    note="the institution's side of a take-up",
)
SPEAK = Policy("workbench.speak", cases.SPEAK.roles & roles.INSTITUTION, Whose.OWN_INSTITUTION)
LOANS = Policy("workbench.loans", roles.INSTITUTION, Whose.OWN_INSTITUTION)
GUARANTEES = Policy("workbench.guarantees", roles.INSTITUTION, Whose.OWN_INSTITUTION)
