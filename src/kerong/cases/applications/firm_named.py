"""Which firm an application is about: another one, by its credit code however it was typed."""

from kerong.cases.applications.errors import SubjectIsYou
from kerong.kernel.references import check_credit_code
from kerong.parties.lineage import own_code
from kerong.parties.models import Enterprise


def named_firm(firm: Enterprise, text: str) -> str:
    """Its credit code; empty for nothing typed. The firm need not be on the platform.

    Raises SubjectIsYou, and what is wrong with the code.
    """
    if not text.strip():
        return ""
    code = check_credit_code(text)
    if own_code(code) == own_code(firm.credit_code or ""):
        raise SubjectIsYou()
    return code
