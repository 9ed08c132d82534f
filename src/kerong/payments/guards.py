"""What the database itself refuses: another amount, payee or account of what went to the bank."""

_SENT = "OLD.sent_at IS NOT NULL"
_FIXED = ("no", "root", "payee", "amount_fen", "payable_id", "paid_id")
_OTHER = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in _FIXED)
GUARDS = {
    "payment_sent_kept": ("payments_payment", "DELETE", _SENT),
    "payment_sent_fixed": ("payments_payment", "UPDATE", f"{_SENT} AND ({_OTHER})"),
}
