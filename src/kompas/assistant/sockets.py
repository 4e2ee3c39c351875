"""The only ways out of the thinking: what a customer system must offer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kompas.assistant.domain.customer import Identity, Record
from kompas.assistant.domain.errors import KompasError, Permanent
from kompas.assistant.domain.model import Prompt, Usage


class Connector(Protocol):
    """A customer system. Bound by code to the verified customer: no argument can name another customer's row."""

    def look_up(self, operation: str, purpose: str, identity: Identity, at: datetime) -> Sequence[Record]:
        """The customer's own rows, only the purpose's fields.

        Raises NotAllowed when the identity is too low or the purpose does not name the table, Temporary when the
        system does not answer in time, Permanent when its answer cannot be read.
        """
        ...

    def find_customer(self, mail: str) -> str | None:
        """The key of the customer with this mail address, or None. The answer never reaches the one who asks."""
        ...

    def name_of(self, identity: Identity) -> str | None:
        """What the verified customer is called, for the people who help them; None when that is not known here, or who
        they are is not proven. Raises as `look_up` does where the system fails."""
        ...


class Speaking(Protocol):
    """An answer of a model that is under way."""

    def hear(self, seconds: float) -> str | None:
        """The next piece of text, None when all is said. Raises ModelFault: `slow` when nothing comes in time."""
        ...

    def end(self) -> Usage | None:
        """Stop, whether or not all was said: what comes later is dropped. Gives what was counted, where that is known."""
        ...


class ChatModel(Protocol):
    """A language model. It is given a prompt and nothing else: it has no tools, no memory and no way to the data."""

    def ask(self, prompt: Prompt, seconds: float) -> Speaking:
        """Begin an answer, which ends after so many seconds whatever happens. Returns at once and raises nothing."""
        ...

    def close(self) -> None:
        """End its connections and all that it runs. It is not asked any more."""
        ...


class Embedder(Protocol):
    """Texts into vectors that lie near each other where the texts mean the same. Safe to share between threads."""

    @property
    def name(self) -> str:
        """Says which model it is: vectors of one name can be compared, also after a restart."""
        ...

    @property
    def outside(self) -> bool:
        """Whether texts leave this machine: then no words of a known customer may be given to it."""
        ...

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row per text, each of length 1; a text that is too long for the model counts by its beginning.

        Raises Temporary when it does not answer in time or at all, Permanent when its answer cannot be used.
        """
        ...


def rows_of(embedder: Embedder, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """What it makes of these texts, one row of each. Whatever goes wrong in it, what is raised is a KompasError."""
    try:
        rows = np.asarray(embedder.embed(texts), np.float32)
    except KompasError:
        raise
    except Exception as wrong:  # noqa: BLE001 - its words may hold those of a customer: they are not passed on
        raise Permanent(f"The embedder fails ({type(wrong).__name__}).", "Look whether its model can be run.") from None
    if rows.ndim != 2 or len(rows) != len(texts) or (len(rows) and not rows.size) or not np.isfinite(rows).all():
        raise Permanent("The embedder gives what are no vectors.", "Look whether its model is one of texts.")
    return rows
