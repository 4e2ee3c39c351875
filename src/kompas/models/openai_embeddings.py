"""An embedder behind any address that speaks as OpenAI's /v1/embeddings does, hosted or on a machine of one's own."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import orjson

from kompas.assistant.domain.errors import Permanent, Temporary
from kompas.models.local_folder import normed

if TYPE_CHECKING:
    import httpx2

Floats = npt.NDArray[np.float32]

TOGETHER = 64  # texts in one call
CONNECT_SECONDS = 2.0
MOST_BYTES = 120_000  # of an answer, by text: 4,000 numbers of 20 digits are 90 kB
_CAN_PASS = frozenset({408, 409, 425, 429})


class OpenAIEmbeddings:
    """Safe to share between threads. Its connections last until `close`."""

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str = "",
        outside: bool = True,
        seconds: float = 30.0,
    ) -> None:
        """A call ends after so many `seconds`. Raises Permanent when the extra `embeddings` is not installed."""
        self.name = f"{model} {base_url}"
        self.outside = outside
        self._model, self._seconds = model, seconds
        self._client = _client(base_url, key, seconds)

    def embed(self, texts: Sequence[str]) -> Floats:
        parts = [self._asked(texts[begin : begin + TOGETHER]) for begin in range(0, len(texts), TOGETHER)]
        if len({part.shape[1] for part in parts}) > 1:
            raise _unusable("vectors of different lengths")
        return normed(np.concatenate(parts)) if parts else np.zeros((0, 0), np.float32)

    def close(self) -> None:
        self._client.close()

    def _asked(self, texts: Sequence[str]) -> Floats:
        import httpx2

        # an empty text is refused by some servers
        body = {"model": self._model, "input": [text or " " for text in texts], "encoding_format": "float"}
        try:
            with self._client.stream("POST", "embeddings", json=body) as response:
                answer = _read(response, MOST_BYTES * len(texts), time.monotonic() + self._seconds)
        except httpx2.TimeoutException as slow:
            raise _late() from slow
        except httpx2.HTTPError as gone:
            raise Temporary("The embedder cannot be reached.", "Look whether its server runs.") from gone
        return _vectors(answer, len(texts))


def _client(base_url: str, key: str, seconds: float) -> "httpx2.Client":
    try:
        import httpx2
    except ImportError as missing:
        raise Permanent(
            "An embedder is named, but what asks it is not installed.", "Install kompas[embeddings]."
        ) from missing
    headers = {"accept-encoding": "identity"} | ({"authorization": f"Bearer {key}"} if key else {})
    # a redirect would take a customer's question to an address that nobody named; a proxy of the environment too
    return httpx2.Client(
        base_url=base_url,
        headers=headers,
        follow_redirects=False,
        trust_env=False,
        timeout=httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
    )


def _read(response: "httpx2.Response", most: int, until: float) -> bytes:
    if response.status_code >= 500 or response.status_code in _CAN_PASS:
        raise Temporary(f"The embedder answers {response.status_code}.", "Look at its server, or at its limits.")
    if response.status_code != 200:
        raise Permanent(
            f"The embedder answers {response.status_code}.", "Look at its address, its name and KOMPAS_EMBEDDER_KEY."
        )
    if "content-encoding" in response.headers:  # a little of it may unpack to anything
        raise _unusable("a packed answer")
    answer = bytearray()
    for part in response.iter_raw():
        answer += part
        if len(answer) > most:
            raise _unusable("an answer that is too long")
        if time.monotonic() > until:
            raise _late()
    return bytes(answer)


def _vectors(answer: bytes, wanted: int) -> Floats:
    try:
        read: Any = orjson.loads(answer)
        rows = sorted(read["data"], key=lambda row: row["index"])
        if [row["index"] for row in rows] != list(range(wanted)):
            raise _unusable("another number of vectors")
        vectors = np.array([row["embedding"] for row in rows], np.float32)
    except (ValueError, KeyError, TypeError, IndexError) as wrong:
        raise _unusable("what is no list of vectors") from wrong
    if vectors.ndim != 2 or vectors.shape[1] == 0 or not np.isfinite(vectors).all():
        raise _unusable("vectors that are none")
    return vectors


def _late() -> Temporary:
    return Temporary("The embedder does not answer in time.", "Give it more power, or take a smaller model.")


def _unusable(what: str) -> Permanent:
    return Permanent(f"The embedder gives {what}.", "Look whether its address speaks as OpenAI's /v1/embeddings.")
