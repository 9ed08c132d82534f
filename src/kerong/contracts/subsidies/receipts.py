"""到账凭证: a bank's receipt counts once for a payer, and brings no more than it says."""

from django.db.models import F

from kerong.contracts.subsidies.errors import ReceiptDiffers, ReceiptUsed
from kerong.contracts.subsidies.models import ClawBackReceipt
from kerong.kernel.money import Money


def taken_from(
    draft: ClawBackReceipt, amount_fen: int, *, is_whole: bool
) -> tuple[ClawBackReceipt, bool]:
    """The payer's receipt of that number with the amount taken, and whether nobody knew it before;
    in the caller's transaction.

    `is_whole` says that nobody named another amount of the whole than what is taken: of a receipt
    known before the amount it had counts. Raises ReceiptDiffers, ReceiptUsed.
    """
    held, is_new = ClawBackReceipt.objects.get_or_create(
        payer=draft.payer,
        bank_no=draft.bank_no,
        defaults={
            "amount_fen": draft.amount_fen,
            "received_on": draft.received_on,
            "recorded_by_id": draft.recorded_by_id,
            "recorded_at": draft.recorded_at,
        },
    )
    same = held.received_on == draft.received_on
    same = same and (is_whole or held.amount_fen == draft.amount_fen)
    if not is_new and not same:
        amount, on = Money(held.amount_fen).yuan_text(), held.received_on
        raise ReceiptDiffers(bank_no=held.bank_no, amount=amount, received_on=on)
    fits = ClawBackReceipt.objects.filter(
        pk=held.pk, amount_fen__gte=F("used_fen") + F("returned_fen") + amount_fen
    )
    if not fits.update(used_fen=F("used_fen") + amount_fen):
        held.refresh_from_db()
        said = {"amount": held.amount_fen, "used": held.used_fen, "left": held.left_fen}
        said |= {"wanted": amount_fen}
        told = {name: Money(fen).yuan_text() for name, fen in said.items()}
        raise ReceiptUsed(bank_no=held.bank_no, **told)
    return held, is_new
