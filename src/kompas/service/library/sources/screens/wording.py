"""Codes of sources in plain words."""

import json

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from kompas.service.library.sources.models import Kind, Page, Schedule

KINDS: dict[str, Promise] = {
    Kind.FILES: lazy("Files"),
    Kind.PAGE: lazy("One page"),
    Kind.SITE: lazy("A website"),
}
SCHEDULES: dict[str, Promise] = {
    Schedule.NEVER: lazy("only when asked"),
    Schedule.DAILY: lazy("every day"),
    Schedule.WEEKLY: lazy("every week"),
}
ENDS: dict[str, Promise] = {
    "": lazy("Under way"),
    "finished": lazy("Done"),
    "pages": lazy("Ended: as many pages as are looked at"),
    "time": lazy("Ended: it took too long"),
    "stopped": lazy("Stopped"),
    "failed": lazy("Given up: it failed again and again; the log of the server says where"),
}
SKIPPED: dict[str, Promise] = {
    "empty": lazy("The file is empty."),
    "too_large": lazy("It is larger than %(limit)s MB. Split it."),
    "unknown_kind": lazy("This kind of file is not read. Use PDF, DOCX, HTML, Markdown or JSON lines."),
    "broken": lazy("It cannot be opened: it is damaged or of another kind. Open it yourself and save it again."),
    "locked": lazy("It is protected with a password. Save it without."),
    "old_word": lazy("It is an old Word file, or has a password. Save it as .docx without a password."),
    "bomb": lazy("Unpacked it would be far larger than a document ever is. Save it again from a word processor."),
    "hostile": lazy("It holds instructions that no document needs. Save it again from a word processor."),
    "many_pages": lazy("It has %(pages)s pages; %(limit)s are read at most. Split it."),
    "scanned": lazy("Its pages are pictures without text. Run text recognition (OCR) on it first."),
    "no_text": lazy("No text was found in it."),
    "too_heavy": lazy("Reading it took too much time or memory. Split it, or save it in a simpler form."),
    "rows": lazy("Parts of it were left out:"),
    "bad_address": lazy("This is no address of a page."),
    "private": lazy("It lies on a private network. Whoever runs the server can allow that (KOMPAS_CRAWL_PRIVATE)."),
    "unreachable": lazy("Its server cannot be reached."),
    "slow": lazy("Its server is too slow."),
    "status": lazy("Its server answers %(status)s."),
    "redirects": lazy("It leads on and on to other addresses."),
    "elsewhere": lazy("It leads to another site."),
    "robots": lazy("Its site asks programs not to read it."),
    "robots_unreachable": lazy("Its server fails when it is asked what may be read (robots.txt)."),
    "kind": lazy("It is no page, PDF or Word document."),
    "garbled": lazy("Its server sends it in a way that cannot be read."),
    "trap": lazy("There are endlessly many addresses like it: a calendar, a search, a loop."),
}


def why(page: Page) -> str:
    """Why a page or file was skipped, or what of it was left out."""
    sentence = str(SKIPPED[page.code])
    facts = json.loads(page.facts)
    return sentence % facts if facts else sentence
