"""Nobody reads a code on the trail or among the jobs: each kind has words in both languages."""

import pytest
from django.utils.translation import override

from kerong.jobs.schedule import periodic_jobs
from kerong.web.event_words import EVENTS, JOBS, event_said, job_said
from tests.web.recorded_kinds import WRAPPERS, recorded_kinds


def test_every_kind_of_event_the_code_records_has_words() -> None:
    found, _ = recorded_kinds()

    assert len(found) > 70
    without = {kind: place for kind, place in found.items() if kind not in EVENTS}
    assert not without, f"add words to kerong/web/event_words.py: {without}"


def test_the_kind_is_written_at_every_call_but_those_of_the_wrappers_themselves() -> None:
    _, unread = recorded_kinds()

    assert unread == WRAPPERS.keys()


def test_every_periodic_job_has_words() -> None:
    assert periodic_jobs().keys() == JOBS.keys()


@pytest.mark.parametrize("code", [*EVENTS, *JOBS])
def test_the_words_are_said_in_both_languages(code: str) -> None:
    said = event_said if code in EVENTS else job_said
    with override("en"):
        english = said(code)
    with override("zh-hans"):
        chinese = said(code)

    assert english != code and english.isascii()
    assert not chinese.isascii()


def test_a_kind_of_an_older_version_is_shown_as_it_is() -> None:
    assert event_said("case.long_gone") == "case.long_gone"
    assert job_said("no.such_job") == "no.such_job"
