"""An archive is looked at before its reader spends memory on it."""

import pytest

from kerong.evidence.imports import archive
from kerong.evidence.imports.limits import MAX_PARTS
from kerong.evidence.imports.report import FileRefused


def test_countless_parts_are_refused_before_the_directory_is_read(monkeypatch):
    monkeypatch.setattr(archive.zipfile, "ZipFile", lambda *given: pytest.fail("it was opened"))
    with pytest.raises(FileRefused):
        archive.look_through(b"PK\x03\x04" + b"PK\x01\x02" * (MAX_PARTS + 1))
