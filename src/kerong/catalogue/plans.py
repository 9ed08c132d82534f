"""The plan of a day: every listing that counts, laid out once a process and catalogue number."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock

from django.db.models import Min, Q

from kerong.catalogue.cards import Card
from kerong.catalogue.documents import Phrases
from kerong.catalogue.errors import DayOutOfReach
from kerong.catalogue.models import Listing, ListingRevision, Revision
from kerong.catalogue.near import Changes
from kerong.catalogue.number import CatalogueStand, catalogue_stand
from kerong.catalogue.policies.held import HeldPolicies, hold_policies, no_policies
from kerong.catalogue.policies.raised import RaisedLimits, raised_limits
from kerong.catalogue.revisions import revision_for, revisions_in_force, rules_of
from kerong.catalogue.wording import Names, place_names
from kerong.reference.calendar import held_calendar
from kerong.reference.lpr import is_current
from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1 import Compiled, Plan, compile_rules
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import POLICY, SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables

MOST_DAYS = 3  # days of decision of the platform itself a process keeps plans for
MOST_ASKED = 5  # other days somebody asked for
MOST_SETS = 8  # sets of revisions in force it keeps compiled
REACH = timedelta(days=366)  # how far ahead of today one may ask


@dataclass(frozen=True)
class HeldPlan:
    """A plan with the cards of its listings, in the same order, and the policies of the day.

    `stale_lpr`: the day of the LPR in force, where a newer one should be held by now.
    """

    stand: CatalogueStand
    plan: Plan
    cards: tuple[Card, ...]
    phrases: Phrases
    changes: Changes
    policies: HeldPolicies
    raised: RaisedLimits
    stale_lpr: date | None = None

    def place_of(self, code: str) -> int | None:
        """Where the listing stands in plan and cards."""
        return next((at for at, card in enumerate(self.cards) if card.code == code), None)


_Key = tuple[CatalogueStand, date]
_Shelf = OrderedDict[_Key, HeldPlan]
_held: _Shelf = OrderedDict()
_asked: _Shelf = OrderedDict()
_building: dict[_Key, Lock] = {}
_compiled: OrderedDict[tuple[str, ...], Compiled] = OrderedDict()
_guard = Lock()


def plan_for(on: date) -> HeldPlan:
    """The plan for decisions of this day: two indexed reads when nothing has changed.

    A change of the catalogue is seen by the next call in every process. Nothing is compiled for a
    changed listing: compiled rules are kept by the digests of the revisions in force.
    """
    return _plan(on, _held, MOST_DAYS)


def plan_asked(on: date, *, today: date | None) -> HeldPlan:
    """The plan for a day of the caller's choosing, which never displaces the plan of today.

    Raises DayOutOfReach before the first revision and more than a year after `today`.
    """
    if on == today:
        return plan_for(on)
    if today is not None and on > today + REACH:
        raise DayOutOfReach(on=on, last=today + REACH)
    return _plan(on, _asked, MOST_ASKED, _require_reach)


def _require_reach(on: date) -> None:
    first = Revision.objects.aggregate(first=Min("in_force_from"))["first"]
    if first is not None and on < first:
        raise DayOutOfReach(on=on, first=first)


def _plan(
    on: date, shelf: _Shelf, most: int, check: Callable[[date], None] | None = None
) -> HeldPlan:
    """Found, or built by the first who needs it while the others who need it wait."""
    reference = reference_tables()
    key = (catalogue_stand(), on)
    known = _found(key, shelf, reference)
    if known is not None:
        return known
    if check is not None:
        check(on)
    with _guard:
        turn = _building.setdefault(key, Lock())
    with turn:
        fresh = _found(key, shelf, reference) or _build(key[0], on, reference)
        with _guard:
            shelf[key] = fresh
            while len(shelf) > most:
                shelf.popitem(last=False)
            _building.pop(key, None)
    return fresh


def _found(key: _Key, shelf: _Shelf, reference: ReferenceTables) -> HeldPlan | None:
    """From either shelf; what the platform itself needs moves over from the asked days."""
    with _guard:
        known = _held.get(key) or _asked.get(key)
        if known is None or known.plan.reference != reference:
            return None
        if key in shelf:
            shelf.move_to_end(key)
        elif shelf is _held:
            _held[key] = _asked.pop(key)
            while len(_held) > MOST_DAYS:
                _held.popitem(last=False)
        return known


def _build(stand: CatalogueStand, on: date, reference: ReferenceTables) -> HeldPlan:
    revisions = {revision.offering.code: revision for revision in revisions_in_force(on)}
    rules = {key: rules_of(revision) for key, revision in revisions.items()}
    shelf = [row for row in listings_on(on) if row.listing.offering.code in rules]
    arguments = [_arguments(row, rules[row.listing.offering.code]) for row in shelf]
    stale = _stale_lpr(reference, on)
    cards = tuple(_card(row, revisions[row.listing.offering.code], stale) for row in shelf)
    feeding = revisions_in_force(on, (SCORECARD,))
    plan = _compile(revisions, rules, feeding).plan(arguments, {}, reference)
    policies = hold_policies(
        revisions_in_force(on, (POLICY,)),
        lambda texts, parsed: _compile(texts, parsed, feeding),
        reference,
        on,
    )
    phrases = Phrases(_names(shelf))
    backed = raised_limits(arguments, cards, policies.cards)
    raised = RaisedLimits(
        _compile(revisions, rules, feeding).plan(backed.arguments, {}, reference), backed.places
    )
    return HeldPlan(stand, plan, cards, phrases, Changes(plan, on), policies, raised, stale)


def plan_of_form(row: ListingRevision, on: date) -> HeldPlan:
    """One form alone, in whatever state, with the rules of its pack on the day; never kept."""
    reference = reference_tables()
    revision = revision_for(row.listing.offering.code, on)
    rules = rules_of(revision)
    plan = compile_rules([rules]).plan([_arguments(row, rules)], {}, reference)
    card = _card(row, revision, _stale_lpr(reference, on))
    phrases = Phrases(_names([row]))
    none = no_policies(reference, on)
    raised = RaisedLimits(none.plan, {})
    return HeldPlan(catalogue_stand(), plan, (card,), phrases, Changes(plan, on), none, raised)


def listings_on(on: date) -> list[ListingRevision]:
    """The revision of every listing that counts on the day, in the order of codes; two queries."""
    rows = (
        ListingRevision.objects.filter(state=ListingRevision.State.APPROVED)
        .filter(Q(in_force_from=None) | Q(in_force_from__lte=on))
        .exclude(listing__retired_on__lte=on)
        .select_related("listing__offering", "listing__institution")
        .order_by("listing__code", "no")
    )
    newest: dict[int, ListingRevision] = {row.listing_id: row for row in rows}
    return list(newest.values())


def _arguments(row: ListingRevision, rules: OfferingRules) -> ListingArguments:
    return listing_arguments(rules, row.listing.code, row.numbers)


def _names(shelf: list[ListingRevision]) -> Names:
    """What the divisions and industries are called that these listings ask for."""
    codes = {code for row in shelf for code in row.numbers.get("divisions", ())}
    classes = {code for row in shelf for code in row.numbers.get("industries", ())}
    names = place_names(codes, classes)
    for row in shelf:
        asked = row.numbers.get("divisions", ())
        if len(asked) == 1 and row.region:  # a place beyond the table keeps the publisher's words
            names.setdefault(("division_code", asked[0]), row.region)
    return names


def _stale_lpr(reference: ReferenceTables, on: date) -> date | None:
    """The day of the rate in force, where what is held stops too early to trust it."""
    row = reference.lpr_row(on)
    if row is None or is_current(row.published_on, on, held_calendar()):
        return None
    return row.published_on


def _card(row: ListingRevision, revision: Revision, stale_lpr: date | None) -> Card:
    listing: Listing = row.listing
    return Card(
        code=listing.code,
        name=listing.name,
        institution=str(listing.institution),
        kind=listing.kind,
        method=row.method,
        day_count=row.day_count,
        fee_ppm=row.fee_ppm or 0,
        guarantee=row.guarantee,
        verified=row.verified,
        source=row.source,
        listing_id=listing.pk,
        listing_revision_id=row.pk,
        revision_id=revision.pk,
        revision_digest=revision.digest,
        stale_lpr=stale_lpr if row.lpr_share_ppm else None,
        programmes=frozenset(row.programmes.split()),
        served=tuple(row.served.split()),
    )


def _compile(
    revisions: Mapping[str, Revision], rules: Mapping[str, OfferingRules], cards: list[Revision]
) -> Compiled:
    """One program for a set of revisions, whatever listings hang on them; `cards` feed facts."""
    key = tuple(revision.digest for revision in (*revisions.values(), *cards))
    with _guard:
        known = _compiled.get(key)
    if known is not None:
        return known
    fresh = compile_rules(list(rules.values()), [rules_of(card) for card in cards])
    with _guard:
        _compiled[key] = fresh
        while len(_compiled) > MOST_SETS:
            _compiled.popitem(last=False)
    return fresh
