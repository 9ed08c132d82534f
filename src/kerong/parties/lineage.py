"""同一主体: by what a firm is known to be the same party, however its credit code was written.

Characters 9 to 17 of the unified code (主体标识码) are the party's own for life; the rest says who
registered it, where, and checks the typing.
"""

from kerong.parties.models import Enterprise

_OWN = slice(8, 17)


def own_code(credit_code: str) -> str:
    """The party's own nine characters of a checked code."""
    return credit_code[_OWN]


def party_of(firm: Enterprise) -> str:
    """ "party:MA5U12345" for a firm with a credit code, "enterprise:12" for one without."""
    if firm.credit_code:
        return f"party:{own_code(firm.credit_code)}"
    return f"enterprise:{firm.pk}"
