"""Who did it: a person, never deleted from under the row, and open only where the step is later."""

import pytest
from django.db import models

from kerong.parties.doers import done_by, later_done_by
from kerong.parties.models import Person


@pytest.mark.parametrize(("made", "later"), [(done_by, False), (later_done_by, True)])
def test_the_column_names_a_person_who_cannot_be_deleted(made, later):
    column = made("经办人")
    _, path, _, told = column.deconstruct()

    assert path == "django.db.models.ForeignKey"
    assert told["to"] == Person._meta.label_lower
    assert told["on_delete"] is models.PROTECT
    assert (column.null, column.blank) == (later, later)
    assert (column.verbose_name, told["related_name"]) == ("经办人", "+")
