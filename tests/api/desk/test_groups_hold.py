"""Whatever is done to groups and taken back in whatever order, groups stay whole."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from api.accounts import accounts
from api.desk import grouping, groups
from api.desk.deciding import undo
from api.desk.grouping import Grouped, Seen
from api.desk.pieces import WITH_TEXT, standing_in
from api.desk.standing import Standing
from api.desk.whole import torn
from api.errors import BadRequest, ChangedMeanwhile, NotThere
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.migrate import migrate
from model.bundle import Bundle
from model.reviewer import Reviewer
from tests.api.desk.desks import put_on_desk
from tests.api.desk.grouped import MATTERS, put_group, scored, seen
from tests.api.web.browsing import PASSWORD

Standings = dict[int, Standing]

_PIECES = 6
_ORDINALS = st.integers(0, _PIECES - 1)
_TICKED = st.frozensets(_ORDINALS, max_size=_PIECES)
_UNITS = st.sampled_from(["教育局", "公安局"])


@dataclass(frozen=True)
class Made:
    """A desk to begin with: its file, and the numbers of the reviewers and of the drafts."""

    file: Path
    people: tuple[int, ...]
    numbers: tuple[int, ...]


class Groups(RuleBasedStateMachine):
    """Two reviewers do what the page offers; one of them sometimes has an old page before them."""

    made: ClassVar["Made"]

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        file = Path(self.stack.enter_context(TemporaryDirectory())) / "desk.sqlite3"
        copyfile(self.made.file, file)
        self.database = Database.open(f"sqlite:///{file}")
        self.stack.callback(self.database.close)
        self.people, self.numbers = self.made.people, self.made.numbers
        self.before: list[tuple[int, Standings]] = []
        self.old: Seen | None = None

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def standings(self) -> Standings:
        with self.database.session() as session:
            return {row.id: standing_in(row) for row in session.scalars(WITH_TEXT)}

    def looked_at(self, ordinal: int) -> Seen:
        """Return one of the groups that there are, as it is."""
        there = [line.id for line in groups.listed(self.database, None, None, 1).lines]
        return seen(self.database, there[ordinal % len(there)])

    def some_groups(self) -> bool:
        return bool(groups.listed(self.database, None, None, 1).lines)

    def did(self, before: Standings, done: Grouped) -> None:
        if done.acted.action:
            self.before.append((done.acted.action, before))
        else:
            assert self.standings() == before

    def numbered(self, ticked: frozenset[int]) -> frozenset[int]:
        return frozenset(self.numbers[ordinal] for ordinal in ticked)

    @precondition(some_groups)
    @rule(which=_ORDINALS, ticked=_TICKED, first=_ORDINALS, who=st.booleans())
    def merge(self, which: int, ticked: frozenset[int], first: int, who: bool) -> None:
        group, before = self.looked_at(which), self.standings()
        representative = sorted(group.versions)[first % len(group.versions)]
        args = (self.database, self.people[who], group)
        self.did(before, grouping.merge(*args, self.numbered(ticked) & set(group.versions), representative))

    @precondition(some_groups)
    @rule(which=_ORDINALS, ticked=_TICKED)
    def unmerge(self, which: int, ticked: frozenset[int]) -> None:
        group, before = self.looked_at(which), self.standings()
        self.did(before, grouping.unmerge(self.database, self.people[0], group, self.numbered(ticked)))

    @precondition(some_groups)
    @rule(which=_ORDINALS, ticked=_TICKED)
    def take_out(self, which: int, ticked: frozenset[int]) -> None:
        group, before = self.looked_at(which), self.standings()
        try:
            done = grouping.take_out(self.database, self.people[0], group, self.numbered(ticked))
        except BadRequest:
            assert not self.numbered(ticked) & set(group.versions)
            return
        self.did(before, done)

    @precondition(some_groups)
    @rule(which=_ORDINALS, ordinal=_ORDINALS)
    def add(self, which: int, ordinal: int) -> None:
        group, before = self.looked_at(which), self.standings()
        number = self.numbers[ordinal]
        with self.database.session() as session:
            version = session.get_one(PieceRow, number).version
        try:
            done = grouping.add(self.database, self.people[1], group, number, version)
        except BadRequest:
            assert before[number].group is not None
            return
        assert before[number].group is None
        self.did(before, done)

    @precondition(some_groups)
    @rule(which=_ORDINALS, other=_ORDINALS)
    def join(self, which: int, other: int) -> None:
        group, goes, before = self.looked_at(which), self.looked_at(other), self.standings()
        try:
            done = grouping.join(self.database, self.people[1], group, goes.group)
        except NotThere:
            assert group.group == goes.group
            return
        self.did(before, done)

    @precondition(some_groups)
    @rule(which=_ORDINALS, first=_ORDINALS)
    def represent(self, which: int, first: int) -> None:
        group, before = self.looked_at(which), self.standings()
        representative = sorted(group.versions)[first % len(group.versions)]
        self.did(before, grouping.represent(self.database, self.people[0], group, representative))

    @precondition(some_groups)
    @rule(which=_ORDINALS, unit=_UNITS)
    def assign(self, which: int, unit: str) -> None:
        group, before = self.looked_at(which), self.standings()
        self.did(before, grouping.assign(self.database, self.people[0], group, frozenset(), unit))

    @precondition(some_groups)
    @rule(which=_ORDINALS)
    def accept(self, which: int) -> None:
        group, before = self.looked_at(which), self.standings()
        self.did(before, grouping.decide(self.database, self.people[1], group, frozenset(), "accepted"))

    @precondition(some_groups)
    @rule(which=_ORDINALS)
    def leave_a_page_open(self, which: int) -> None:
        self.old = self.looked_at(which)

    @rule()
    def come_back_tomorrow(self) -> None:
        """Where no group is left and nothing can be taken back, there is nothing else to do."""

    @precondition(lambda self: self.old is not None)
    @rule()
    def press_a_button_of_an_old_page(self) -> None:
        assert self.old
        before, first = self.standings(), min(self.old.versions)
        now = seen(self.database, self.old.group)
        try:
            done = grouping.merge(self.database, self.people[1], self.old, frozenset(), first)
        except (ChangedMeanwhile, NotThere):
            assert now.versions != self.old.versions
            assert self.standings() == before
            return
        assert now.versions == self.old.versions
        self.did(before, done)

    @precondition(lambda self: self.before)
    @rule()
    def take_back_the_latest(self) -> None:
        action, before = self.before.pop()
        undo(self.database, self.people[0], action)
        assert self.standings() == before

    @precondition(lambda self: self.before)
    @rule(ordinal=st.integers(0, 20))
    def take_back_an_earlier_one(self, ordinal: int) -> None:
        action, _ = self.before[ordinal % len(self.before)]
        now = self.standings()
        try:
            acted = undo(self.database, self.people[0], action)
        except (ChangedMeanwhile, NotThere):
            assert self.standings() == now
            return
        self.before.clear()  # what taking back the others restores is no longer how all stood before them
        changed = {number for number, stands in self.standings().items() if stands != now[number]}
        assert changed == set(acted.done)

    @invariant()
    def groups_are_whole(self) -> None:
        if not hasattr(self, "database"):
            return
        stands = self.standings()
        known = {each.group for each in stands.values() if each.group is not None}
        with self.database.session() as session:
            assert not torn(session, known)
        lines = groups.listed(self.database, None, None, 1).lines
        assert {line.id for line in lines} == known
        assert all(each.group is not None or not each.merged for each in stands.values())
        shown = [groups.find(self.database, line.id) for line in lines]
        members = [number for group in shown if group for number in group.versions]
        assert len(members) == len(set(members))
        assert all(group and group.representative.id in group.versions for group in shown)


@pytest.fixture
def desk(small_bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group of three, one of two, and a draft alone."""
    drafts = scored(Reviewer(small_bundle), MATTERS)
    file = tmp_path / "desk.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    migrate(database)
    people = tuple(accounts.add(database, name, name, "reviewer", PASSWORD).id for name in ("li", "wang"))
    _, first = put_group(database, drafts[:3])
    _, second = put_group(database, drafts[3:5])
    numbers = (*first, *second, *put_on_desk(database, drafts[5:]))
    database.close()
    monkeypatch.setattr(Groups, "made", Made(file, people, numbers), raising=False)
    monkeypatch.setattr(
        groups, "likeness", lambda _, others: (1.0,) * len(others)
    )  # slow, and tried elsewhere


@pytest.mark.usefixtures("desk")
def test_groups_hold() -> None:
    run_state_machine_as_test(
        Groups,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            suppress_health_check=[HealthCheck.too_slow],
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
