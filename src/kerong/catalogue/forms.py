"""The form an institution fills for a product: what it may hold, and its one canonical spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from kerong.catalogue.errors import ListingTextFault
from kerong.catalogue.models import ListingRevision, Offering
from kerong.catalogue.models.listing import DayCount, Guarantee, Method
from kerong.kernel.canonical import digest
from kerong.kernel.ratios import ppm_from, ratio_from_text
from kerong.rules.listings import ListingArguments, ListingValue, listing_arguments
from kerong.rules.offering import POLICY, OfferingRules
from kerong.rules.text_classes import CODES
from kerong.rules.values import shown

MOST_FEE_PPM = 100_000
LONGEST = {
    "name": 120,
    "category": 40,
    "summary": 400,
    "words": 4000,
    "region": 80,
    "rate_words": 200,
    "repayment_words": 120,
    "source": 400,
    "programmes": 200,
}


@dataclass(frozen=True, kw_only=True)
class ListingForm:
    """What one revision of a listing says. `numbers` are the pack's own fields as typed.

    `rate_to` and `fee` are plain decimal fractions ("0.0485"): the highest rate the institution
    states beside the one calculations use, and its yearly guarantee or enhancement fee.
    `programmes` are keys of policies the product is lent under, between blanks.
    """

    name: str
    category: str
    source: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    guarantee: str = ""
    summary: str = ""
    words: str = ""
    region: str = ""
    rate_words: str = ""
    rate_to: str = ""
    fee: str = ""
    method: str = ""
    day_count: str = ""
    repayment_words: str = ""
    programmes: str = ""


def fill_revision(revision: ListingRevision, form: ListingForm, rules: OfferingRules) -> None:
    """Put the checked form into an unsaved revision; raises ListingNumbersFault, ListingTextFault.

    Equal content gets an equal digest, however it was typed.
    """
    arguments = listing_arguments(rules, revision.listing.code, form.numbers)
    numbers = written_numbers(rules, arguments)
    for name, longest in LONGEST.items():
        setattr(revision, name, _text(name, getattr(form, name), longest))
    revision.programmes = _programmes(revision.programmes)
    revision.numbers = numbers
    revision.guarantee = _choice("guarantee", form.guarantee, Guarantee.values)
    revision.method = _choice("method", form.method, Method.values)
    revision.day_count = _choice("day_count", form.day_count, DayCount.values)
    revision.rate_to_ppm = _ppm("rate_to", form.rate_to)
    revision.fee_ppm = _ppm("fee", form.fee)
    _fill_search_columns(revision, arguments.values)
    revision.digest = digest(content_of(revision))


def written_numbers(rules: OfferingRules, arguments: ListingArguments) -> dict[str, Any]:
    """The numbers in canonical text, only those that were given."""
    return {
        name: _written(rules.fields[name].type, value)
        for name, value in arguments.values.items()
        if value is not None
    }


def content_of(revision: ListingRevision) -> dict[str, Any]:
    """Everything an approver approves, as one plain document."""
    texts = {name: getattr(revision, name) for name in LONGEST}
    return texts | {
        "numbers": revision.numbers,
        "guarantee": revision.guarantee,
        "method": revision.method,
        "day_count": revision.day_count,
        "rate_to_ppm": revision.rate_to_ppm,
        "fee_ppm": revision.fee_ppm,
    }


def _fill_search_columns(revision: ListingRevision, values: Mapping[str, ListingValue]) -> None:
    cap, term = values.get("amount_cap"), values.get("term_months")
    revision.cap_fen = cap if isinstance(cap, int) else None
    revision.term_months = term if isinstance(term, int) else None
    revision.served = _served(values.get("divisions"))
    revision.rate_add_ppm = _ratio_ppm(values.get("rate_add"))
    revision.lpr_share_ppm = _ratio_ppm(values.get("lpr_share"))


def _served(value: ListingValue) -> str:
    """Division prefixes with a blank around each, so that a search finds whole ones only."""
    return f" {' '.join(str(code) for code in value)} " if isinstance(value, tuple) else ""


def _ratio_ppm(value: ListingValue) -> int | None:
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    over, under = value
    assert isinstance(over, int) and isinstance(under, int)
    return ppm_from(Fraction(over, under))


def _written(kind: str, value: ListingValue) -> Any:
    if kind == CODES:
        assert isinstance(value, tuple)
        return [str(code) for code in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(shown(kind, value))


def _text(name: str, text: str, longest: int) -> str:
    plain = text.strip()
    if len(plain) > longest:
        raise ListingTextFault(
            field=name,
            field_zh=name,
            reason=f"at most {longest} characters",
            reason_zh=f"最多 {longest} 个字",
        )
    return plain


def _programmes(text: str) -> str:
    """Keys of published policies, each once and in order; one query where any is named."""
    keys = sorted({*text.replace(",", " ").replace("，", " ").split()})
    if not keys:
        return ""
    known = Offering.objects.filter(kind=POLICY, code__in=keys).values_list("code", flat=True)
    strange = sorted(set(keys).difference(known))
    if strange:
        raise ListingTextFault(
            field="programmes",
            field_zh="所属政策项目",
            reason=f"{strange[0][:60]} is no published policy",
            reason_zh=f"没有已发布的政策 {strange[0][:60]}",
        )
    return " ".join(keys)


def _choice(name: str, text: str, allowed: list[str]) -> str:
    if text and text not in allowed:
        raise ListingTextFault(
            field=name,
            field_zh=name,
            reason=f"one of {', '.join(allowed)}",
            reason_zh=f"只能是 {'、'.join(allowed)}",
        )
    return text


def _ppm(name: str, text: str) -> int | None:
    if not text.strip():
        return None
    try:
        ppm = ppm_from(ratio_from_text(text))
    except ValueError:
        ppm = -1
    if not 0 <= ppm <= (MOST_FEE_PPM if name == "fee" else 1_000_000):
        raise ListingTextFault(
            field=name,
            field_zh=name,
            reason="a plain decimal fraction such as 0.0485",
            reason_zh="请填写小数，如 0.0485",
        )
    return ppm
