"""The lock is fair: who asked first writes first."""

import threading
import time

from kompas.service.database.lock import FairLock


def test_waiters_are_served_in_the_order_in_which_they_asked() -> None:
    lock, served = FairLock(), []
    lock.acquire()

    def wait(number: int) -> None:
        with lock:
            served.append(number)

    threads = []
    for number in range(8):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        threads.append(thread)
        while len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join(5)
    assert served == list(range(8))


def test_it_is_free_after_a_fault() -> None:
    lock = FairLock()
    try:
        with lock:
            raise ValueError
    except ValueError:
        pass
    with lock:
        assert True
    assert not lock._held
