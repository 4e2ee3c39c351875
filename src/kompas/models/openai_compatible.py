"""A language model behind any address that speaks as OpenAI's chat completions do, hosted or on a machine of one's own.

The library is asynchronous and runs on one background loop; whoever asks waits on a plain queue.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.model import ModelFault, Prompt, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

MOST_TOKENS = 10_000_000  # that a server may count for one answer; more is no count
MOST_BYTES = 1_000_000  # of one answer; the whole prompt is 6 kB
CONNECT_SECONDS = 2.0
_END = None
_TELLS = ("x-stainless", "openai-")  # what the library adds: this machine, and accounts from its environment
_STATUS = {429: "busy", 401: "key_refused", 403: "key_refused"}


class OpenAICompatible:
    """Safe to share between threads. Its loop and connections last until `close`."""

    def __init__(self, base_url: str, name: str, key: str = "") -> None:
        """Raises Permanent when the extra `llm` is not installed."""
        self._name = name
        self._client = _client(base_url, key)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="models", daemon=True)
        self._thread.start()

    def ask(self, prompt: Prompt, seconds: float) -> "Spoken":
        spoken = Spoken()
        spoken.task = asyncio.run_coroutine_threadsafe(self._speak(prompt, seconds, spoken), self._loop)
        spoken.task.add_done_callback(spoken.over)
        return spoken

    def close(self) -> None:
        try:
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(5)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)
            self._loop.close()

    async def _end(self) -> None:
        """What was told to end may not be over yet: a connection that it holds is closed with it."""
        if under_way := asyncio.all_tasks() - {asyncio.current_task()}:
            for one in under_way:
                one.cancel()
            await asyncio.wait(under_way)
        await self._client.close()

    async def _speak(self, prompt: Prompt, seconds: float, spoken: "Spoken") -> None:
        async with asyncio.timeout(seconds):
            async for piece in self._pieces(prompt, spoken):
                spoken.pieces.put(piece)

    async def _pieces(self, prompt: Prompt, spoken: "Spoken") -> AsyncIterator[str]:
        from openai import AsyncStream

        body = _body(self._name, prompt)
        # plain data instead of the library's typed chunks, which take 0.1 ms each
        stream = await self._client.post(
            "/chat/completions", cast_to=object, body=body, stream=True, stream_cls=AsyncStream[object]
        )
        finished = None
        async with stream:
            async for chunk in stream:
                piece, reason, usage = _read(chunk)
                finished, spoken.usage = reason or finished, usage or spoken.usage
                if piece:
                    yield piece
        if finished != "stop":
            raise ModelFault("withheld" if finished == "content_filter" else "cut")


class Spoken:
    """An answer under way, as the thread that asked sees it."""

    def __init__(self) -> None:
        self.pieces: SimpleQueue[str | ModelFault | None] = SimpleQueue()
        self.usage: Usage | None = None
        self.task: Future[None] | None = None

    def hear(self, seconds: float) -> str | None:
        try:
            piece = self.pieces.get(timeout=max(seconds, 0))
        except Empty:
            raise ModelFault("slow") from None
        if isinstance(piece, ModelFault):
            raise piece
        return piece

    def over(self, task: "Future[None]") -> None:
        """Whatever the library or the server did, it is told as one of our codes."""
        fault = None if task.cancelled() else task.exception()
        self.pieces.put(ModelFault(_code(fault)) if fault is not None else _END)

    def end(self) -> Usage | None:
        if self.task is not None:
            self.task.cancel()
        return self.usage


def _client(base_url: str, key: str) -> "AsyncOpenAI":
    try:
        import httpx2
        from openai import AsyncOpenAI
    except ImportError as missing:
        raise Permanent(
            "company.yaml names a model, but what asks it is not installed.", "Install kompas[llm]."
        ) from missing

    class Capped(httpx2.AsyncHTTPTransport):
        """Tells nothing of this machine, and counts what comes in: an answer without end must not fill the memory."""

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            for name in [one for one in request.headers if one.startswith(_TELLS)]:
                del request.headers[name]
            request.headers["accept-encoding"] = "identity"
            response = await super().handle_async_request(request)
            if "content-encoding" in response.headers:  # a little of it may unpack to anything
                await response.aclose()
                raise ModelFault("invalid")
            response.stream = Counted(response.stream)
            return response

    class Counted(httpx2.AsyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            count = 0
            async for part in self._stream:
                count += len(part)
                if count > MOST_BYTES:
                    raise ModelFault("too_big")
                yield part

        async def aclose(self) -> None:
            await self._stream.aclose()

    # a redirect would take a customer's question to an address that nobody named; a proxy of the environment too
    http = httpx2.AsyncClient(
        transport=Capped(), follow_redirects=False, timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS)
    )
    return AsyncOpenAI(base_url=base_url, api_key=key or "none", max_retries=0, http_client=http)


def _body(name: str, prompt: Prompt) -> dict[str, Any]:
    return {
        "model": name,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
        "max_tokens": prompt.most_tokens,
        "temperature": 0,
        "stream": True,
        "stream_options": {"include_usage": True},
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": prompt.shape},
        },
    }


def _read(chunk: object) -> tuple[str, str | None, Usage | None]:
    """Text, why it ended, and the count, of one piece of a stream; any of them may be missing."""
    if not isinstance(chunk, Mapping):
        raise ModelFault("invalid")
    choices, counted = chunk.get("choices") or [], chunk.get("usage")
    try:
        first = choices[0] if choices else {}
        text = (first.get("delta") or {}).get("content") or ""
        usage = _usage(counted["prompt_tokens"], counted["completion_tokens"]) if counted else None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ModelFault("invalid") from None
    if not isinstance(text, str):
        raise ModelFault("invalid")
    return text, first.get("finish_reason"), usage


def _usage(read: object, written: object) -> Usage | None:
    """None where it is no count that an answer can have: then it is estimated."""
    if type(read) is not int or type(written) is not int:
        return None
    return Usage(read, written) if 0 <= read <= MOST_TOKENS and 0 <= written <= MOST_TOKENS else None


def _code(fault: BaseException) -> str:
    import openai

    match fault:
        case ModelFault():
            return fault.code
        case TimeoutError() | openai.APITimeoutError():
            return "slow"
        case openai.APIStatusError():
            return _STATUS.get(fault.status_code, "server_fault" if fault.status_code >= 500 else "rejected")
        case openai.APIConnectionError():
            cause = fault.__cause__
            return cause.code if isinstance(cause, ModelFault) else "unreachable" if _never_began(cause) else "cut"
        case _:
            return "invalid"


def _never_began(cause: BaseException | None) -> bool:
    return type(cause).__name__ in ("ConnectError", "ConnectTimeout")
