"""I4: the tables of moves of every kind of case and contract, and the walk of a trail along one.

A table is written from the rules of its package, not from its code: event → the states it may
come in, the states it may lead to. An event that is in no table moves nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kerong.cases.models import Application, Case, EligibleList, TakeUp
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.compensation.models import Claim, Recovery
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.subsidies.models import ClawBack, InterestRun, Subsidy
from kerong.payments.models import PaymentBatch
from kerong.trail.models import Event
from tests.build.moves_contracts import CONTRACT_TABLES, CONTRACTS_SAY_WHY
from tests.build.tables import START, Table, moves_of, of

# Events by which something is refused, ended or sent back: each says why.
_SAY_WHY = {
    *("claim.refused", "claim.withdrawn", "claim.proposal_returned", "claim.correction_asked"),
    *("claim.recovery_rejected", "guarantee.refused", "guarantee.withdrawn", "guarantee.returned"),
    *("bridge.refused", "bridge.opinion_returned", "bridge.approval_returned", "bridge.given_up"),
    *("subsidy.cancelled", "subsidy.claw_back_dropped", "subsidy.claw_back_waiver_asked"),
    *("interest_run.returned", "payment_batch.discarded", "loan.answer_returned"),
    *("loan.report_returned", "case.withdrawn", "application.withdrawn"),
    *("application.decision_returned", "eligible_list.dropped"),
    *CONTRACTS_SAY_WHY,
}


def _applications() -> Iterable[tuple[str, str]]:
    """Candidates of a list that was dropped are told of on the list."""
    for row in Application.objects.values("no", "state", "end_code", "eligible_list__state"):
        dropped = row["end_code"] == "list_dropped" and row["eligible_list__state"] == "dropped"
        yield row["no"], "candidate" if dropped else row["state"]


CLAIMS = moves_of("""
filed: - > filed
correction_asked: filed > correcting
corrected: correcting > filed
proposed: filed advanced > proposed
proposal_returned: proposed > filed advanced
decided: proposed > advanced settled
refused: proposed > refused
withdrawn: filed correcting > withdrawn
""")
RECOVERIES = moves_of("""
recovery_reported: - > reported
recovery_shared: reported > shared
recovery_rejected: reported > rejected
""")
GUARANTEES = moves_of("""
asked: - > asked
stopped: - > stopped
proposed: asked > proposed
returned: proposed > asked
letter_issued: asked proposed > issued
refused: asked proposed > refused
withdrawn: asked proposed issued > withdrawn
lapsed: issued > lapsed
effective: issued > effective
ended: effective > ended
reinstated: ended > effective
""")
BRIDGES = moves_of("""
asked: - > submitted
opinion_proposed: submitted > opined
opinion_returned: opined > submitted
backed: opined > backed
approval_proposed: backed > proposed
approval_returned: proposed > backed
approved: proposed > approved
released: approved > released
repaid: released > repaid
payment_returned_late: released repaid settling closed called_off > released settling closed called_off
returned: repaid > settling
given_up: approved released > settling
closed: settling > closed
called_off: settling > called_off
refused: submitted opined backed proposed > refused
withdrawn: submitted opined backed proposed > withdrawn
lapsed: submitted opined backed proposed approved > lapsed
""")  # noqa: E501
SUBSIDIES = moves_of("""
awarded: - > waiting held
shared: waiting > held
ordered: held ordered > ordered paid
delivered: held ordered > ordered paid
paid: ordered paid > ordered paid
payment_returned_late: ordered paid cancelled > ordered cancelled paid
superseded: waiting held > superseded
cancelled: waiting held ordered > cancelled paid
""")
CLAW_BACKS = moves_of("""
claw_back_proposed: - > proposed
claw_back_ordered: proposed > ordered
claw_back_received: ordered > ordered
claw_back_offset: ordered > ordered
claw_back_waived: ordered > ordered
claw_back_closed: ordered > closed
claw_back_dropped: proposed > dropped
""")
RUNS = moves_of("""
drafted: - > computing draft
submitted: draft > submitted
approved: submitted > approved
returned: computing draft submitted > returned
""")
BATCHES = moves_of("""
drafted: - > draft
approved: draft > sending
sent: sending > sent
closed: sent > closed
discarded: draft > emptying discarded
""")
REQUESTS = moves_of("""
request_made: - > submitted
answer_proposed: submitted > proposed
answer_returned: proposed > submitted
answer_approved: proposed > approved done
renewed: approved > done
request_refused: submitted proposed approved > refused
request_withdrawn: submitted proposed > withdrawn
request_lapsed: submitted proposed > lapsed
""")
CASES = moves_of("""
published: - > open
accepted: open accepted > accepted
acceptance_ended: accepted credited > open
credited: accepted > credited
disbursed: credited > disbursed
rated: disbursed > disbursed closed
rating_answered: disbursed > closed
closed_unrated: disbursed > closed
unmet: open > unmet
reopened: unmet > open
withdrawn: open unmet accepted > withdrawn
""")
TAKE_UPS = moves_of("""
taken: - > taken
contacted: taken contacted quoted > contacted quoted
quoted: taken contacted quoted accepted > quoted accepted
accepted: quoted accepted > accepted
credit_proposed: accepted > accepted
credit_returned: accepted > accepted
credit_approved: accepted > credited
disbursed: credited > disbursed
released: taken contacted quoted accepted credited > released
""")
APPLICATIONS = moves_of("""
started: - > draft
told: - > publicity
submitted: draft > submitted
accepted: submitted > accepted
correction_asked: submitted > correction
correction_answered: correction > submitted
decision_proposed: accepted > proposed publicity
decision_returned: proposed publicity > accepted
objected: publicity recheck > recheck
objection_resolved: recheck > recheck publicity accepted rejected
replied: publicity > publicity withdrawn recheck
dispute_settled: recheck > recheck publicity
struck_off: - publicity recheck > withdrawn rejected
approved: submitted accepted proposed publicity > approved
rejected: submitted accepted proposed publicity recheck rejected > rejected
withdrawn: draft submitted correction accepted proposed publicity recheck > withdrawn
""")
LISTS = moves_of("""
opened: - > filling
drawn_up: filling > drawn_up
confirmed: drawn_up > confirmed
decided: confirmed decided > confirmed decided
dropped: drawn_up filling > dropped
""")
TABLES = (
    Table("claim", "claim", of(Claim), CLAIMS),
    Table("claim", "claim", of(Recovery, "pk"), RECOVERIES, "recovery"),
    Table("guarantee", "guarantee", of(Guarantee), GUARANTEES),
    Table("bridge", "bridge", of(Bridge), BRIDGES),
    Table("subsidy", "subsidy", of(Subsidy), SUBSIDIES),
    Table("subsidy", "subsidy", of(ClawBack), CLAW_BACKS, "claw_back"),
    Table("interest_run", "interest_run", of(InterestRun), RUNS),
    Table("payment_batch", "payment_batch", of(PaymentBatch), BATCHES),
    Table("loan", "loan", of(LoanRequest), REQUESTS, "request"),
    Table("case", "case", of(Case), CASES),
    Table("take_up", "take_up", of(TakeUp, "no", "stage"), TAKE_UPS),
    Table("application", "application", _applications, APPLICATIONS),
    Table("eligible_list", "eligible_list", of(EligibleList), LISTS),
    *CONTRACT_TABLES,
)
# States in which nothing was told of a row yet.
UNTOLD = {"payment_batch": {"filling", "discarded"}, "application": {"candidate"}}


def moves_broken() -> Iterator[str]:
    """Rows in a state their trail does not lead to, and events that came where they may not."""
    for table in TABLES:
        told = _told(table)
        for name, state in table.rows():
            yield from _walked(table, name, state, told.get(name, []))
    kinds = Event.objects.filter(kind__in=_SAY_WHY, payload__isnull=False)
    for event in kinds.order_by("pk"):
        said = event.facts
        if not any(str(said.get(name) or "").strip() for name in ("words", "reason", "code")):
            yield f"I4 {event.kind} {event.stream} without a reason"
    for stream, no in Event.objects.filter(actor="").values_list("stream", "no"):
        yield f"I4 {stream}#{no} by nobody"


def _told(table: Table) -> dict[str, list[tuple[str, int]]]:
    """Name of the row → the events that may move it, in order."""
    wanted = [f"{table.prefix}.{event}" for event in table.moves]
    rows = Event.objects.filter(kind__in=wanted, stream__startswith=f"{table.stream}:")
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for event in rows.order_by("stream", "no"):
        name = event.stream.partition(":")[2]
        if table.named:
            if event.is_erased:
                continue
            name = str(event.facts.get(table.named, ""))
        found[name].append((event.kind.partition(".")[2], event.no))
    return found


def _walked(table: Table, name: str, state: str, events: list[tuple[str, int]]) -> Iterator[str]:
    possible = frozenset({START})
    where = f"{table.named or table.stream}:{name}"
    if not events:
        if state not in UNTOLD.get(table.stream, set()):
            yield f"I6 {where} stands in {state} and nothing is told of it"
        return
    for event, no in events:
        since, to = table.moves[event]
        if not possible & since:
            yield f"I4 {where} #{no} {event} came while {' or '.join(sorted(possible))}"
        possible = to
    if state not in possible:
        yield f"I4 {where} stands in {state}, its trail leads to {' or '.join(sorted(possible))}"
