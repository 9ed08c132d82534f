"""The ways of everything of public money: from which state to which, and what may be done where.

Written from the rules; the model's own moves are held to `WAYS`, and what is tried in a state that
is not among its states in `ACTS` is a forbidden step, which must be refused or change nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.model.reference.life import Life

NEW = "-"


def _ways(text: str) -> dict[str, frozenset[str]]:
    """ "filed: proposed withdrawn" a line."""
    found = {}
    for line in text.strip().splitlines():
        since, _, to = line.strip().partition(":")
        found[since] = frozenset(to.split())
    return found


WAYS: dict[str, dict[str, frozenset[str]]] = {
    "loan": _ways("""
        -: active
        active: settled written_off renewed
    """),
    "request": _ways("""
        -: submitted
        submitted: proposed refused withdrawn lapsed
        proposed: submitted approved done refused withdrawn lapsed
        approved: done
    """),
    "bridge": _ways("""
        -: submitted
        submitted: opined refused withdrawn lapsed
        opined: submitted backed refused withdrawn lapsed
        backed: proposed refused withdrawn lapsed
        proposed: backed approved refused withdrawn lapsed
        approved: released settling called_off lapsed
        released: repaid settling called_off
        repaid: released settling closed
        settling: closed called_off
    """),
    "claim": _ways("""
        -: filed
        filed: proposed withdrawn correcting
        correcting: filed withdrawn
        proposed: filed advanced settled refused
        advanced: proposed
    """),
    "recovery": _ways("""
        -: reported
        reported: shared rejected
    """),
    "guarantee": _ways("""
        -: asked stopped issued
        asked: proposed refused withdrawn
        proposed: asked issued refused withdrawn
        issued: effective lapsed withdrawn
        effective: ended
    """),
    "fee": _ways("""
        -: due
        due: paid waived
    """),
    "award": _ways("""
        -: held waiting
        waiting: held superseded cancelled
        held: ordered paid superseded cancelled
        ordered: paid cancelled
        paid: ordered
    """),
    "distribution": _ways("""
        -: asked
        asked: done returned
    """),
    "claw-back": _ways("""
        -: proposed ordered
        proposed: ordered dropped
        ordered: closed
    """),
    "payment": _ways("""
        -: due no_account
        no_account: cancelled
        due: batched cancelled
        batched: due sent cancelled
        sent: confirmed returned
        confirmed: returned_late
    """),
    "run": _ways("""
        -: draft
        draft: submitted returned
        submitted: approved returned
    """),
    "breaker": _ways("""
        -: normal
        normal: warned suspended
        warned: normal suspended
        suspended: normal warned
    """),
    "wish": _ways("""
        -: asked
        asked: done returned
    """),
    "kept out": _ways("""
        -: out
        out: asked
        asked: out let_in
    """),
    "batch": _ways("""
        -: draft
        draft: sent closed discarded
        sent: closed
    """),
}
# What is done to a thing, and the states in which it may lead on.
ACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "loan": {
        "repay": ("active", "written_off"),
        "repay early": ("active",),
        "settle loan": ("active",),
        "arrears": ("active",),
        "penalty": ("active",),
        "draw": ("active",),
        "propose to extend": ("active",),
        "propose to change rate": ("active",),
        "propose to write off": ("active",),
        "apply for bridge": ("active",),
        "ask renewal": ("active",),
        "ask extension": ("active",),
    },
    "request": {
        "propose answer": ("submitted",),
        "approve answer": ("proposed",),
        "request submitted": ("proposed",),
        "request refused": ("submitted", "proposed"),
        "request withdrawn": ("submitted", "proposed"),
        "renew loan": ("approved",),
    },
    "bridge": {
        "promise renewal": ("submitted",),
        "sign promise": ("opined",),
        "propose bridge": ("backed",),
        "approve bridge": ("proposed",),
        "release bridge": ("approved",),
        "receive own_funds": ("approved", "released", "repaid"),
        "receive new_loan": ("repaid",),
        "draw new loan": ("repaid",),
        "settle bridge": ("repaid",),
        "call bridge off": ("approved", "released"),
        "bridge: opinion back": ("opined",),
        "bridge: approval back": ("proposed",),
        "bridge: bank refuses": ("submitted", "opined"),
        "bridge: office refuses": ("backed", "proposed"),
        "bridge: withdrawn": ("submitted", "opined", "backed", "proposed"),
    },
    "claim": {
        "propose to advance": ("filed",),
        "propose to settle": ("filed", "advanced"),
        "propose to refuse": ("filed",),
        "decide claim": ("proposed",),
        "send proposal back": ("proposed",),
        "withdraw claim": ("filed", "correcting"),
        "ask correction": ("filed",),
        "correct claim": ("correcting",),
        "report recovery": ("settled",),
    },
    "recovery": {"confirm recovery": ("reported",), "reject recovery": ("reported",)},
    "guarantee": {
        "propose guarantee": ("asked",),
        "approve guarantee": ("proposed",),
        "letter asked": ("proposed",),
        "letter refused": ("asked", "proposed"),
        "letter withdrawn": ("asked", "proposed", "issued"),
    },
    "fee": {"receive fee": ("due",), "waive fee": ("due",)},
    "award": {
        "order subsidy": ("held", "ordered"),
        "cancel subsidy": ("waiting", "held", "ordered"),
        "order back": ("ordered", "paid"),
    },
    "distribution": {
        "approve distribution": ("asked",),
        "return distribution": ("asked",),
    },
    "claw-back": {
        "confirm claw-back": ("proposed",),
        "drop claw-back": ("proposed",),
        "receive claw-back": ("ordered",),
        "ask waiver": ("ordered",),
        "waive claw-back": ("ordered",),
    },
    "payment": {
        "take out": ("batched",),
        "reissue": ("returned", "returned_late"),
        "late return": ("confirmed",),
    },
    "run": {
        "submit run": ("draft",),
        "approve run": ("submitted",),
        "return run": ("draft", "submitted"),
    },
    "wish": {"decide breaker change": ("asked",)},
    "kept out": {"ask to let in": ("out",), "decide to let in": ("asked",)},
    "batch": {
        "approve batch": ("draft",),
        "discard batch": ("draft",),
        "bank answers": ("sent", "closed"),
    },
}
# Ways and tries that this small town does not come to, each with its reason.
OUTSIDE: dict[tuple[str, str, str], str] = {
    ("bridge", "released", "called_off"): "a fifth of the firm's own always stands in the escrow"
    " and goes back to it first",
}
KINDS = {
    **{name: name.lower() for name in ("Loan", "Bridge", "Claim", "Recovery", "Guarantee")},
    "Fee": "fee",
    "Award": "award",
    "ClawBack": "claw-back",
    "Payment": "payment",
    "Batch": "batch",
    "Request": "request",
    "Distribution": "distribution",
    "Run": "run",
    "Breaker": "breaker",
    "Wish": "wish",
    "KeptOut": "kept out",
}


def kind_of(thing: Any) -> str:
    return KINDS.get(type(thing).__name__, "")


def state_of(thing: Any, today: date) -> str:
    """A loan's state follows from its reports."""
    return str(thing.standing(today).state if kind_of(thing) == "loan" else thing.state)


def things(life: Life) -> Iterator[tuple[str, Any, Any]]:
    """(kind, the key it keeps for ever, the thing)."""
    for kind, rows in (
        ("loan", life.loans),
        ("request", life.requests.rows),
        ("bridge", life.bridges.rows),
        ("claim", life.claims.claims),
        ("guarantee", life.guarantees.rows),
        ("award", life.subsidies.awards),
        ("distribution", life.distributions.rows),
        ("claw-back", life.subsidies.claw_backs),
        ("payment", life.bank.payments),
        ("batch", life.bank.batches),
        ("run", life.runs.rows),
        ("breaker", life.breakers.rows.values()),
        ("wish", life.breakers.wishes),
        ("kept out", life.breakers.kept_out),
    ):
        for row in rows:
            yield kind, row.key, row
    for claim in life.claims.claims:
        for told in claim.recoveries:
            yield "recovery", told.key, told
    for row in life.guarantees.rows:
        for no, fee in enumerate(row.fees):
            yield "fee", (row.key, no), fee


def states(life: Life) -> dict[tuple[str, Any], str]:
    return {(kind, key): state_of(each, life.today) for kind, key, each in things(life)}


def may(kind: str, since: str, to: str) -> bool:
    return to in WAYS[kind].get(since, ())


def allowed() -> list[tuple[str, str, str]]:
    return [(kind, since, to) for kind, ways in WAYS.items()
            for since, many in ways.items() for to in sorted(many)]  # fmt: skip


def states_of(kind: str) -> list[str]:
    ways = WAYS[kind]
    return sorted({*ways, *(to for many in ways.values() for to in many)} - {NEW})


def forbidden() -> list[tuple[str, str, str]]:
    """(kind, what is done, the state in which it may not lead on)."""
    return [
        (kind, what, state)
        for kind, acts in ACTS.items()
        for what, since in acts.items()
        for state in states_of(kind)
        if state not in since
    ]
