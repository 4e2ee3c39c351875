"""The example shop with the chat on it, and the page that shows the mail that would have left."""

from types import SimpleNamespace

from playwright.sync_api import Page
from tests.browser.chat import Chat
from tests.browser.running import code_in


class Shop:
    """A visitor's tab on the company's site."""

    def __init__(self, page: Page, words: SimpleNamespace) -> None:
        self.page = page
        self.words = words
        self.chat = Chat(page, words)

    def visit(self, as_customer: str = "") -> "Shop":
        """Anonymous, or as who is logged in at the shop."""
        query = f"?lang={self.words.lang}" + (f"&as={as_customer}" if as_customer else "")
        self.page.goto(f"/demo/shop/{query}")
        self.page.get_by_role("button", name=self.words.open_chat).wait_for()
        return self

    def mailed_code(self, address: str) -> str:
        """The newest code for this address, as the customer reads it in another tab."""
        mailbox = self.page.context.new_page()
        mailbox.goto(f"/demo/mail/?lang={self.words.lang}")
        letter = mailbox.locator("article.letter", has_text=address).first
        code = code_in(letter.inner_text())
        mailbox.close()
        return code
