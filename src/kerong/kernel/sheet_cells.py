"""Text in the cells of files that spreadsheets open: none of it may start a formula."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell_text(text: str) -> str:
    """The text, marked as text where a spreadsheet would otherwise run it."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
