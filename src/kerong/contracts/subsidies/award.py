"""What a decision hands down when a subsidy is awarded: a plain frozen value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kerong.contracts.subsidies.errors import AwardUnsound
from kerong.contracts.subsidies.models import Form
from kerong.finance.stacking import STACK_RULES
from kerong.kernel.references import CODE_LENGTH, one_spelling, split_reference
from kerong.ledger.values import MOST_FEN
from kerong.parties.lineage import own_code

ONCE = "once"  # the month of what a matter brings once for all
LONGEST_MATTER = 100
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyAward:
    """`reference` names the decision and is the idempotency key; `origin` the case it is from.

    `matter` is the very thing paid for ("loan:L2026-000001", a project, a person); months from
    `first_month` to `last_month` ("2026-01") are what it pays for, both "once" where it is paid
    once for all. `budget` is the code of the budget ("ip-2026"); only waivers, goods and coupons
    go without. `cap_fen` is the joint cap of stages (`sum_capped`). `family` is what clauses that
    exclude one another share; empty means the clause in the catalogue says. `tops_up` is the
    number of the award of the same clause that this one adds to. `covers` are the loans whose
    interest a matter that is no loan pays ("loan:L2026-000001"); none means any of the firm's.
    """

    reference: str
    origin: str
    programme: str
    clause: str
    enterprise_id: int
    matter: str
    first_month: str
    last_month: str
    amount_fen: int
    form: str
    budget: str
    stack_rule: str
    is_supporting: bool = False
    loan_no: str | None = None
    calculation: Mapping[str, Any] | None = None
    words: str = ""
    cap_fen: int | None = None
    family: str = ""
    level: str = ""
    tops_up: str = ""
    covers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "matter", matter_key(self.matter))
        object.__setattr__(self, "covers", tuple(sorted({matter_key(m) for m in self.covers})))
        amount = self.amount_fen
        self._require("amount_fen", type(amount) is int and 0 < amount <= MOST_FEN)
        cap = self.cap_fen
        self._require("cap_fen", cap is None or (type(cap) is int and 0 < cap <= MOST_FEN))
        self._require("form", self.form in Form.values)
        self._require("stack_rule", self.stack_rule in STACK_RULES)
        self._require("programme", bool(_KEY.fullmatch(self.programme)))
        self._require("clause", bool(_KEY.fullmatch(self.clause)))
        self._require("reference", 0 < len(self.reference.strip()) <= 160)
        self._require("matter", 0 < len(self.matter.strip()) <= LONGEST_MATTER)
        self._require("covers", all(is_loan(each) for each in self.covers))
        self._require("first_month", _is_month(self.first_month))
        fits = _is_month(self.last_month) and self.first_month <= self.last_month
        once = (self.first_month == ONCE) == (self.last_month == ONCE)
        self._require("last_month", fits and once)
        self._require("budget", bool(self.budget) or self.form not in (Form.CASH, Form.REFUND))
        split_reference(self.origin)

    def _require(self, field: str, is_sound: bool) -> None:
        if not is_sound:
            raise AwardUnsound(field=field, text=str(getattr(self, field))[:40])

    @property
    def months(self) -> tuple[str, ...]:
        """Every month it pays for, in order: from "2025-12" to "2026-02" three."""
        if self.first_month == ONCE:
            return (ONCE,)
        first, last = _number(self.first_month), _number(self.last_month)
        return tuple(f"{no // 12:04d}-{no % 12 + 1:02d}" for no in range(first, last + 1))


def is_loan(matter: str) -> bool:
    """Whether the matter is one loan."""
    return matter.startswith("loan:") and len(matter) <= LONGEST_MATTER


def is_anyones(matter: str) -> bool:
    """Whether the matter is one person or firm, say a graduate who was hired or a firm that was
    referred: paid for once, whoever asks."""
    return matter.startswith(("person:", "firm:"))


def is_whole(matter: str) -> bool:
    """Whether the matter is what the firm has as a whole, no single loan, project or person."""
    return ":" not in matter


def matter_key(text: str) -> str:
    """One spelling of a matter, so that another one is no second matter: "project:ｐ－１ " is
    "project:P-1". Width, blanks, letters nobody sees, the kind of a dash and the case of what
    follows the kind do not count, and of the credit code of a firm only what is its own for life.
    """
    kind, colon, name = "".join(one_spelling(text).split()).partition(":")
    name = name.upper()
    if kind == "firm" and len(name) == CODE_LENGTH:
        name = own_code(name)
    return f"{kind}{colon}{name}"


def _is_month(text: str) -> bool:
    return text == ONCE or bool(_MONTH.fullmatch(text))


def _number(month: str) -> int:
    year, of_year = month.split("-")
    return int(year) * 12 + int(of_year) - 1
