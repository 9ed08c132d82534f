"""快申快享 · 审批: which act is allowed in which state of an application a firm made itself."""

from kerong.cases.models import Application

S = Application.State

STEPS: dict[str, frozenset[str]] = {
    "save_draft": frozenset({S.DRAFT}),
    "submit": frozenset({S.DRAFT}),
    "attach_paper": frozenset({S.DRAFT, S.CORRECTION}),
    "withdraw": frozenset(
        {S.DRAFT, S.SUBMITTED, S.CORRECTION, S.ACCEPTED, S.PROPOSED, S.PUBLICITY, S.RECHECK}
    ),
    "ask_correction": frozenset({S.SUBMITTED}),
    "answer_correction": frozenset({S.CORRECTION}),
    "accept": frozenset({S.SUBMITTED}),
    "turn_down": frozenset({S.SUBMITTED}),
    "give_review": frozenset({S.ACCEPTED}),
    "propose_decision": frozenset({S.ACCEPTED}),
    # a grant waits out its publicity, a refusal waits for the second person alone
    "approve_decision": frozenset({S.PROPOSED, S.PUBLICITY}),
    "return_decision": frozenset({S.PROPOSED, S.PUBLICITY}),
    "raise_objection": frozenset({S.PUBLICITY, S.RECHECK}),
    "resolve_objection": frozenset({S.RECHECK}),
}
