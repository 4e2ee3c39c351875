"""What no customer and no agent may ever cause: errors in the console, calls to others."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

# what a browser says by itself when the server is down, or when it refuses on purpose
OUTAGE = ("net::", "Failed to fetch")
REFUSAL = ("the server responded with a status of 4",)


class Watched:
    """Every page of one browser, from its first request on; console lines with one of the `expected` words are no fault."""

    def __init__(self, context: BrowserContext, home: str, expected: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self._home = home
        self._expected = expected
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self.faults.append(f"error: {fault.error}"))
        context.on("request", self._asked)

    def _heard(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not any(words in line.text for words in self._expected):
            self.faults.append(f"console: {line.text}")

    def _asked(self, request: Request) -> None:
        own = request.url.startswith((self._home, "data:", "blob:"))
        if not own:
            self.faults.append(f"foreign request: {request.url}")
