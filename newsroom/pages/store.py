import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import InitVar, dataclass, field
from typing import Any

from newsroom.pages.forms import PACKED_BY, PLAIN, UNPACKED_BY
from newsroom.pages.validator import Validator

# Packed, some five hundred stories with fifty comments.
MOST_BYTES = 6 * 2**20
# For how long a page may be shown that the database cannot be asked about.
OUTLASTS_SECONDS = 600


Head = list[tuple[str, str]]


@dataclass
class Stored:
    etag: str
    body: InitVar[bytes]
    language: str
    kind: str
    # What the database last said of it, and when.
    validator: Validator
    seen_at: float = field(default_factory=time.monotonic)
    # What it weighs on its shelf.
    counted: int = 0

    def __post_init__(self, body: bytes) -> None:
        self.forms = {PLAIN: body}
        # The headers it went out with, by form and status.
        self.heads: dict[tuple[str, int], Head] = {}

    def in_form(self, form: str) -> bytes:
        """The page as it goes out: packed once, when somebody first takes it so.

        Plain it is kept until then. Few take it plain, it is four times as large, and
        quickly unpacked.
        """
        if (kept := self.forms.get(form)) is not None:
            return kept
        other, body = next(iter(list(self.forms.items())))
        plain = UNPACKED_BY[other](body)
        if form == PLAIN:
            return plain
        packed = self.forms[form] = PACKED_BY[form](plain)
        self.forms.pop(PLAIN, None)
        return packed

    def weight(self) -> int:
        return sum(map(len, list(self.forms.values())))

    def weigh(self) -> int:
        """How many bytes it has become heavier since it was last counted."""
        before, self.counted = self.counted, self.weight()
        return self.counted - before

    def may_outlast(self) -> bool:
        """Whether it may be shown while the database is away: not for long, not past
        the moment at which it changes, and only if nothing was taken back since."""
        age = time.monotonic() - self.seen_at
        if age > self.validator.lifetime(OUTLASTS_SECONDS):
            return False
        return self.validator.facts.get("furniture_epoch") == store.furniture_epoch


class Shelf:
    """Some of the pages, the least used thrown out first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[str, Stored] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, address: str) -> bool:
        return address in self._pages

    def get(self, address: str, etag: str) -> Stored | None:
        with self._lock:
            stored = self._pages.get(address)
            if stored is None or stored.etag != etag:
                return None
            self._pages.move_to_end(address)
            return stored

    def last(self, address: str) -> Stored | None:
        return self._pages.get(address)

    def put(self, address: str, stored: Stored) -> None:
        if stored.weight() > self.most_bytes // 4:
            return
        with self._lock:
            if old := self._pages.pop(address, None):
                self._bytes -= old.counted
            self._pages[address] = stored
            self._count(stored)

    def packed(self, address: str, stored: Stored) -> None:
        with self._lock:
            if self._pages.get(address) is stored:
                self._count(stored)

    def _count(self, stored: Stored) -> None:
        self._bytes += stored.weigh()
        while self._bytes > self.most_bytes:
            _address, dropped = self._pages.popitem(last=False)
            self._bytes -= dropped.counted

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


class Store:
    """Rendered pages in this process.

    A body is only ever given out under the validator it was rendered for, so it
    can be old but never stale, on any number of processes, with no purging. Pages
    that a visitor can make up by counting, ``?page=7``, have a shelf of their own:
    nobody clears the others away with them.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.plain = Shelf(most_bytes)
        self.by_parameter = Shelf(most_bytes // 4)
        # It goes up whenever a story is taken back.
        self.furniture_epoch = 0

    def shelf(self, address: str) -> Shelf:
        return self.by_parameter if "?" in address else self.plain

    def __contains__(self, address: str) -> bool:
        """Whether some version of the page is here, perhaps an old one."""
        return address in self.shelf(address)

    def get(self, address: str, etag: str) -> Stored | None:
        return self.shelf(address).get(address, etag)

    def put(self, address: str, stored: Stored) -> None:
        self.shelf(address).put(address, stored)
        self.saw(stored, stored.validator)

    def packed(self, address: str, stored: Stored) -> None:
        """It has one form more, which counts too."""
        self.shelf(address).packed(address, stored)

    def last(self, address: str) -> Stored | None:
        """Whatever was stored last, true or not."""
        return self.shelf(address).last(address)

    def saw(self, stored: Stored, validator: Validator) -> None:
        """The database has just said that it is true."""
        stored.validator, stored.seen_at = validator, time.monotonic()
        self.furniture_epoch = max(
            self.furniture_epoch, validator.facts.get("furniture_epoch", 0)
        )

    def clear(self) -> None:
        self.plain.clear()
        self.by_parameter.clear()
        self.furniture_epoch = 0
        furnishings.clear()
        pieces.clear()
        surroundings.clear()
        choices.clear()
        rows.clear()


class Pieces[Piece]:
    """Parts of pages, each under all that it depends on; the least used go."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: OrderedDict[Hashable, Piece] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._made)

    def get(self, name: Hashable, make: Callable[[], Piece]) -> Piece:
        """As it was made under this name, else made now. None names nothing that is
        kept."""
        if name is None:
            return make()
        with self._lock:
            if (piece := self._made.get(name)) is not None:
                self._made.move_to_end(name)
                return piece
        piece = make()
        with self._lock:
            self._made[name] = piece
            if len(self._made) > self.most:
                self._made.popitem(last=False)
        return piece

    def clear(self) -> None:
        with self._lock:
            self._made.clear()


pieces: Pieces[str] = Pieces(2000)
# Whole pages but for one place in each: what changes often, on the pages that do.
# Packed, seven kilobytes each, or twice that for long stories.
surroundings: Pieces[Any] = Pieces(256)
# Which stories stand on each front page.
choices: Pieces[Any] = Pieces(16)
# Rows that pages are printed by, each under its version.
rows: Pieces[Any] = Pieces(16)
# What stands on every page, by the epoch that names it: the newest only.
furnishings: dict[int, Any] = {}
store = Store()
