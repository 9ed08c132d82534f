"""Questions of screens about guarantees; each in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import localdate

from kerong.contracts.guarantees.access import (
    READ_GUARANTEE,
    WATCH,
    agreements_seen_by,
    guarantee_for,
    guarantees_seen_by,
    invoices_seen_by,
)
from kerong.contracts.guarantees.accounts import liability_code
from kerong.contracts.guarantees.approve_guarantee import stops_now
from kerong.contracts.guarantees.ask_letter import stops_held
from kerong.contracts.guarantees.bearers import GUARANTOR, Bearer, bearers_of
from kerong.contracts.guarantees.claim_rate import ProgrammeRate, rate_of
from kerong.contracts.guarantees.diligence import SideDiligence, diligence_of
from kerong.contracts.guarantees.models import (
    Agreement,
    DiligenceRecord,
    ExtensionConsent,
    FeeInvoice,
    Guarantee,
    GuaranteePaper,
    LiabilityStep,
    ProgrammeSuspension,
)
from kerong.contracts.guarantees.parameters import TicketRule, ticket_rule
from kerong.contracts.guarantees.programmes import (
    programme_choices,
    programme_row_or_none,
    programme_table,
    programme_words,
)
from kerong.contracts.guarantees.stops import Stop
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.rules.programmes.guarantees import GuaranteeTerms
from kerong.rules.programmes.held import Row

Side = DiligenceRecord.Side


@dataclass(frozen=True, slots=True)
class GuaranteePage:
    """One guarantee as its reader sees it. Papers, diligence and stops are for institutions and
    those who watch; the firm has letter, balances and its own fees.
    """

    guarantee: Guarantee
    steps: list[LiabilityStep]
    invoices: list[FeeInvoice]
    consents: list[ExtensionConsent]
    papers: list[GuaranteePaper]
    diligence: tuple[SideDiligence, ...]
    stops: tuple[Stop, ...]
    bearers: tuple[Bearer, ...]
    side: str

    @property
    def open_consent(self) -> ExtensionConsent | None:
        asked = ExtensionConsent.State.ASKED
        return next((row for row in self.consents if row.state == asked), None)


def guarantee_page(actor: Actor, no: str, *, at: datetime) -> GuaranteePage:
    """Raises GuaranteeNotFound for one that is not the actor's to see."""
    row = guarantee_for(actor, no)
    inside = actor.role not in roles.FIRM
    diligence: tuple[SideDiligence, ...] = ()
    papers: list[GuaranteePaper] = []
    stops: tuple[Stop, ...] = ()
    if inside:
        diligence = tuple(diligence_of(row, side) for side in (Side.BANK, Side.GUARANTOR))
        papers = list(row.papers.select_related("document", "institution", "attached_by"))
        stops = stops_held(row)
        if row.state in Guarantee.OPEN:
            stops = stops_now(row, at)
    return GuaranteePage(
        guarantee=row,
        steps=list(row.steps.order_by("no")),
        invoices=list(invoices_seen_by(actor).filter(guarantee=row).order_by("no")),
        consents=list(row.consents.select_related("asked_by", "decided_by")),
        papers=papers,
        diligence=diligence,
        stops=stops,
        bearers=bearers_of(row),
        side=_side(actor, row),
    )


def _side(actor: Actor, row: Guarantee) -> str:
    if actor.role not in roles.INSTITUTION:
        return ""
    bank = actor.institution_id == row.bank_id
    return Side.BANK.value if bank else Side.GUARANTOR.value


def paper_of(actor: Actor, no: str, paper_id: int) -> GuaranteePaper | None:
    """A paper of a guarantee the actor's institution is a side of, or watches; never the firm's."""
    READ_GUARANTEE.require(actor)
    if actor.role in roles.FIRM:
        return None
    rows = GuaranteePaper.objects.filter(guarantee__in=guarantees_seen_by(actor))
    return rows.select_related("document").filter(guarantee__no=no, pk=paper_id).first()


@dataclass(frozen=True, slots=True)
class Tasks:
    """What waits at an institution's desk: agreements to sign, requests, questions, fees due."""

    agreements: int
    requests: int
    proposals: int
    consents: int
    invoices: int


def own_tasks(actor: Actor, on: date) -> Tasks:
    """Five queries."""
    mine = actor.institution_id
    asked = Guarantee.objects.filter(guarantor_id=mine)
    waiting = ExtensionConsent.objects.filter(
        guarantee__guarantor_id=mine, state=ExtensionConsent.State.ASKED
    )
    due = FeeInvoice.objects.filter(
        guarantee__guarantor_id=mine, state=FeeInvoice.State.DUE, due_on__lte=on
    ).exclude(kind=FeeInvoice.Kind.REFUND)
    return Tasks(
        agreements=Agreement.objects.filter(bank_id=mine, state=Agreement.State.DRAFTED).count(),
        requests=asked.filter(state=Guarantee.State.ASKED).count(),
        proposals=asked.filter(state=Guarantee.State.PROPOSED).count(),
        consents=waiting.count(),
        invoices=due.count(),
    )


def usable_agreements(bank_id: int | None, on: date) -> QuerySet[Agreement]:
    """What a bank may ask a letter under today."""
    rows = Agreement.objects.filter(
        bank_id=bank_id, state=Agreement.State.SIGNED, from_on__lte=on, to_on__gte=on
    )
    running = Q(ended_on=None) | Q(ended_on__gt=on)
    return rows.filter(running).select_related("guarantor").order_by("guarantor__name", "pk")


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a list of guarantees; small tickets by number and amount given."""

    count: int
    balance_fen: int
    liability_fen: int
    given_fen: int
    small_fen: int
    rule: TicketRule

    @property
    def small_ppm(self) -> int | None:
        """The share of small tickets in the amount; none where nothing was given."""
        return round_ppm(self.small_fen, self.given_fen)


def round_ppm(part: int, whole: int) -> int | None:
    """Rounded half up; nothing of nothing is unknown."""
    return (2 * part * 1_000_000 + whole) // (2 * whole) if whole else None


def totals_of(rows: QuerySet[Guarantee], on: date) -> Totals:
    """One query; counted are guarantees in force."""
    rule = ticket_rule(on)
    found = (
        rows.order_by()
        .filter(state=Guarantee.State.EFFECTIVE)
        .aggregate(
            count=Count("pk"),
            balance=Sum("balance_fen", default=0),
            liability=Sum("liability_fen", default=0),
            given=Sum("amount_fen", default=0),
            small=Sum("amount_fen", filter=Q(amount_fen__lte=rule.ticket_fen), default=0),
        )
    )
    return Totals(
        count=found["count"],
        balance_fen=int(found["balance"]),
        liability_fen=int(found["liability"]),
        given_fen=int(found["given"]),
        small_fen=int(found["small"]),
        rule=rule,
    )


@dataclass(frozen=True, slots=True)
class Exposure:
    """Guarantees in force of one guarantor, or of one bank, under a programme."""

    name: str
    programme: str
    count: int
    balance_fen: int
    liability_fen: int
    own_fen: int | None


def exposure_by(side: str) -> list[Exposure]:
    """`side` is "guarantor" or "bank"; the largest first; two queries. What the guarantor bears
    itself of the liability is its account in the memo book; a bank has no such part.
    """
    own = dict(
        Account.objects.filter(kind="guarantees_outstanding").values_list("code", "balance_fen")
    )
    rows = (
        Guarantee.objects.filter(state=Guarantee.State.EFFECTIVE)
        .order_by()
        .values(f"{side}_id", f"{side}__name", "agreement__programme")
        .annotate(count=Count("pk"), balance=Sum("balance_fen"), liability=Sum("liability_fen"))
        .order_by("-balance", f"{side}__name")
    )
    return [
        Exposure(
            row[f"{side}__name"],
            row["agreement__programme"],
            row["count"],
            int(row["balance"]),
            int(row["liability"]),
            own.get(liability_code(row["guarantor_id"], row["agreement__programme"], GUARANTOR), 0)
            if side == "guarantor"
            else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ProgrammeSeen:
    """A programme on a day: its terms in force, its rates, whether it is suspended."""

    key: str
    title_zh: str
    title_en: str
    row: Row[GuaranteeTerms] | None
    rates: tuple[ProgrammeRate, ...]
    suspensions: tuple[ProgrammeSuspension, ...]

    def title(self, language: str) -> str:
        return self.title_en if language.lower().startswith("en") else self.title_zh

    @property
    def is_suspended(self) -> bool:
        return any(row.guarantor_id is None for row in self.suspensions)


def programmes_seen(actor: Actor, *, at: datetime) -> list[ProgrammeSeen]:
    """Every programme with the rate of all guarantors together."""
    WATCH.require(actor)
    open_rows = list(_suspensions())
    return [
        _seen(key, open_rows, (rate_of(key, None, localdate(at)),), at)
        for key, _zh, _en in programme_choices()
    ]


def programme_seen(actor: Actor, key: str, *, at: datetime) -> ProgrammeSeen:
    """One programme with the rate of each guarantor under it. Raises ProgrammeUnknown."""
    WATCH.require(actor)
    programme_table(key)
    signed = Agreement.objects.filter(state=Agreement.State.SIGNED, programme=key).order_by()
    working = sorted(set(signed.values_list("guarantor_id", flat=True)))
    rates = tuple(rate_of(key, pk, localdate(at)) for pk in (None, *working))
    return _seen(key, list(_suspensions()), rates, at)


def _suspensions() -> QuerySet[ProgrammeSuspension]:
    return ProgrammeSuspension.objects.filter(resumed_at=None).select_related("guarantor")


def _seen(
    key: str,
    open_rows: list[ProgrammeSuspension],
    rates: tuple[ProgrammeRate, ...],
    at: datetime,
) -> ProgrammeSeen:
    zh, en = programme_words(key)
    held = tuple(row for row in open_rows if row.programme == key)
    return ProgrammeSeen(key, zh, en, programme_row_or_none(key, localdate(at)), rates, held)


def agreements_of(actor: Actor) -> QuerySet[Agreement]:
    """Agreements the actor may see, the latest first."""
    return agreements_seen_by(actor).select_related("bank", "guarantor").order_by("-pk")
