"""Browser files: the few we serve out of node_modules, and storage that names files by content."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from kerong.config.paths import NODE_MODULES

# Address below /static/ → file below node_modules. Nothing else of a package is served.
VENDOR_FILES = {
    "vendor/tabler/css/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler/js/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/echarts/echarts.min.js": "echarts/dist/echarts.min.js",
}


class VendorFinder(BaseFinder):
    """Finds exactly the files of VENDOR_FILES."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = NODE_MODULES / VENDOR_FILES[path] if path in VENDOR_FILES else None
        if found is None or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for address, file in VENDOR_FILES.items():
            source = NODE_MODULES / file
            if source.is_file():
                yield source.name, _SingleFolder(address, source)


class _SingleFolder(FileSystemStorage):
    """A storage over one vendor folder that carries the address its files are served below."""

    def __init__(self, address: str, source: Path) -> None:
        super().__init__(location=source.parent)
        self.prefix = str(Path(address).parent)


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names files by content; source maps that vendor files mention are left alone."""

    patterns = (("*.css", HashedFilesMixin.patterns[0][1][:2]),)
