"""What a firm typed about its need, checked: the one reading shared by publishing and amending."""

from dataclasses import dataclass
from typing import Any

from kerong.cases.bands import amount_band
from kerong.cases.drafts import NeedDraft
from kerong.cases.eligibility import lender_addressed
from kerong.cases.errors import ListingNotOffered, NoConsentGiven
from kerong.cases.models import Case
from kerong.cases.words import AMOUNT, TERM, checked_choice, checked_range, checked_words
from kerong.catalogue.models import Listing
from kerong.evidence.models.consent import CATEGORY_COUNT

LEAST_OTHER_WORDS = 10  # a purpose "other" must be explained


@dataclass(frozen=True, slots=True)
class NeedForm:
    """A need that may be stored."""

    draft: NeedDraft
    listing_id: int | None
    words: str
    categories: tuple[int, ...]

    @property
    def client_key(self) -> str | None:
        return self.draft.client_key

    def fields(self) -> dict[str, Any]:
        """The columns of Case that come from the form."""
        draft = self.draft
        directed = draft.mode == Case.Mode.DIRECTED
        return {
            "mode": draft.mode,
            "addressed_to_id": draft.addressed_to_id if directed else None,
            "listing_id": self.listing_id,
            "amount_fen": draft.amount_fen,
            "amount_band": amount_band(draft.amount_fen),
            "term_months": draft.term_months,
            "purpose": draft.purpose,
            "security": draft.security,
            "words": self.words,
            "finding_digest": draft.finding_digest,
            "consent_categories": list(self.categories),
        }

    def says_the_same_as(self, case: Case) -> bool:
        return all(getattr(case, name) == value for name, value in self.fields().items())


def checked_need(draft: NeedDraft) -> NeedForm:
    """Raises FieldOutOfRange, ChoiceUnknown, WordsTooShort, NoConsentGiven, AddressedToNobody,
    ListingNotOffered.
    """
    checked_choice(draft.mode, Case.Mode.values, field="mode")
    checked_choice(draft.purpose, Case.Purpose.values, field="purpose")
    checked_choice(draft.security, Case.Security.values, field="security")
    checked_range(draft.amount_fen, AMOUNT)
    checked_range(draft.term_months, TERM)
    least = LEAST_OTHER_WORDS if draft.purpose == Case.Purpose.OTHER else 0
    words = checked_words(draft.words, field="words", least=least, most=1000)
    checked_words(draft.finding_digest, field="finding_digest", most=64)
    checked_words(draft.client_key or "", field="client_key", most=64)
    if draft.mode == Case.Mode.DIRECTED:
        lender_addressed(draft.addressed_to_id)
    return NeedForm(
        draft=draft,
        listing_id=_listing(draft),
        words=words,
        categories=_categories(draft),
    )


def _listing(draft: NeedDraft) -> int | None:
    if not draft.listing_code:
        return None
    found = Listing.objects.filter(
        code=draft.listing_code, state=Listing.State.LIVE, kind="loan"
    ).first()
    directed = draft.mode == Case.Mode.DIRECTED
    if found is None or (directed and found.institution_id != draft.addressed_to_id):
        raise ListingNotOffered(listing=draft.listing_code[:24])
    return int(found.pk)


def _categories(draft: NeedDraft) -> tuple[int, ...]:
    chosen = sorted(set(draft.consent_categories))
    if not chosen or not all(1 <= number <= CATEGORY_COUNT for number in chosen):
        raise NoConsentGiven(categories=chosen)
    return tuple(chosen)
