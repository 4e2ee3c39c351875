"""What the clock asks of a running house: a changed company folder, work that is owed, customers waiting at closing time,
what articles contradict, how matters ended, what was not known, what is proven."""

from functools import partial

from kompas.assistant.company.sentences import Sentence, sentence
from kompas.service.certainty.looking import have_proven, look
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.handover.opening import close_queue
from kompas.service.house import House, told
from kompas.service.insights.following import follow
from kompas.service.learning.noticing import notice
from kompas.service.library.contradicting import owed
from kompas.service.library.preparation import ask_for, given_up, prepare, unfinished
from kompas.service.library.publishing import publish_due
from kompas.service.library.record import offered
from kompas.service.library.sources import accepting, keeping
from kompas.service.library.sources.task import accept, go_on
from kompas.service.library.task import compare
from kompas.service.rounds import Rounds

_EVERY_SECONDS = 2.0
_REMIND_EVERY = 30  # looks: a minute
_VECTORS_EVERY = 300  # looks: ten minutes
_COMPARE_AT = 15  # the look of each minute at which articles are compared: an editor publishes many within one

GIVEN_UP = sentence(
    "The changed content is sound, but preparing it failed again and again; the log of the server says where."
)


class Tending:
    """One thread that looks around every two seconds."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._asked: str | None = None
        self._looks = 0
        self._late: tuple[Sentence, ...] = ()
        self._rounds = Rounds("tending", self._round)

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        self._rounds.stop()

    def _round(self) -> float:
        """All looks, whatever goes wrong in one: content that cannot be read must not keep customers waiting after
        closing time."""
        looks = [self.look_at_the_folder, self.look_at_the_backroom, self.look_at_the_sources, self.look_at_the_queue]
        looks += [partial(follow, self._house), partial(notice, self._house), partial(look, self._house)]
        if self._looks % _REMIND_EVERY == 0:
            looks.insert(0, self.remind)
        if self._looks % _VECTORS_EVERY == _COMPARE_AT:
            looks.append(self.look_at_the_vectors)
        if self._looks % _REMIND_EVERY == _COMPARE_AT:
            looks += [self.look_at_what_articles_say, partial(have_proven, self._house)]
        self._looks += 1
        faults = []
        for one in looks:
            try:
                one()
            except Exception as fault:  # noqa: BLE001 - told to the operator with all others
                faults.append(fault)
        if faults:
            raise ExceptionGroup("looks that failed", faults)
        return _EVERY_SECONDS

    def look_at_the_folder(self) -> None:
        """Take up, refuse, or have prepared what changed; publish what is due."""
        shelf, library = self._house.shelf, self._house.library
        assert library is not None
        complaints, before = shelf.complaints, shelf.now.company.version
        publish_due(now_ms())
        library.look()
        shelf.refresh()
        version = shelf.now.company.version
        if version != before or (shelf.complaints != complaints and (shelf.complaints or shelf.wanted is None)):
            self._offered(version if version != before else None)
        wanted = self._wanted()
        if wanted and wanted != self._asked:
            ask = partial(ask_for, version=wanted, folder=shelf.folder, source=shelf.source, at=now_ms())
            self._house.backroom.ring(prepare, self._house.writer.submit(ask).result(30))
        self._asked = wanted

    def look_at_the_backroom(self) -> None:
        """What hangs there is put on the trail once, and so on the screens of who is shown complaints."""
        late = self._house.backroom.complaints
        if late != self._late:
            self._late = late
            about = {"works": len(late)}
            self._house.writer.submit(
                lambda db: store.record(db, "backroom.late", "system", now_ms(), data=about)
            ).result(30)
            told()

    def look_at_the_sources(self) -> None:
        """Begin what is due, and go on with what is not done; the back room takes one turn of it at a time."""
        keeping.begin_due(now_ms())
        for id in keeping.unfinished():
            self._house.backroom.ring(go_on, id)
        for id in accepting.unfinished():
            self._house.backroom.ring(accept, id)

    def look_at_the_vectors(self) -> None:
        """Take up what an embedder that failed has done since, and have it asked again for what it still owes."""
        shelf = self._house.shelf
        shelf.take_up_vectors()
        if shelf.lacks_vectors:
            version = shelf.now.company.version
            ask = partial(ask_for, version=version, folder=shelf.folder, source=shelf.source, at=now_ms())
            self._house.backroom.ring(prepare, self._house.writer.submit(ask).result(30))

    def look_at_what_articles_say(self) -> None:
        """Have contradictions looked for in what serves, once it is prepared; again where that was not done."""
        shelf = self._house.shelf
        if shelf.wanted is None:
            ask = partial(owed, version=shelf.now.company.version, at=now_ms())
            if id := self._house.writer.submit(ask).result(30):
                self._house.backroom.ring(compare, id)

    def look_at_the_queue(self) -> None:
        """Who waits live when the desk closes gets a promise."""
        if self._house.writer.submit(lambda db: close_queue(db, self._house.shelf.now, now_ms())).result(30):
            told()

    def remind(self) -> None:
        """Ring again for what is not finished: an alarm, or a whole process, may have been lost."""
        writer = self._house.writer
        for id in writer.submit(lambda db: unfinished(db, now_ms())).result(30):
            self._house.backroom.ring(prepare, id)
        wanted = self._wanted()
        if wanted and writer.submit(partial(given_up, version=wanted)).result(30):
            self._house.shelf.give_up(GIVEN_UP)
            self._offered(None)

    def _wanted(self) -> str | None:
        """The version to be prepared; None when there is none, or when it was given up and complained of."""
        return self._house.shelf.wanted if not self._house.shelf.given_up else None

    def _offered(self, version: str | None) -> None:
        record = partial(offered, version=version, complaints=self._house.shelf.complaints, at=now_ms())
        self._house.writer.submit(record).result(30)
        told()
