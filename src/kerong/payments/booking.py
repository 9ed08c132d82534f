"""The day a payment is booked on: the bank's own, or today where that month is closed."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.ledger.models import Book
from kerong.payments.models import PaymentBatch


def booking_day(batch: PaymentBatch, day: date, at: datetime) -> date:
    """`day` while the book takes it. The payment keeps the bank's own day whatever is booked."""
    book = batch.clearing.book_id if batch.clearing else "fiscal"
    frozen = Book.objects.filter(code=book, frozen_to__gte=day).exists()
    return localdate(at) if frozen else day
