"""Why a file or a page gives no article. The code is for screens, which say it in their own language."""

from kompas.assistant.company.sentences import Sentence, sentence
from kompas.assistant.domain.errors import Permanent

# code: what is wrong, what to do; {names} are filled in with facts
SENTENCES: dict[str, tuple[Sentence, Sentence]] = {
    "empty": (sentence("the file is empty."), sentence("Save it again, or leave it out.")),
    "too_large": (sentence("it is larger than {limit} MB."), sentence("Split it, or leave pictures out.")),
    "unknown_kind": (
        sentence("this kind of file is not read."),
        sentence("Use PDF, DOCX, HTML, Markdown or JSON lines."),
    ),
    "broken": (
        sentence("it cannot be opened: the file is damaged or of another kind."),
        sentence("Open it yourself and save it again."),
    ),
    "locked": (sentence("it is protected with a password."), sentence("Save it without a password.")),
    "old_word": (
        sentence("it is an old Word file or has a password."),
        sentence("Save it as .docx without a password."),
    ),
    "bomb": (
        sentence("unpacked it would be far larger than a document ever is."),
        sentence("Save it again from a word processor."),
    ),
    "hostile": (
        sentence("it holds instructions for the reader that no document needs."),
        sentence("Save it again from a word processor."),
    ),
    "many_pages": (sentence("it has {pages} pages; {limit} are read at most."), sentence("Split it.")),
    "scanned": (sentence("its pages are pictures without text."), sentence("Run text recognition (OCR) on it first.")),
    "no_text": (
        sentence("no text was found in it."),
        sentence("Leave it out, or look whether it shows its text only by scripts."),
    ),
    "too_heavy": (
        sentence("reading it took too much time or memory."),
        sentence("Split it, or save it again in a simpler form."),
    ),
    "long_piece": (sentence("a piece of it is longer than {limit} bytes."), sentence("Give it headings, or split it.")),
}


class Unusable(Permanent):
    """Nothing can be made of a file or a page; `code` is one of SENTENCES, `facts` are numbers for it.

    `said` is what is wrong, and what to do.
    """

    def __init__(self, code: str, **facts: int) -> None:
        message, remedy = SENTENCES[code]
        self.said = message.filled(**facts), remedy
        super().__init__(str(self.said[0]), str(remedy))
        self.code, self.facts = code, facts
