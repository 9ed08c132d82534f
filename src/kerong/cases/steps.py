"""A line of a timeline, as every shape of a case has it; the shape gives its titles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One line: done when `at` is set, else to come; `who` acts, `due_on` when a clock runs."""

    titles: ClassVar[Mapping[str, Promise]] = {}
    actors: ClassVar[Mapping[str, Promise | str]] = {}

    kind: str
    who: str
    at: datetime | None = None
    due_on: date | None = None
    provisional: bool = False
    overdue: bool = False
    name: str = ""
    words: str = ""

    @property
    def title(self) -> Promise:
        return self.titles[self.kind]

    @property
    def who_title(self) -> Promise | str:
        return self.actors[self.who]

    @property
    def done(self) -> bool:
        return self.at is not None
