"""The chat as a customer uses it."""

from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Download, Locator, Page

AUTHOR_AND_WORDS = """one => {
    const words = one.querySelector(":scope > p:not(.who), :scope > ul");
    return `${one.dataset.author}: ${words?.innerText}`;
}"""


class Chat:
    """Speaks of what is on the screen: letters, the standing below them, the brief, the survey."""

    def __init__(self, page: Page, words: SimpleNamespace) -> None:
        self.page = page
        self.words = words
        self.panel = page.locator("kompas-panel .panel")
        self.field = page.locator("kompas-panel .field")
        self.human = page.locator("kompas-panel .human")
        self.letters = page.locator("kompas-panel article.letter")
        self.answers = page.locator("kompas-panel article.by-assistant[data-seq]")
        self.standing = page.locator("kompas-panel .standing")
        self.brief = page.locator("kompas-panel .brief").last

    def open(self) -> "Chat":
        self.button(self.words.open_chat).click()
        self.letter(self.words.welcome).wait_for()
        return self

    def say(self, text: str) -> "Chat":
        """Write it and send it; returns when the server has it."""
        self.field.fill(text)
        self.field.press("Enter")
        self.panel.locator("article.by-customer[data-seq]", has_text=text).last.wait_for()
        return self

    def ask(self, text: str) -> Locator:
        """Say it and wait for what the assistant says to it."""
        before = self.answers.count()
        self.say(text)
        self.answers.nth(before).wait_for()
        return self.answers.nth(before)

    def letter(self, text: str) -> Locator:
        return self.letters.filter(has_text=text)

    def button(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def sees(self, text: str) -> "Chat":
        self.panel.get_by_text(text).first.wait_for()
        return self

    def told(self) -> list[str]:
        """Who said what, in the order of the screen; without the welcome, which is no message."""
        said = self.page.locator("kompas-panel article.letter[data-seq]")
        return list(said.evaluate_all(f"all => all.map({AUTHOR_AND_WORDS})"))

    def read_source(self, answer: Locator) -> str:
        """Open the first source of an answer and read the passage."""
        answer.locator(".source button").first.click()
        passage = answer.locator("blockquote").first
        passage.wait_for()
        return passage.inner_text()

    def read_reasons(self, answer: Locator) -> str:
        self.button(self.words.why, answer).click()
        reasons = answer.locator(".reasons")
        reasons.wait_for()
        return reasons.inner_text()

    def wish_for_a_human(self) -> "Chat":
        self.human.click()
        return self

    def correct_brief(self, text: str) -> "Chat":
        self.button(self.words.correct).last.click()
        self.page.get_by_label(self.words.correction).fill(text)
        self.button(self.words.save).click()
        self.brief.get_by_text(text).wait_for()
        return self

    def leave_queue(self) -> "Chat":
        self.button(self.words.leave_queue).click()
        return self

    def end(self) -> "Chat":
        self.button(self.words.more).click()
        self.button(self.words.end).click()
        self.button(self.words.end_yes).click()
        return self

    def rate(self) -> "Chat":
        """Very little effort, and solved."""
        self.sees(self.words.survey)
        self.page.get_by_role("radio", name=self.words.very_little).check()
        self.page.get_by_role("radio", name=self.words.yes, exact=True).check()
        self.button(self.words.send_survey).click()
        return self.sees(self.words.rated)

    def keep_copy(self, place: Path) -> str:
        """The transcript as text."""
        self.button(self.words.more).click()
        with self.page.expect_download() as coming:
            self.button(self.words.save_text).click()
        copy: Download = coming.value
        copy.save_as(place / copy.suggested_filename)
        return (place / copy.suggested_filename).read_text("utf-8")
