"""责任分担: who bears which part of a guarantee's liability, by the split of its agreement."""

from dataclasses import dataclass

from kerong.contracts.guarantees.letters import liability_fen
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.guarantees.programmes import split_terms_of
from kerong.kernel.money import Money
from kerong.kernel.ratios import ppm_from

GUARANTOR, SYSTEM, REGUARANTOR = "guarantor", "system", "reguarantor"
_NAMES = {GUARANTOR: ("融资担保机构", "Guarantor"), REGUARANTOR: ("再担保机构", "Re-guarantor")}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A payer of the split and what it bears now."""

    code: str
    zh: str
    en: str
    fen: int

    def say(self, language: str) -> str:
        return self.en if language.lower().startswith("en") else self.zh


def shares_of(guarantee: Guarantee, principal_fen: int) -> dict[str, int]:
    """Payer → fen of the liability for that principal, without the lender.

    The liability is rounded once, then cut by weight, the fen left over to the largest remainders:
    30:20:50 on 100.01 yuan is 80.01, of it the fund 30.00 and the guarantor 50.01. Where the table
    names the guarantee system as one payer, what the agreement re-guarantees is the re-guarantor's.
    """
    weights = weights_of(guarantee.agreement)
    liability = Money(liability_fen(principal_fen, guarantee.covered_ppm))
    parts = liability.split(list(weights.values()))
    return {code: part.fen for code, part in zip(weights, parts, strict=True)}


def weights_of(agreement: Agreement) -> dict[str, int]:
    """Parts in ppm as the table had them on the agreement's first day: what both sides signed."""
    split = split_terms_of(agreement.split_key, agreement.from_on).split
    found: dict[str, int] = {}
    for payer in split.payers:
        part = ppm_from(split.share_of(payer.code))
        if payer.code == SYSTEM:
            found[GUARANTOR] = part - agreement.reguarantee_ppm
            found[REGUARANTOR] = agreement.reguarantee_ppm
        elif payer.code != split.lender:
            found[payer.code] = part
    return {code: part for code, part in found.items() if part}


def bearers_of(guarantee: Guarantee) -> tuple[Bearer, ...]:
    """Who answers now, for a page; the parts sum to the liability."""
    shares = shares_of(guarantee, guarantee.balance_fen)
    return tuple(Bearer(code, *titles(guarantee, code), fen) for code, fen in shares.items())


def titles(guarantee: Guarantee, code: str) -> tuple[str, str]:
    """A payer in Chinese and English; the guarantor by its own name."""
    if code == GUARANTOR:
        return guarantee.guarantor.name, guarantee.guarantor.name
    agreement = guarantee.agreement
    named = split_terms_of(agreement.split_key, agreement.from_on).titles.get(code)
    return (named.zh, named.en) if named else _NAMES[code]
