"""Which loan an application is about: one of the firm's own, by either of its numbers."""

from django.db.models import Q

from kerong.cases.applications.errors import SubjectNotYours
from kerong.contracts.loans.models import Loan
from kerong.kernel.references import one_spelling
from kerong.parties.models import Enterprise


def named_loan(firm: Enterprise, text: str) -> str:
    """The platform's number of the loan, however it was typed; empty for nothing typed.

    Raises SubjectNotYours, for another firm's as for none, and where two banks use one number.
    """
    typed = one_spelling(text)
    if not typed:
        return ""
    own = Loan.objects.filter(enterprise=firm)
    found = own.filter(Q(no__iexact=typed) | Q(bank_no__iexact=typed)).values_list("no", flat=True)
    if len(numbers := list(found[:2])) != 1:
        raise SubjectNotYours(subject=typed[:40])
    return numbers[0]
