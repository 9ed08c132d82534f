"""A firm's name in a notice, with the mark of one whose people nobody has checked yet."""

from kerong.parties.models import Enterprise

_MARKS = {"mark_zh": "（身份未核验）", "mark_en": " (identity not verified)"}
NO_MARKS = dict.fromkeys(_MARKS, "")


def firm_facts(firm: Enterprise) -> dict[str, str]:
    """The facts `firm`, `mark_zh` and `mark_en` of a sentence that an institution reads."""
    return {"firm": firm.name, **(_MARKS if firm.is_unverified else NO_MARKS)}
