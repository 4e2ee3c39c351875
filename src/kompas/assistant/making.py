"""The heavy half of preparing a company: compile, train, estimate the threshold, store. Never in a serving process."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from pydantic import TypeAdapter

from kompas.assistant.company.stored import dump_company
from kompas.assistant.domain.certainty import Estimate
from kompas.assistant.domain.company import Company
from kompas.assistant.knowledge import compiling
from kompas.assistant.prepared import COMPANY, ESTIMATE, INDEX, INTENTS, MADE_BY, MARK, Prepared, is_prepared
from kompas.assistant.provisional import enough, estimated
from kompas.assistant.understanding.intents import save
from kompas.assistant.understanding.training import rehearse_company


def made(company: Company) -> Prepared:
    """A company made ready to think with, without its systems: the search index, the trained intents and what is to be
    expected of them."""
    index = compiling.compiled(company.articles, company.synonyms, tuple(company.intents.values()))
    if not company.intents:
        return Prepared(company, index, None, {})
    model, rehearsed = rehearse_company(company)
    ready = Prepared(company, index, model, {})
    return replace(ready, estimate=estimated(ready, rehearsed) if enough(rehearsed) else None)


def store(company: Company, into: Path) -> None:
    """Compiles and writes a company into the folder `into`; it appears whole or not at all. Made before: left as it is."""
    if is_prepared(into):
        return
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=".preparing-", dir=into.parent))
    try:
        _write(made(company), making)
        making.chmod(0o755)
        if not is_prepared(into):
            shutil.rmtree(into, ignore_errors=True)  # another Kompas made it
        try:
            making.rename(into)
        except OSError:
            if not is_prepared(into):  # else another process was first, with the same content
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _write(ready: Prepared, folder: Path) -> None:
    ready.index.save(folder / INDEX)
    if ready.intents is not None:
        save(ready.intents, folder / INTENTS)
    if ready.estimate is not None:
        (folder / ESTIMATE).write_bytes(TypeAdapter(Estimate).dump_json(ready.estimate))
    (folder / COMPANY).write_bytes(dump_company(ready.company))
    (folder / MARK).write_text(MADE_BY)
