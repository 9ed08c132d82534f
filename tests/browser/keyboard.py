"""A person without a mouse: Tab from one thing to the next, always seeing where they are."""

from playwright.sync_api import Page

# What has the focus, as a reader would say it, and whether the eye can find it.
FOCUSED = r"""() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const label = (at.labels && at.labels[0]) || document.querySelector(`label[for="${at.id}"]`);
  const words = (label || at).innerText || at.getAttribute('aria-label') || '';
  const drawn = (one) => {
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return ring || style.boxShadow !== 'none';
  };
  const box = at.getBoundingClientRect();
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
  const said = words.trim().split('\n')[0].trim();
  return { said, type: at.type || at.tagName, drawn: drawn(at), onScreen };
}"""
MOST_TABS = 60  # less than once around the page
MOST_ARROWS = 12


class Keyboard:
    """Keys only; each stop of the focus is judged, `unseen` names those the eye cannot find."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []
        self.stops: list[str] = []

    def tab(self, keys: str = "Tab") -> str:
        self.page.keyboard.press(keys)
        at = self.page.evaluate(FOCUSED)
        if at is None:
            return ""
        said = f"{at['said']} ({at['type']})"
        self.stops.append(said)
        if not (at["drawn"] and at["onScreen"]):
            self.unseen.append(f"{said} on {self.page.url}")
        return str(at["said"])

    def to(self, words: str) -> None:
        """Tab forward until what has the focus says these words in its first line."""
        for _ in range(MOST_TABS):
            if self.tab() == words:
                return
        raise AssertionError(f"Tab never comes to {words}; it came to {self.stops[-MOST_TABS:]}")

    def choose(self, first: str, words: str) -> None:
        """Tab to the first of a group of radio buttons, then move by arrows."""
        self.to(first)
        self.page.keyboard.press("Space")
        for _ in range(MOST_ARROWS):
            if words == (self.page.evaluate(FOCUSED) or {}).get("said"):
                return
            self.tab("ArrowDown")
        raise AssertionError(f"no arrow leads to {words}")

    def write(self, label: str, text: str) -> None:
        self.to(label)
        self.page.keyboard.type(text)

    def press(self, words: str, key: str = "Enter") -> None:
        self.to(words)
        self.page.keyboard.press(key)
