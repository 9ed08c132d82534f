"""Bodies and answers of guarantees: the bank's asking, and what came of it."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import No, Words, Yuan


class LetterIn(RequestSchema):
    """Under which agreement; no amount means the whole approved credit.

    `client_key` is the bank's own and makes a repeated call harmless.
    """

    agreement: No
    amount_yuan: Yuan | None = None
    client_key: Annotated[str, Field(max_length=80)] = ""
    words: Words = ""


class StopOut(Schema):
    """Why no letter is given, with the clause it rests on."""

    code: str
    zh: str
    en: str
    clause: str
    source: str
    verified: bool


class GuaranteeOut(Schema):
    """`state` is issued, stopped, asked …; the letter has its number and check code once given."""

    no: No
    agreement: No
    award: str
    state: str
    amount_yuan: str
    balance_yuan: str
    liability_yuan: str
    covered: str
    fee_rate: str
    letter: str | None
    check_code: str | None
    valid_until: date | None
    loan: str | None
    effective_on: date | None
    liable_until: date | None
    ended_on: date | None
    stops: list[StopOut]
