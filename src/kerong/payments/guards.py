"""What the database itself refuses: another amount, payee or account of what went to the bank,
and another number or holder of an account somebody gave."""

_SENT = "OLD.sent_at IS NOT NULL"
_OF_PAYMENT = (
    *("no", "reference", "root", "kind", "payee", "amount_fen", "subject"),
    *("payable_id", "paid_id", "account_id", "batch_id", "sent_at"),
)
_OF_ACCOUNT = ("party", "holder", "bank", "branch_code", "number", "given_by_id", "given_at")


def _another(columns: tuple[str, ...]) -> str:
    """None of them is empty in the rows that are kept."""
    return " OR ".join(f"NEW.{name} IS NULL OR NEW.{name} <> OLD.{name}" for name in columns)


GUARDS = {
    "payment_sent_kept": ("payments_payment", "DELETE", _SENT),
    "payment_sent_fixed": (
        "payments_payment",
        "UPDATE",
        f"{_SENT} AND ({_another(_OF_PAYMENT)})",
    ),
    "payee_account_kept": ("payments_payeeaccount", "DELETE", ""),
    "payee_account_fixed": ("payments_payeeaccount", "UPDATE", _another(_OF_ACCOUNT)),
}
