"""Django's SQLite backend with the process's write lock around every write.

Without it SQLite polls with sleeps and answers "database is locked" under load.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from kompas.service.database.lock import write_lock

_READS = ("SELECT", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "VALUES")


def _locked(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A write outside a transaction is a transaction of its own, and takes the lock like one."""
    connection = context["connection"]
    if connection.holds_lock or sql.lstrip()[:9].upper().startswith(_READS):
        return execute(sql, params, many, context)
    with write_lock:
        return execute(sql, params, many, context)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holds_lock = False
        self.execute_wrappers.append(_locked)

    def _start_transaction_under_autocommit(self) -> None:
        write_lock.acquire()
        self.holds_lock = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave out what is private
        except BaseException:
            self._release()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave out what is private
        self._release()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # the stubs leave out what is private
        self._release()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]  # the stubs leave out what is private
        self._release()

    def _release(self) -> None:
        if self.holds_lock:
            self.holds_lock = False
            write_lock.release()
