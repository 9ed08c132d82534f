"""Builders for tests: one module per package, small worlds in one call."""

from tests.build.parties import (
    MOMENT,
    PASSWORD,
    actor,
    credit_code,
    department,
    enterprise,
    institution,
    mandate,
    person,
)

__all__ = [
    "MOMENT",
    "PASSWORD",
    "actor",
    "credit_code",
    "department",
    "enterprise",
    "institution",
    "mandate",
    "person",
]
