"""Splits of losses read from their tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from kerong.finance.loss_sharing import Cap
from kerong.finance.splits import Part, Payer, Split, split_of_shares, whole_weights
from kerong.rules.offering import Words
from kerong.rules.programmes.held import Table, money_of, ratio_of, read_table, words_of
from kerong.rules.programmes.text_classes import PayerText, SplitTable, SplitTermsText


@dataclass(frozen=True, slots=True)
class SplitTerms:
    """A split with the names of its payers and the caps its document sets, nothing used yet."""

    split: Split
    titles: Mapping[str, Words]
    caps: Mapping[str, Cap]


def read_split(text: str | bytes, *, file: str) -> Table[SplitTerms]:
    """Raises RuleTextFault."""
    return read_table(text, SplitTable, _terms, file=file)


def _terms(text: SplitTermsText) -> SplitTerms:
    place = text.place
    payers = [_payer(code, payer) for code, payer in text.payers.items()]
    split = split_of_shares(
        {code: ratio_of(payer.share, payer.place) for code, payer in text.payers.items()},
        payers,
        lender=text.lender,
        rest=text.rest,
        overflow=text.overflow,
        recovery=text.recovery,
        least_lender=ratio_of(text.least_lender or "0", place),
    )
    caps = {
        name: Cap(
            payer=split.payer(cap.payer).code,
            scope=cap.scope,
            most_fen=money_of(cap.most, cap.place),
        )
        for name, cap in text.caps.items()
    }
    titles = {code: words_of(payer.title) for code, payer in text.payers.items()}
    return SplitTerms(split, titles, caps)


def _payer(code: str, text: PayerText) -> Payer:
    parts: tuple[Part, ...] = ()
    if text.parts:
        shares = {name: ratio_of(share, text.place) for name, share in text.parts.items()}
        if sum(shares.values()) != 1:
            text.place.refuse("programme.parts")
        parts = tuple(Part(name, weight) for name, weight in whole_weights(shares).items())
    return Payer(code=code, weight=1, covers_interest=text.interest, parts=parts)
