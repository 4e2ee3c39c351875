"""`python -m kompas.service.backroom.child MODULE:TASK ID`: do one piece of work, and end with the parent."""

import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import structlog

log = structlog.get_logger()


def main(name: str, id: str) -> int:
    """The exit status: 0 when it is done, 1 when it has to be tried again."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    _step_back()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.service.settings")
    from kompas.service.logs import set_up_logs

    set_up_logs()
    module, task = name.split(":")
    try:
        getattr(import_module(module), task)(int(id))
    except Exception as fault:  # whatever went wrong: the operator hears of it, the parent tries again
        log.error("backroom.failed", task=name, id=int(id), fault=type(fault).__name__, exc_info=True)
        return 1
    return 0


def _step_back() -> None:
    """Customers go first. Linux may share the processor by groups, and a session of its own is one: measured, `nice`
    alone then changes nothing, so the group steps back too."""
    os.nice(10)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text("10")


def _end_with_parent() -> None:
    """The parent holds the other end and never writes: reading ends when it is gone, killed or not."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
