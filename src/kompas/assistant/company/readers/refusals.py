"""Why a file or a page gives no article. The code is for screens, which say it in their own language."""

from kompas.assistant.domain.errors import Permanent

# code: what is wrong, what to do; {names} are filled in with facts
SENTENCES: dict[str, tuple[str, str]] = {
    "empty": ("the file is empty.", "Save it again, or leave it out."),
    "too_large": ("it is larger than {limit} MB.", "Split it, or leave pictures out."),
    "unknown_kind": ("this kind of file is not read.", "Use PDF, DOCX, HTML, Markdown or JSON lines."),
    "broken": ("it cannot be opened: the file is damaged or of another kind.", "Open it yourself and save it again."),
    "locked": ("it is protected with a password.", "Save it without a password."),
    "old_word": ("it is an old Word file or has a password.", "Save it as .docx without a password."),
    "bomb": ("unpacked it would be far larger than a document ever is.", "Save it again from a word processor."),
    "hostile": ("it holds instructions for the reader that no document needs.", "Save it again from a word processor."),
    "many_pages": ("it has {pages} pages; {limit} are read at most.", "Split it."),
    "scanned": ("its pages are pictures without text.", "Run text recognition (OCR) on it first."),
    "no_text": ("no text was found in it.", "Leave it out, or look whether it shows its text only by scripts."),
    "too_heavy": ("reading it took too much time or memory.", "Split it, or save it again in a simpler form."),
    "long_piece": ("a piece of it is longer than {limit} bytes.", "Give it headings, or split it."),
}


class Unusable(Permanent):
    """Nothing can be made of a file or a page; `code` is one of SENTENCES, `facts` are numbers for it."""

    def __init__(self, code: str, **facts: int) -> None:
        message, remedy = SENTENCES[code]
        super().__init__(message.format(**facts), remedy)
        self.code, self.facts = code, facts
