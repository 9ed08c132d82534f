"""Finding organisations by name, pinyin initials or credit code."""

from django.db.models import Q

from kerong.parties.names import search_form

_MOST_WORDS = 6


def found_by(text: str, *, through: str = "") -> Q:
    """Every word of the text occurs in the name, the initials or the code.

    `through` walks from another record, such as "enterprise__". One column in one spelling is
    looked through, so the database compares bytes and folds no case: 30,000 firms take
    milliseconds on both databases. An empty text finds everything.
    """
    condition = Q()
    for word in search_form(text).split()[:_MOST_WORDS]:
        condition &= Q(**{f"{through}find_text__contains": word})
    return condition
