"""Bodies and answers of applications for policies: what a firm sends, what its office sees."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import No, TextOut, Words, Yuan

State = Literal[
    "draft", "candidate", "submitted", "correction", "accepted", "proposed", "publicity", "recheck",
    "approved", "rejected", "withdrawn",
]  # fmt: skip


class ApplicationIn(RequestSchema):
    """A draft under one clause. `client_key` is made by the caller: the same key again gives the
    same draft, with the words of the later call in it.

    `stated` holds texts for facts nobody holds, by code; `subject` names the project, loan or
    person where the clause is had for each.
    """

    clause: Annotated[str, Field(min_length=1, max_length=40)]
    subject: Annotated[str, Field(max_length=80)] = ""
    asked_yuan: Yuan | None = None
    words: Words = ""
    stated: Annotated[
        dict[
            Annotated[str, Field(max_length=64)],
            Annotated[str, Field(max_length=80)],
        ],
        Field(max_length=40),
    ] = {}
    client_key: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class ReplyIn(RequestSchema):
    """A firm's answer to a grant nobody applied for; a dispute says what is wrong."""

    reply: Literal["agreed", "opted_out", "disputed"]
    words: Annotated[str, Field(max_length=500)] = ""


class QueueIn(RequestSchema):
    """`open` is what is in hand, `mine` what waits for the caller's own office's opinion."""

    state: Literal[
        "open", "mine", "overdue", "all", "candidate", "submitted", "correction", "accepted",
        "proposed", "publicity", "recheck", "approved", "rejected", "withdrawn",
    ] = "open"  # fmt: skip
    find: Annotated[str, Field(max_length=40)] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20


class ApplicationRowOut(Schema):
    """`amount_yuan` is what the rules computed, `granted_yuan` what is or is to be granted."""

    no: str
    state: State
    shape: Literal["joint_review", "automatic"]
    clause: str
    title: TextOut
    policy: TextOut
    firm: str
    office: str
    subject: str
    first_month: str
    last_month: str
    asked_yuan: str | None
    amount_yuan: str | None
    granted_yuan: str | None
    verified: bool
    started_at: str
    submitted_at: str | None
    due_on: date | None
    due_provisional: bool


class StepOut(Schema):
    """One line of the life: done when `at` is set, else to come by `due_on`."""

    step: str
    who: Literal["firm", "office", "nobody"]
    at: str | None
    due_on: date | None
    overdue: bool
    words: str


class OpinionOut(Schema):
    """One office's opinion in one round; `opinion` is empty while it is outstanding."""

    office: str
    round: int
    opinion: str
    amount_yuan: str | None
    words: str
    due_on: date


class ApplicationPaperOut(Schema):
    id: int
    title: str
    name: str
    size: int


class CorrectionOut(Schema):
    """The one call for papers."""

    items: list[str]
    words: str
    due_on: date
    answer: str | None


class ApplicationOut(ApplicationRowOut):
    """One application. Opinions are for offices and auditors; `subsidies` are what it opened."""

    words: str
    stated: dict[str, str]
    reply: str
    publicity_from: date | None
    publicity_to: date | None
    ended_at: str | None
    end_code: str
    end_words: str
    papers: list[ApplicationPaperOut]
    missing_papers: list[str]
    correction: CorrectionOut | None
    timeline: list[StepOut]
    opinions: list[OpinionOut]
    documents: list[No]
    subsidies: list[No]
    can: list[str]


class ApplicationsOut(Schema):
    applications: list[ApplicationRowOut]
    page: int
    pages: int
    total: int
