"""The desk walked in any order by several people at once, and compared with what each was answered.

Single requests (``pages``) never find what only an order of them does: a page left open while somebody else
decides, a step taken back after another one, a draft handed in between. Here pages stay open and are pressed
later, with whatever comes to mind in their fields.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import func, select

from api.desk.pieces import find
from api.faults.soundness import broken_database, broken_desk
from api.privacy.asked import Asked
from api.privacy.deleting import delete
from api.privacy.finding import find as find_going
from api.storage.desk_schema import PieceRow
from api.storage.learning_schema import LabelRow
from api.storage.schema import SubmissionRow
from tests.api.documents.samples import ASK, SITUATION, TITLE
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, send_draft
from tests.fuzz.people import NOBODY, people_at

STAFF = ("reviewer", "administrator")
OUTSIDE = (NOBODY, "deputy")
ENDS = {"accept": "accepted", "return": "returned", "reopen": "open"}
_WORDS = st.one_of(
    st.sampled_from(("", "请写明地点。", "\x00", "\ud800", "<b>&amp;", "=1+1", "V1、F2", "县教育局")),
    st.text(max_size=40),
    st.sampled_from(("路", "\n")).map(lambda sign: 5000 * sign),
)
_FIELDS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("opinion", "codes", "main", "triage", "vague", "too_broad"), _WORDS)
)
_WHICH = st.integers(0, 3)
_KEPT = 2
"""Drafts that are never deleted, so that the walk does not spend itself on pages of none."""
_PAGES = (
    "/desk",
    "/desk?state=open&sort=title",
    "/desk/charts",
    "/desk/news",
    "/desk/workbook.csv",
    "/desk/groups",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that somebody has open.

    Attributes:
        who: has it open.
        piece: number of its draft.
        version: that the draft had then.
        form: hidden fields of its form.
    """

    who: str
    piece: int
    version: int
    form: dict[str, str]


class Desk(RuleBasedStateMachine):
    """People at a desk that is new for each walk."""

    opened: Bundle[Opened] = Bundle("opened")

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(TemporaryDirectory()))
        self.people = self._stack.enter_context(people_at(None, self.folder))
        self.known = dict(self._standings())
        self.gone: set[int] = set()
        self.labels = self._labels()

    @rule(title=st.one_of(st.none(), _WORDS), body=st.one_of(st.just(f"{SITUATION}{ASK}"), _WORDS))
    def hand_in(self, title: str | None, body: str) -> None:
        """A deputy hands in a draft; what is answered for is at the desk once, even if it is sent twice."""
        before = self._handed_in()
        new_title = title is None
        if title is None:
            title = f"{TITLE}（{len(self.known) + len(self.gone)}）"
        answer = send_draft(self.people.browsers["deputy"], "/drafts", title=_sent(title), body=_sent(body))
        self._is_ours(answer)
        came = self._handed_in() - before
        assert came in ({1} if new_title else {0, 1}) if answer.status_code == 303 else came == 0
        now = dict(self._standings())
        new = now.keys() - self.known.keys()
        assert len(new) == came
        assert new.isdisjoint(self.gone), "a page left open on one that was deleted would be about this one"
        assert all(now[piece] == (1, "open", "") for piece in new)
        self.known |= {piece: now[piece] for piece in new}

    @rule(target=opened, who=st.sampled_from(STAFF), which=_WHICH)
    def open_page(self, who: str, which: int) -> Opened:
        """Somebody opens the page of a draft, to be pressed at any time later."""
        piece = self._piece(which)
        answer = get(self.people.browsers[who], f"/desk/pieces/{piece}")
        assert answer.status_code == 200
        form = hidden(answer.text, f"/desk/pieces/{piece}/correct")
        assert int(form["version"]) == self.known[piece][0]
        return Opened(who, piece, int(form["version"]), form)

    @rule(
        page=consumes(opened),
        kind=st.sampled_from([*ENDS, "correct"]),
        fields=_FIELDS,
    )
    def press(self, page: Opened, kind: str, fields: dict[str, str]) -> None:
        """One of the buttons of a page that may be out of date: then nothing is written over."""
        sent = page.form | {name: _sent(value) for name, value in fields.items()}
        browser = self.people.browsers[page.who]
        answer = browser.post(f"/desk/pieces/{page.piece}/{kind}", data=sent, headers=HTML)
        self._is_ours(answer)
        standings = dict(self._standings())
        if page.piece not in self.known:
            assert (answer.status_code, standings) == (404, self.known), "it was deleted since"
            return
        version, state, said = self.known[page.piece]
        now = standings[page.piece]
        if page.version != version:
            assert answer.status_code == 409
        if answer.status_code == 303:
            assert now[0] in {version, version + 1}
            assert now[1] == ENDS.get(kind, state)
        else:
            assert now == (version, state, said), "what was refused is not kept"
        self.known[page.piece] = now

    @rule(
        who=st.sampled_from(STAFF),
        action=st.sampled_from(("accept", "return", "reopen", "burn")),
        picked=st.lists(st.tuples(_WHICH, st.sampled_from((0, 0, 1))), min_size=1, max_size=6),
    )
    def press_many(self, who: str, action: str, picked: list[tuple[int, int]]) -> None:
        """A button below the list, for drafts of which some were looked at long ago."""
        looked = {}
        for which, ago in picked:
            piece = self._piece(which)
            looked[piece] = self.known[piece][0] - ago
        browser = self.people.browsers[who]
        form = hidden(get(browser, "/desk").text, "/desk/act")
        fields = {"action": action, "piece": [f"{piece}:{version}" for piece, version in looked.items()]}
        answer = browser.post("/desk/act", data=form | fields, headers=HTML)
        self._is_ours(answer)
        now = dict(self._standings())
        for piece, before in self.known.items():
            if looked.get(piece) != before[0] or action not in ENDS:
                assert now[piece] == before
            else:
                assert now[piece][:2] in {(before[0] + 1, ENDS[action]), before[:2]}
        self.known = now

    @rule(who=st.sampled_from(STAFF), action=st.one_of(st.integers(-1, 60).map(str), _WORDS))
    def take_back(self, who: str, action: str) -> None:
        """An action of anybody is taken back: no version is taken back with it."""
        browser = self.people.browsers[who]
        form = hidden(get(browser, "/desk").text, "/desk/act")
        answer = browser.post("/desk/undo", data=form | {"action": _sent(action)}, headers=HTML)
        self._is_ours(answer)
        now = dict(self._standings())
        assert now.keys() == self.known.keys()
        assert all(now[piece][0] in {before[0], before[0] + 1} for piece, before in self.known.items())
        self.known = now

    @precondition(lambda self: len(self.known) > _KEPT)
    @rule(which=_WHICH)
    def delete(self, which: int) -> None:
        """A draft is deleted for good, as by ``lianshen privacy delete``: no other is ever taken for it."""
        piece = self._piece(which)
        asked = Asked(pieces=(piece,))
        database, home = self.people.database, self.folder / "home"
        delete(database, home, asked, find_going(database, home, asked), "命令行")
        now = dict(self._standings())
        assert now == {each: standing for each, standing in self.known.items() if each != piece}
        self.gone.add(piece)
        self.known, self.labels = now, self._labels()

    @rule(who=st.sampled_from(STAFF), path=st.sampled_from(_PAGES))
    def look(self, who: str, path: str) -> None:
        """A page of the desk opens whatever was done."""
        answer = get(self.people.browsers[who], path)
        self._is_ours(answer)
        assert answer.status_code == 200

    @rule(who=st.sampled_from(OUTSIDE), kind=st.sampled_from([*ENDS, "correct"]), which=_WHICH)
    def press_from_outside(self, who: str, kind: str, which: int) -> None:
        """Somebody without a place at the desk sees nothing of it and changes nothing."""
        piece = self._piece(which)
        browser = self.people.browsers[who]
        fields = {"version": str(self.known[piece][0]), "csrf": self.people.token_of_forms(who)}
        for answer in (
            get(browser, f"/desk/pieces/{piece}"),
            browser.post(f"/desk/pieces/{piece}/{kind}", data=fields, headers=HTML),
        ):
            self._is_ours(answer)
            assert answer.status_code in {303, 401, 403}
            assert "/desk/pieces" not in answer.headers.get("location", "").partition("?")[0]
        assert dict(self._standings()) == self.known

    @invariant()
    def is_whole(self) -> None:
        """Nothing is half done, the trail holds, and no label is lost."""
        database = self.people.database
        assert [*broken_database(database), *broken_desk(database)] == []
        assert self._labels() >= self.labels
        self.labels = self._labels()

    def teardown(self) -> None:
        """Close the service."""
        self._stack.close()

    def _piece(self, which: int) -> int:
        """Return one of the drafts; how many there are is not known beforehand."""
        return sorted(self.known)[which % len(self.known)]

    def _is_ours(self, answer: httpx2.Response) -> None:
        assert answer.status_code < 500
        assert "Traceback" not in answer.text

    def _standings(self) -> list[tuple[int, tuple[int, str, str]]]:
        with self.people.database.session() as session:
            numbers = session.scalars(select(PieceRow.id)).all()
        found: list[tuple[int, tuple[int, str, str]]] = []
        for piece in map(partial(find, self.people.database), numbers):
            assert piece is not None
            found.append((piece.id, (piece.version, piece.standing.state, piece.standing.opinion)))
        return found

    def _handed_in(self) -> int:
        with self.people.database.session() as session:
            return session.scalar(select(func.count()).select_from(SubmissionRow)) or 0

    def _labels(self) -> int:
        with self.people.database.session() as session:
            return session.scalar(select(func.count()).select_from(LabelRow)) or 0


def _sent(text: str) -> str:
    """Return a text as a browser can send it: half of a surrogate pair becomes a mark."""
    return text.encode("utf-8", "replace").decode()
