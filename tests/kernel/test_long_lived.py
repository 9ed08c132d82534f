"""What lives long is not walked by the collector, and garbage does not stay with it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kerong.kernel.long_lived import set_aside


class Ring:
    """Refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    frozen = gc.get_freeze_count() > 0  # the suite's own modules, by tests/conftest.py
    yield
    gc.unfreeze()
    if frozen:
        set_aside()


def test_what_is_alive_is_walked_no_more() -> None:
    ring = Ring()
    assert any(each is ring for each in gc.get_objects())

    set_aside()

    assert gc.get_freeze_count() > 0
    assert not any(each is ring for each in gc.get_objects())


def test_garbage_is_not_set_aside() -> None:
    gone = weakref.ref(Ring())
    set_aside()
    assert gone() is None


def test_what_was_set_aside_and_is_out_of_date_goes_the_next_time() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    set_aside()
    del ring
    gc.collect()
    assert gone() is not None  # the control: no collection looks there any more

    set_aside()

    assert gone() is None
