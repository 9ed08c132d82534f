"""`python -m kerong.config.openapi` writes the committed OpenAPI document anew."""

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def text() -> str:
    """The document as committed."""
    from kerong.api.site import document

    plain = json.loads(json.dumps(document(), default=str))
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    from kerong.config.profile import start_django

    start_django()
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
