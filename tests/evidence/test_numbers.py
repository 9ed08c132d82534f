"""Numbers of consents and batches carry the year of the platform, not that of Greenwich."""

from datetime import UTC, datetime

from kerong.evidence.models import Consent, ImportBatch

NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai


def test_a_consent_given_on_new_years_morning_is_one_of_the_new_year():
    assert Consent(pk=7, granted_at=NEW_YEAR).no == "A2027-000007"


def test_a_file_sent_on_new_years_morning_is_one_of_the_new_year():
    assert ImportBatch(pk=7, staged_at=NEW_YEAR).no == "I2027-000007"


def test_the_number_is_the_same_whatever_zone_the_moment_came_in():
    at_home = NEW_YEAR.astimezone()
    assert Consent(pk=7, granted_at=at_home).no == Consent(pk=7, granted_at=NEW_YEAR).no
