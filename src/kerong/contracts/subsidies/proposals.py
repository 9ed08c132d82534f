"""Rows of proposals about budgets: written once, noted, told to those who may decide."""

from datetime import datetime

from kerong.contracts.subsidies.errors import ProposalReferenceUsed
from kerong.contracts.subsidies.models import BudgetProposal
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record

OFFICE = "role:officer"
_COMPARED = ("kind", "key", "year", "title", "mode", "programmes", "amount_fen", "words")


def proposed_before(draft: BudgetProposal) -> BudgetProposal | None:
    """What stands under the same reference; raises ProposalReferenceUsed for something else."""
    made = BudgetProposal.objects.filter(reference=draft.reference).first()
    if made is None:
        return None
    if any(getattr(made, name) != getattr(draft, name) for name in _COMPARED):
        raise ProposalReferenceUsed(reference=draft.reference)
    return made


def proposed(draft: BudgetProposal, *, actor: Actor, at: datetime) -> BudgetProposal:
    """The row, in the caller's transaction; IntegrityError where it cannot stand."""
    draft.save(force_insert=True)
    note_proposal(draft, "proposed", actor=actor, at=at)
    amount = Money(draft.amount_fen).yuan_text()
    told = {"budget": draft.code, "amount": amount, "words": draft.words}
    kind = f"budget.{draft.kind}_proposed"
    tell(to=OFFICE, kind=kind, facts=told, subject=_stream(draft), at=at)
    return draft


def note_proposal(
    row: BudgetProposal, what: str, *, actor: Actor, at: datetime, words: str = ""
) -> None:
    """One event on the stream of the budget it is about, whether that stands or not."""
    facts: dict[str, object] = {"budget": row.code, "proposal": row.pk, "kind": str(row.kind)}
    facts |= {"amount_fen": row.amount_fen, "words": words or row.words}
    stream = _stream(row)
    kind = f"budget.{what}"
    record(stream=stream, kind=kind, actor=actor, at=at, subject=stream, facts=facts)


def _stream(row: BudgetProposal) -> str:
    return reference("budget", row.code)
