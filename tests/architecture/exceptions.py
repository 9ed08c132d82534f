"""The one list of exceptions: (rule, where) → reason. A line that no longer applies is a fault."""

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("banned name", "src/kerong/config/settings/base.py: base"): "Django's customary file name",
}
