"""The workspace as an agent or a supervisor uses it."""

from types import SimpleNamespace

from playwright.sync_api import Locator, Page

# Whoever works here is seeded by the demo.
NAMES = {"noor": "Noor de Wit", "sam": "Sam Bakker"}


class Workspace:
    def __init__(self, page: Page, words: SimpleNamespace) -> None:
        self.page = page
        self.words = words
        self.letters = page.locator("#letters")
        self.brief = page.locator("#brief")
        self.customer = page.locator("#customer")
        self.answer = page.locator("#answer")
        self.waiting = page.locator("#list-waiting")
        self.mine = page.locator("#list-mine")
        self.promised = page.locator("#list-promised")
        self.watched = page.locator("#list-watched")

    def sign_in(self, name: str) -> "Workspace":
        self.page.goto("/sign-in/")
        self.page.get_by_label(self.words.name).fill(name)
        self.page.get_by_label(self.words.password).fill(f"kompas-demo-{name}")
        self.page.get_by_role("button", name=self.words.sign_in, exact=True).click()
        self.page.wait_for_url("**/workspace/")
        return self if self.page.locator(f"html[lang={self.words.lang}]").count() else self._speak()

    def line(self, wish: str, list_of: Locator | None = None) -> Locator:
        return (list_of or self.waiting).get_by_role("link").filter(has_text=wish)

    def open(self, wish: str, list_of: Locator | None = None) -> "Workspace":
        self.line(wish, list_of).first.click()
        self.page.locator("#matter .head").wait_for()
        return self

    def press(self, name: str) -> "Workspace":
        self.page.locator("#acts").get_by_role("button", name=name).click()
        return self

    def take(self) -> "Workspace":
        self.press(self.words.take)
        return self.sees(self.words.yours)

    def reply(self, text: str) -> "Workspace":
        self.answer.fill(text)
        self.press(self.words.answer)
        self.letters.get_by_text(text).wait_for()
        return self

    def note(self, text: str) -> "Workspace":
        self.page.locator("#noting summary").click()
        self.page.locator("#note").fill(text)
        self.press(self.words.keep_note)
        self.letters.get_by_text(text).wait_for()
        return self

    def give_back(self) -> "Workspace":
        return self.press(self.words.give_back)

    def resolve(self) -> "Workspace":
        return self.press(self.words.resolve)

    def sees(self, text: str) -> "Workspace":
        self.page.get_by_text(text).first.wait_for()
        return self

    def stop_the_assistant(self) -> "Workspace":
        self.page.get_by_role("button", name=self.words.stop).click()
        return self.sees(self.words.stopped)

    def switch_on_again(self) -> "Workspace":
        self.page.get_by_role("button", name=self.words.switch_on).click()
        return self.sees(self.words.works_again)

    def _speak(self) -> "Workspace":
        """The language of the screens is kept with the account: somebody chose another one before."""
        self.page.locator(".menu summary").click()
        with self.page.expect_navigation():
            self.page.locator(f".menu button[lang={self.words.lang}]").click()
        return self
