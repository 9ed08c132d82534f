"""Only the listed files of other people's packages are served, named by their content."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command

from kerong.config.paths import NODE_MODULES
from kerong.config.staticfiles import VENDOR_FILES, VendorFinder

pytestmark = pytest.mark.skipif(not NODE_MODULES.exists(), reason="make setup was not run")


@pytest.mark.parametrize("address", VENDOR_FILES)
def test_every_listed_file_is_found(address: str) -> None:
    assert Path(str(find(address))).is_file()


@pytest.mark.parametrize(
    "address",
    [
        "vendor/tabler/js/tabler.js",
        "vendor/../package.json",
        "vendor/tabler/css/../../../package.json",
    ],
)
def test_nothing_else_is_found(address: str) -> None:
    assert VendorFinder().find(address) == []


def test_collecting_gives_hashed_names_and_few_files(tmp_path: Path, settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "kerong.config.staticfiles.HashedStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    vendor = [path for path in files if "vendor" in path.parts and path.suffix in {".css", ".js"}]
    assert len(vendor) == len(VENDOR_FILES)
    assert all(len(path.suffixes) >= 2 for path in vendor)
    assert sum(path.stat().st_size for path in files) < 12_000_000
