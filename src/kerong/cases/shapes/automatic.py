"""免申即享: which act is allowed in which state of a grant nobody applied for."""

from kerong.cases.models import Application

S = Application.State

STEPS: dict[str, frozenset[str]] = {
    "confirm_list": frozenset({S.CANDIDATE}),
    "strike_off": frozenset({S.CANDIDATE, S.PUBLICITY, S.RECHECK}),
    # agreeing leaves it where it is, opting out ends it, disputing data has it looked at again
    "reply": frozenset({S.PUBLICITY}),
    "raise_objection": frozenset({S.PUBLICITY, S.RECHECK}),
    "resolve_objection": frozenset({S.RECHECK}),
    "decide_listed": frozenset({S.PUBLICITY}),
    # a firm that was told is struck off by two
    "approve_decision": frozenset({S.PROPOSED}),
    "return_decision": frozenset({S.PROPOSED}),
}
