"""Looks at a screen as everybody may have it: light and dark, wide and narrow. Keeps the pictures for people to look at."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).resolve().parents[2] / "test-output" / "screens"
WIDTHS = {1280: 820, 320: 640}
THEMES = ("light", "dark")
AXE = Axe()

# whatever sticks out sideways, in the page and in the open shadow roots below it; what scrolls within itself may
TOO_WIDE = """() => {
    const seen = [];
    const visit = (root) => {
        for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) visit(one.shadowRoot);
            const box = one.getBoundingClientRect();
            const out = box.width > 1 && box.height > 1 && box.right > innerWidth + 1 && box.left < innerWidth;
            const inScroller = one.closest(".table, .wide, [data-scrolls]");
            if (out && !inScroller) seen.push(`${one.tagName}.${one.className}: ${Math.round(box.right)}`);
        }
    };
    visit(document);
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth) seen.push(`page: ${page.scrollWidth}`);
    return seen;
}"""


class Gallery:
    """The pictures of one language. `faults` gathers all that was wrong, so that one look shows everything."""

    def __init__(self, lang: str) -> None:
        self.faults: list[str] = []
        self._lang = lang
        self._place = PICTURES / lang
        self._place.mkdir(parents=True, exist_ok=True)

    def look(self, page: Page, name: str, whole: bool = False) -> None:
        """Every variant of what is on the screen now; `whole`: the picture shows the page down to its end."""
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=self._place / f"{name}-{width}-{theme}.png", full_page=whole)
                self._judge(page, f"{self._lang} {name} {width} {theme}")
        page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
        page.emulate_media(color_scheme="light")

    def _judge(self, page: Page, where: str) -> None:
        for broken in AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]:
            places = [node["html"][:200] for node in broken["nodes"]]
            self.faults.append(f"{where}: {broken['id']}: {places}")
        if too_wide := page.evaluate(TOO_WIDE):
            self.faults.append(f"{where} sticks out: {too_wide}")
        if page.evaluate("document.documentElement.lang") != self._lang:
            self.faults.append(f"{where}: the page says it is in another language")
