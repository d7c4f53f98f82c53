import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable

from assistant import inbox as module
from assistant.inbox import ATTEMPTS, KEPT, Inbox, Item

ROOT = Path(__file__).parents[2]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def opened(url: str) -> Engine:
    return create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(engine: Engine, clock: Clock) -> Inbox:
    return Inbox(engine, clock)


def put(inbox: Inbox, *events: str, thread: str = "T.C.1") -> None:
    """Put events whose order is their name."""
    for event in events:
        inbox.put(event, thread, event, "{}")


def settled(inbox: Inbox, clock: Clock) -> Inbox:
    clock.pass_seconds(0.3)
    return inbox


def test_an_event_is_kept_once_however_often_it_comes(inbox, clock) -> None:
    assert inbox.put("Ev1", "T.C.1", "1.0", '{"a": 1}')
    assert not inbox.put("Ev1", "T.C.1", "1.0", '{"a": 2}')
    item = settled(inbox, clock).claim("one", 30)
    assert item == Item("Ev1", "T.C.1", "1.0", '{"a": 1}', 1)
    assert inbox.claim("two", 30) is None


def test_an_event_that_is_answered_is_still_known_when_it_comes_again(inbox, clock) -> None:
    put(inbox, "1")
    assert inbox.finish(settled(inbox, clock).claim("one", 30))
    assert not inbox.put("1", "T.C.1", "1", "{}")
    assert inbox.waiting() == 0
    assert settled(inbox, clock).claim("one", 30) is None


def test_what_was_put_is_there_after_the_process_is_gone(url, engine) -> None:
    script = "import sys; from sqlalchemy import create_engine; from assistant.inbox import Inbox\n"
    script += f"Inbox(create_engine({url!r})).put('Ev1', 'T.C.1', '1', '{{}}'); import os; os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Inbox(engine).waiting() == 1


def test_an_item_settles_before_it_is_taken(inbox, clock) -> None:
    put(inbox, "1")
    assert inbox.claim("one", 30) is None
    assert inbox.next_in() == pytest.approx(0.3)
    clock.pass_seconds(0.31)
    assert inbox.next_in() is None
    assert inbox.claim("one", 30)


def test_a_pair_that_comes_in_the_wrong_order_is_taken_in_the_right_one(inbox, clock) -> None:
    put(inbox, "1700000002.000100")
    clock.pass_seconds(0.2)
    put(inbox, "1700000001.000900")
    clock.pass_seconds(0.2)  # the later one has settled, the earlier one has not
    assert inbox.claim("one", 30) is None
    clock.pass_seconds(0.2)
    first = inbox.claim("one", 30)
    assert first.order == "1700000001.000900"
    assert inbox.claim("two", 30) is None
    inbox.finish(first)
    assert inbox.claim("two", 30).order == "1700000002.000100"


def test_threads_do_not_wait_for_each_other(inbox, clock) -> None:
    put(inbox, "1", "2", thread="T.C.1")
    put(inbox, "3", thread="T.C.3")
    settled(inbox, clock)
    assert [inbox.claim("one", 30).event_id, inbox.claim("two", 30).event_id] == ["1", "3"]
    assert inbox.claim("three", 30) is None


def test_what_comes_late_waits_for_the_one_at_work_in_its_thread(inbox, clock) -> None:
    put(inbox, "2")
    second = settled(inbox, clock).claim("one", 30)
    put(inbox, "1")
    assert settled(inbox, clock).claim("two", 30) is None
    inbox.finish(second)
    assert inbox.claim("two", 30).event_id == "1"


def test_a_lease_that_runs_out_hands_the_item_to_another_with_the_reply_that_was_begun(inbox, clock) -> None:
    put(inbox, "1")
    held = settled(inbox, clock).claim("one", 30)
    assert inbox.replied(held, "1700000009.000100")
    clock.pass_seconds(29)
    assert inbox.claim("two", 30) is None
    clock.pass_seconds(2)
    taken = inbox.claim("two", 30)
    assert (taken.event_id, taken.attempts, taken.reply_ts) == ("1", 2, "1700000009.000100")


def test_a_lease_that_is_renewed_goes_on(inbox, clock) -> None:
    put(inbox, "1")
    held = settled(inbox, clock).claim("one", 30)
    for _ in range(5):
        clock.pass_seconds(25)
        assert inbox.renew(held, 30)
        assert inbox.claim("two", 30) is None


def test_who_lost_an_item_can_say_nothing_of_it_any_more(inbox, clock) -> None:
    put(inbox, "1")
    lost = settled(inbox, clock).claim("one", 30)
    clock.pass_seconds(31)
    held = inbox.claim("one", 30)  # even where it is the same worker
    said = [inbox.renew(lost, 30), inbox.replied(lost, "9"), inbox.release(lost), inbox.finish(lost)]
    assert [*said, inbox.give_up(lost, "late")] == [False] * 5
    assert inbox.renew(held, 30)
    assert inbox.finish(held)


def test_an_item_is_tried_three_times_and_then_handed_out_to_say_so(inbox, clock) -> None:
    put(inbox, "1")
    settled(inbox, clock)
    for attempt in range(1, ATTEMPTS + 1):
        item = inbox.claim("one", 30)
        assert (item.attempts, item.spent) == (attempt, False)
        clock.pass_seconds(31)
    last = inbox.claim("one", 30)
    assert last.spent
    assert inbox.give_up(last, "three attempts failed")
    assert inbox.waiting() == 0


def test_an_item_whose_every_worker_dies_does_not_hold_up_its_thread_for_ever(inbox, clock) -> None:
    put(inbox, "1", "2")
    settled(inbox, clock)
    for _ in range(2 * ATTEMPTS):
        assert inbox.claim("one", 30).event_id == "1"
        clock.pass_seconds(31)
    assert inbox.claim("one", 30).event_id == "2"
    assert inbox.waiting() == 1


def test_an_item_that_is_given_back_is_taken_after_its_delay_and_before_the_later_ones(inbox, clock) -> None:
    put(inbox, "1", "2")
    assert inbox.release(settled(inbox, clock).claim("one", 30), 5)
    assert inbox.claim("two", 30) is None
    clock.pass_seconds(5)
    assert inbox.claim("two", 30).event_id == "1"


def test_a_thread_is_known_where_anything_came_from_it(inbox, clock) -> None:
    put(inbox, "1", thread="T.C.1")
    assert inbox.asked_in("T.C.1")
    assert not inbox.asked_in("T.C.10")
    inbox.finish(settled(inbox, clock).claim("one", 30))
    assert inbox.asked_in("T.C.1")


def test_what_ended_a_week_ago_is_forgotten_and_what_waits_never(inbox, clock) -> None:
    put(inbox, "1", "2")
    inbox.finish(settled(inbox, clock).claim("one", 30))
    clock.pass_seconds(KEPT + 1)
    inbox.sweep()
    assert inbox.waiting() == 1
    assert inbox.put("1", "T.C.1", "1", "{}")
    assert not inbox.put("2", "T.C.1", "2", "{}")


def test_whoever_listens_hears_of_what_is_new_only(inbox) -> None:
    heard: list[str] = []
    with inbox.heard_by(lambda: heard.append("put")):
        put(inbox, "1", "1", "2")
    put(inbox, "3")
    assert heard == ["put", "put"]


def test_texts_of_every_kind_come_back_as_they_were(inbox, clock) -> None:
    payload = '{"text": "„Wie viele?“ \\ud800 <!channel>"}'
    inbox.put("Ev", "T.C.1", "1", payload)
    assert settled(inbox, clock).claim("one", 30).payload == payload


def test_many_who_make_the_tables_at_once_all_succeed(url) -> None:
    def waiting(_: int) -> int:
        engine = opened(url)
        found = Inbox(engine).waiting()
        engine.dispose()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(waiting, range(8))) == [0] * 8


def test_of_many_who_put_the_same_event_one_is_told_that_it_is_new(inbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: inbox.put("Ev1", "T.C.1", "1", "{}"), range(40)))
    assert told.count(True) == 1


def test_threads_that_claim_at_once_never_get_the_same_item(engine) -> None:
    inbox = Inbox(engine, settling=0)
    for number in range(120):
        inbox.put(f"Ev{number}", f"thread {number % 40}", f"{number:03}", "{}")

    def work(name: int) -> list[tuple[str, str]]:
        done = []
        while inbox.waiting():
            if item := inbox.claim(str(name), 30):
                done.append((item.thread, item.event_id))
                assert inbox.finish(item)
        return done

    with ThreadPoolExecutor(6) as pool:
        done = [one for some in pool.map(work, range(6)) for one in some]
    assert Counter(event for _, event in done) == {f"Ev{number}": 1 for number in range(120)}


def test_processes_that_are_killed_at_work_leave_nothing_undone_and_nothing_done_twice(url, engine, tmp_path) -> None:
    inbox, log = Inbox(engine, settling=0), tmp_path / "log"
    events = [(f"T.C.{number % 8}", f"{number:03}") for number in range(40)]
    for thread, event in random.sample(events, len(events)):
        inbox.put(event, thread, event, "{}")
    _work_with_kills(url, log, kills=6)
    lines = [line.split() for line in log.read_text().splitlines()]
    done = [(thread, event) for what, thread, event, _ in lines if what == "done"]
    begun = Counter(event for what, _, event, _ in lines if what == "begun")
    # One killed between its last word to the database and its line here is done all the same.
    assert max(Counter(done).values()) == 1
    assert len(done) >= len(events) - 6
    assert begun.keys() == {event for _, event in events}
    assert sum(begun.values()) > len(events)  # some were taken over
    assert inbox.waiting() == 0
    _assert_in_order(lines)


def _work_with_kills(url: str, log: Path, kills: int) -> None:
    """Have four workers at it, and kill one in the midst of its work, again and again."""

    def started() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.assistant.inbox_worker", url, str(log), "0.3"]
        return subprocess.Popen(command, cwd=ROOT)

    workers = {worker.pid: worker for worker in (started() for _ in range(4))}
    try:
        for _ in range(kills):
            time.sleep(random.uniform(0.05, 0.2))
            killed = workers.pop(_at_work(log, set(workers)))
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait()
            fresh = started()
            workers[fresh.pid] = fresh
        assert [worker.wait(60) for worker in workers.values()] == [0] * 4
    finally:
        for worker in workers.values():
            worker.kill()
            worker.wait()


def _at_work(log: Path, workers: set[int]) -> int:
    """Wait until one of the workers has begun what it has not done, and return its number."""
    while True:
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        last = {int(worker): what for what, _, _, worker in lines}
        if busy := [worker for worker, what in last.items() if what == "begun" and worker in workers]:
            return random.choice(busy)
        time.sleep(0.005)


def _assert_in_order(lines: list[list[str]]) -> None:
    """Within a thread nothing begins before what is earlier was begun for the last time."""
    threads = defaultdict(list)
    for what, thread, event, _ in lines:
        if what == "begun":
            threads[thread].append(event)
    for begun in threads.values():
        assert begun == sorted(begun)


class AnyUse(RuleBasedStateMachine):
    """Whatever is done with an inbox, in whatever order: what a plain list of rules says of it holds."""

    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        self.engine = engine
        self.inbox = Inbox(engine, self.clock)
        self.places: dict[str, tuple[int, str]] = {}  # thread and place
        self.over: set[str] = set()
        self.holds: dict[str, tuple[int, float]] = {}  # attempts of the holder, and until when

    @rule(number=st.integers(0, 30), thread=st.integers(0, 2))
    def put(self, number: int, thread: int) -> None:
        event = f"{number:02}"
        assert self.inbox.put(event, str(thread), event, "{}") == (event not in self.places)
        self.places.setdefault(event, (thread, event))

    @rule(seconds=st.sampled_from([0.1, 0.3, 1.0, 31.0]))
    def wait(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds)

    @rule(target=held, lease=st.sampled_from([1.0, 30.0]))
    def claim(self, lease: float) -> object:
        item = self.inbox.claim("any", lease)
        if item is None:
            return multiple()
        thread, place = self.places[item.event_id]
        assert item.event_id not in self.over
        for other, (other_thread, other_place) in self.places.items():
            if other_thread == thread and other not in self.over and not self._given_up(other):
                assert other_place >= place
                assert self.holds.get(other, (0, 0.0))[1] <= self.clock.now
        self.holds[item.event_id] = (item.attempts, self.clock.now + lease)
        return item

    @rule(item=held)
    def renew(self, item: Item) -> None:
        mine = self._mine(item)
        assert self.inbox.renew(item, 5) == mine
        if mine:
            self.holds[item.event_id] = (item.attempts, self.clock.now + 5)

    @rule(item=consumes(held))
    def finish(self, item: Item) -> None:
        mine = self._mine(item)
        assert self.inbox.finish(item) == mine
        if mine:
            self.over.add(item.event_id)

    @rule(item=consumes(held))
    def release(self, item: Item) -> None:
        mine = self._mine(item)
        assert self.inbox.release(item) == mine
        if mine:
            self.holds[item.event_id] = (0, 0.0)

    @invariant()
    def as_many_wait_as_are_not_over(self) -> None:
        given_up = {event for event in self.places if event not in self.over and self._given_up(event)}
        assert self.inbox.waiting() in range(len(self.places) - len(self.over | given_up), len(self.places) + 1)

    def teardown(self) -> None:
        self.engine.dispose()

    def _mine(self, item: Item) -> bool:
        if item.event_id in self.over or self.holds[item.event_id][0] != item.attempts:
            return False
        return not self._ended(item.event_id)

    def _given_up(self, event: str) -> bool:
        """Whether it was tried so often that nobody gets it any more."""
        return self.holds.get(event, (0, 0.0))[0] >= 2 * ATTEMPTS or self._ended(event)

    def _ended(self, event: str) -> bool:
        with self.engine.connect() as connection:
            row = connection.execute(module._items.select().where(module._items.c.event_id == event)).one()
        return row.ended_at is not None


AnyUse.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_use = AnyUse.TestCase


def test_the_tables_can_be_made_in_postgresql() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in module._metadata.sorted_tables]
    assert any('COLLATE "C"' in one for one in made)
    assert any("DOUBLE PRECISION" in one for one in made)
