"""What a contract asks to be paid: a plain frozen value that refuses what no bank could pay."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.references import split_reference
from kerong.payments.errors import NotAPayment

SUBSIDY, CLAIM, RECOVERY_SHARE, FUND_RETURN, BRIDGE = (
    "subsidy",
    "claim",
    "recovery_share",
    "fund_return",
    "bridge",
)
KINDS = (SUBSIDY, CLAIM, RECOVERY_SHARE, FUND_RETURN, BRIDGE)
PARTIES = ("enterprise", "institution")
MOST_FEN = 10**13  # a hundred billion yuan: more than one bank transfer carries
LONGEST_REFERENCE, LONGEST_SUBJECT, LONGEST_PURPOSE = 120, 120, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """Money that is owed and shall be paid.

    `reference` makes it happen once: the same reference with the same body is the same payment.
    `payable` is the ledger account that owes the money, `paid` the account that counts what was
    paid; `payee` is "enterprise:3" or "institution:4"; `subject` the text reference of what it is
    about, whose stream tells of the money. `purpose` is printed on the bank's advice; before
    `wanted_on` it is not due.
    """

    reference: str
    kind: str
    payable: str
    paid: str
    payee: str
    amount_fen: int
    subject: str
    purpose: str
    wanted_on: date | None = None

    def __post_init__(self) -> None:
        amount = self.amount_fen
        if type(amount) is not int or not 0 < amount <= MOST_FEN:
            raise NotAPayment(field="amount_fen", text=str(amount)[:40])
        if self.kind not in KINDS:
            raise NotAPayment(field="kind", text=self.kind[:40])
        if not self.reference.strip() or len(self.reference) > LONGEST_REFERENCE:
            raise NotAPayment(field="reference", text=self.reference[:LONGEST_REFERENCE])
        if not self.purpose.strip() or len(self.purpose) > LONGEST_PURPOSE:
            raise NotAPayment(field="purpose", text=self.purpose[:LONGEST_PURPOSE])
        if len(self.subject) > LONGEST_SUBJECT:
            raise NotAPayment(field="subject", text=self.subject[:LONGEST_SUBJECT])
        split_reference(self.subject)
        party, no = split_reference(self.payee)
        if party not in PARTIES or not no.isdigit():
            raise NotAPayment(field="payee", text=self.payee[:40])
