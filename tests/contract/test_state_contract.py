"""What the state promises, whichever store keeps it."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.announcements.schedule import due
from bot.state.announced import Announced
from bot.state.backlog import Depth, UpdateState
from bot.state.clock import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from bot.state.conversations import EXPIRE_MS
from bot.state.errors import StateConflictError, StateVersionError
from bot.state.feedback import Verdict as Judged
from bot.state.inbox import KEEP_DONE_MS, MAX_ATTEMPTS, RETRY_MS, Arrival, Claim, Inbox
from bot.state.leases import GONE, LEASE_MS
from bot.state.mail import MessageState
from bot.state.migrating import MIGRATIONS, migrate
from bot.state.opening import State
from bot.state.outbox import KEEP_SETTLED_MS, Outgoing, Priority, Reservation, Verdict
from bot.state.preferences import Scope
from bot.state.questions import KEEP_MS, Asked, Gap
from bot.state.schema import METADATA
from bot.state.subscriptions import Cadence, Wish
from tests.support.stores import NOON, Store

ANNA, BEN = 501, 502
GROUP, SUPERGROUP = -20, -1001234567890


@pytest.fixture
async def state(store: Store) -> AsyncIterator[State]:
    async with store.open() as opened:
        yield opened


def arrivals(*pairs: tuple[int, int]) -> list[Arrival]:
    """Make updates of (id, chat)."""
    return [Arrival(update_id, chat, f'{{"update_id": {update_id}}}') for update_id, chat in pairs]


async def claimed(inbox: Inbox, limit: int = 100) -> list[int]:
    return [claim.update_id for claim in await inbox.claim(limit)]


def reply(update_id: int = 1, *, part: int = 0, question_id: int | None = None) -> Outgoing:
    return Outgoing(
        key=f"reply:{update_id}:{part}",
        chat=ANNA,
        method="sendMessage",
        payload='{"text": "2704个"}',
        question_id=question_id,
    )


def announcement(name: str, *, chat: int = GROUP, not_before: int = 0) -> Outgoing:
    return Outgoing(
        key=f"announce:{name}",
        chat=chat,
        method="sendPhoto",
        payload="{}",
        priority=Priority.ANNOUNCEMENT,
        not_before=not_before,
    )


class TestInbox:
    async def test_update_is_handed_out_as_it_came(self, store: Store, state: State) -> None:
        """An update is handed out with its payload, its time of arrival and its attempt."""
        await state.inbox.put([Arrival(7, ANNA, '{"text": "枇杷"}')])
        store.clock.advance(6 * HOUR_MS)
        (claim,) = await state.inbox.claim(10)
        assert claim == Claim(
            update_id=7, chat=ANNA, payload='{"text": "枇杷"}', received_at=NOON, attempt=1
        )
        assert claim.age_ms(store.clock()) == 6 * HOUR_MS

    async def test_repeat_is_known(self, state: State) -> None:
        """An update that comes again is not taken twice: new, in work or done."""
        assert await state.inbox.put(arrivals((1, ANNA), (2, ANNA))) == 2
        assert await state.inbox.put(arrivals((2, ANNA), (3, ANNA), (3, ANNA))) == 1
        (first,) = await state.inbox.claim(1)
        assert await state.inbox.put(arrivals((1, ANNA))) == 0
        await state.inbox.done(first)
        assert await state.inbox.put(arrivals((1, ANNA))) == 0
        assert await claimed(state.inbox) == [2]

    async def test_nothing_put_is_nothing(self, state: State) -> None:
        """An empty poll writes nothing."""
        assert await state.inbox.put([]) == 0

    async def test_chats_side_by_side_each_in_order(self, state: State) -> None:
        """One update of each chat is handed out, lowest ids first; the next follows on done."""
        await state.inbox.put(arrivals((5, BEN), (3, ANNA), (4, ANNA), (1, GROUP), (2, GROUP)))
        first = await state.inbox.claim(10)
        assert [claim.update_id for claim in first] == [1, 3, 5]
        assert await claimed(state.inbox) == []
        await state.inbox.done(first[1])
        assert await claimed(state.inbox) == [4]

    async def test_limit_and_places(self, state: State) -> None:
        """No more are handed out than asked for, nor than there are places in this instance."""
        await state.inbox.put(arrivals(*((n, n) for n in range(1, 31))))
        first = await state.inbox.claim(5)
        assert [claim.update_id for claim in first] == [1, 2, 3, 4, 5]
        assert await claimed(state.inbox) == list(range(6, 17))
        assert await claimed(state.inbox) == []
        await state.inbox.done(first[0])
        assert await claimed(state.inbox) == [17]

    async def test_failure_is_tried_again_in_its_place(self, store: Store, state: State) -> None:
        """A failed update is tried again after a pause, before what its chat sent later."""
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA), (3, BEN)))
        anna, _ = await state.inbox.claim(10)
        assert await state.inbox.failed(anna, "no network") is UpdateState.NEW
        assert await claimed(state.inbox) == []
        store.clock.advance(RETRY_MS[0])
        (again,) = await state.inbox.claim(10)
        assert (again.update_id, again.attempt) == (1, 2)

    async def test_third_failure_parks(self, store: Store, state: State) -> None:
        """What fails three times is put aside, and the chat goes on."""
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA)))
        outcomes = []
        for _ in range(MAX_ATTEMPTS):
            (claim,) = await state.inbox.claim(10)
            outcomes.append(await state.inbox.failed(claim, "ValueError"))
            store.clock.advance(MINUTE_MS)
        assert outcomes == [UpdateState.NEW, UpdateState.NEW, UpdateState.PARKED]
        assert await claimed(state.inbox) == [2]
        parked, working = await state.inbox.unfinished()
        assert (parked.update_id, parked.state, parked.attempts, parked.last_error) == (
            1, UpdateState.PARKED, 3, "ValueError",
        )  # fmt: skip
        assert working.state is UpdateState.WORKING

    async def test_released_attempt_does_not_count(self, state: State) -> None:
        """What is given back untouched is handed out again at once, as if for the first time."""
        await state.inbox.put(arrivals((1, ANNA)))
        for _ in range(MAX_ATTEMPTS + 1):
            (claim,) = await state.inbox.claim(1)
            assert claim.attempt == 1
            assert await state.inbox.release(claim)

    async def test_restart_hands_out_what_was_in_work(self, store: Store) -> None:
        """What an instance had in work when it ended is handed out again, before what waits."""
        async with store.open() as state:
            await state.inbox.put(arrivals((1, ANNA), (2, ANNA), (3, BEN)))
            assert await claimed(state.inbox, 1) == [1]
        store.lose_instances()
        async with store.open() as state:
            (again,) = await state.inbox.claim(10)
            assert (again.update_id, again.attempt) == (1, 2)
            assert await state.inbox.done(again)
            assert await claimed(state.inbox) == [2, 3]

    async def test_three_crashes_park(self, store: Store) -> None:
        """An update that three instances ended on is put aside, and its chat goes on."""
        async with store.open() as state:
            await state.inbox.put(arrivals((1, ANNA), (2, ANNA)))
        for _ in range(MAX_ATTEMPTS):
            async with store.open() as state:
                assert await claimed(state.inbox) == [1]
            store.lose_instances()
        async with store.open() as state:
            assert await claimed(state.inbox) == [2]
            parked, _ = await state.inbox.unfinished()
            assert (parked.state, parked.last_error) == (UpdateState.PARKED, GONE)

    async def test_crash_over_several_blames_none(self, store: Store) -> None:
        """However often it happens: each is handed out alone afterwards, and none is parked."""
        async with store.open() as state:
            await state.inbox.put(arrivals((1, ANNA), (2, BEN)))
            assert await claimed(state.inbox) == [1, 2]
        store.lose_instances()
        async with store.open() as state:
            await state.inbox.put(arrivals((3, GROUP)))
            for expected in (1, 2):
                (claim,) = await state.inbox.claim(10)
                assert (claim.update_id, claim.attempt) == (expected, 1)
                assert await claimed(state.inbox) == []
                assert await state.inbox.done(claim)
            assert await claimed(state.inbox) == [3]

    async def test_suspect_that_is_put_off_holds_nobody_up(self, store: Store) -> None:
        """An update that only waits has not ended the program: others go on beside it."""
        async with store.open() as state:
            await state.inbox.put(arrivals((1, ANNA)))
            assert await claimed(state.inbox) == [1]
        store.lose_instances()
        async with store.open() as state:
            await state.inbox.put(arrivals((2, BEN)))
            (suspect,) = await state.inbox.claim(10)
            later = store.clock() + MINUTE_MS
            assert await state.inbox.postpone(suspect, "limit", not_before=later)
            assert await claimed(state.inbox) == [2]

    async def test_a_clock_set_back_keeps_nobody_waiting(self, store: Store, state: State) -> None:
        """What was put off, and what a dead instance left, comes although its time is far off."""
        await state.inbox.put(arrivals((1, ANNA), (2, BEN)))
        first, _ = await state.inbox.claim(10)
        await state.inbox.postpone(first, "limit", not_before=store.clock() + HOUR_MS)
        store.clock.advance(-DAY_MS)
        assert [claim.update_id for claim in await state.inbox.claim(10)] == [1]

    async def test_postponed_update_comes_when_it_is_time(
        self, store: Store, state: State
    ) -> None:
        """Its chat waits for it, others do not; the attempt does not count."""
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA), (3, BEN)))
        (first, _) = await state.inbox.claim(10)
        await state.inbox.postpone(first, "limit", not_before=store.clock() + MINUTE_MS)
        assert await claimed(state.inbox) == []
        store.clock.advance(MINUTE_MS)
        (again,) = await state.inbox.claim(10)
        assert (again.update_id, again.attempt) == (1, 1)

    async def test_receive_puts_and_claims(self, state: State) -> None:
        """What arrives is handed out in the same breath, what was known before is not."""
        claims = await state.inbox.receive(arrivals((1, ANNA), (2, ANNA), (3, BEN)), 10)
        assert [claim.update_id for claim in claims] == [1, 3]
        assert await state.inbox.receive(arrivals((1, ANNA)), 10) == ()

    async def test_parked_ones_are_listed(self, store: Store, state: State) -> None:
        """Those given up from a moment on."""
        await state.inbox.put(arrivals((1, ANNA)))
        for _ in range(MAX_ATTEMPTS):
            await state.inbox.failed((await state.inbox.claim(1))[0], "KeyError")
            store.clock.advance(MINUTE_MS)
        assert await state.inbox.parked(since=0) == (1,)
        assert await state.inbox.parked(since=store.clock()) == ()

    async def test_late_update_waits_for_the_one_in_work(self, state: State) -> None:
        """An earlier update that arrives late is handed out next, not beside the later one."""
        await state.inbox.put(arrivals((5, ANNA), (6, ANNA)))
        (fifth,) = await state.inbox.claim(10)
        await state.inbox.put(arrivals((4, ANNA)))
        assert await claimed(state.inbox) == []
        await state.inbox.done(fifth)
        assert await claimed(state.inbox) == [4]

    async def test_restart_with_a_late_update_goes_on(self, store: Store) -> None:
        """A cut-off update and an earlier one that came late do not wait for each other."""
        async with store.open() as state:
            await state.inbox.put(arrivals((5, ANNA)))
            await state.inbox.claim(1)
            await state.inbox.put(arrivals((4, ANNA)))
        store.lose_instances()
        async with store.open() as state:
            (fifth,) = await state.inbox.claim(10)
            assert fifth.update_id == 5
            await state.inbox.done(fifth)
            assert await claimed(state.inbox) == [4]

    async def test_database_itself_refuses_two_of_a_chat(self, state: State) -> None:
        """Whatever the code does, two updates of one chat cannot stand as in work."""
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA)))
        await state.inbox.claim(1)
        with pytest.raises(StateConflictError):
            await state.database.change(text("UPDATE inbox SET state = 'working'"))

    async def test_settling_twice_is_told(self, state: State) -> None:
        """A claim that was settled already changes nothing any more."""
        await state.inbox.put(arrivals((1, ANNA)))
        (claim,) = await state.inbox.claim(1)
        assert await state.inbox.done(claim)
        assert not await state.inbox.done(claim)
        assert not await state.inbox.release(claim)
        assert await state.inbox.unfinished() == ()

    async def test_claim_of_an_earlier_attempt_settles_nothing(
        self, store: Store, state: State
    ) -> None:
        """Once an update is in work anew, the claim of the attempt before has no say."""
        await state.inbox.put(arrivals((1, ANNA)))
        (before,) = await state.inbox.claim(1)
        await state.inbox.failed(before, "TimeoutError")
        store.clock.advance(RETRY_MS[0])
        (now,) = await state.inbox.claim(1)
        assert not await state.inbox.done(before)
        assert await state.inbox.done(now)

    async def test_depth(self, store: Store, state: State) -> None:
        """The figures tell how much waits, is in work and is parked, and since when."""
        nothing = Depth(new=0, working=0, parked=0, oldest_received_at=None)
        assert await state.inbox.depth() == nothing
        await state.inbox.put(arrivals((1, ANNA)))
        store.clock.advance(SECOND_MS)
        await state.inbox.put(arrivals((2, ANNA), (3, BEN)))
        anna, ben = await state.inbox.claim(2)
        await state.inbox.done(anna)
        assert await state.inbox.depth() == Depth(
            new=1, working=1, parked=0, oldest_received_at=NOON + SECOND_MS
        )
        await state.inbox.done(ben)

    async def test_done_keeps_no_words(self, store: Store, state: State) -> None:
        """Once done, an update's payload is gone; its id is known for a while, then that goes."""
        await state.inbox.put(arrivals((1, ANNA)))
        await state.inbox.done((await state.inbox.claim(1))[0])
        (row,) = await state.database.rows(text("SELECT payload, state FROM inbox"))
        assert tuple(row) == (None, "done")
        store.clock.advance(KEEP_DONE_MS)
        assert await state.sweep() == 0
        store.clock.advance(1)
        assert await state.sweep() == 1
        assert await state.database.rows(text("SELECT * FROM inbox")) == []

    async def test_sweep_keeps_what_is_not_done(self, store: Store, state: State) -> None:
        """New and parked updates are kept however old they are."""
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA)))
        for _ in range(MAX_ATTEMPTS):
            await state.inbox.failed((await state.inbox.claim(1))[0], "KeyError")
            store.clock.advance(MINUTE_MS)
        store.clock.advance(400 * DAY_MS)
        assert await state.sweep() == 0
        assert [found.update_id for found in await state.inbox.unfinished()] == [1, 2]

    async def test_wait_ends_when_something_arrives(self, state: State) -> None:
        """Whoever waits for work is woken by an update, and by the end of an earlier one."""
        waiting = asyncio.create_task(state.inbox.wait(60))
        await state.inbox.put(arrivals((1, ANNA), (2, ANNA)))
        await asyncio.wait_for(waiting, 5)
        (claim,) = await state.inbox.claim(10)
        waiting = asyncio.create_task(state.inbox.wait(60))
        await state.inbox.done(claim)
        await asyncio.wait_for(waiting, 5)

    async def test_wait_goes_on_where_nothing_waits(self, state: State) -> None:
        """The end of an update wakes nobody unless another one may have waited for it."""
        [first] = await state.inbox.receive(arrivals((1, ANNA)), 10)
        await state.inbox.claim(10)
        await state.inbox.wait(0.01)  # whatever woke before
        waiting = asyncio.create_task(state.inbox.wait(60))
        await state.inbox.done(first)
        await asyncio.sleep(0.05)  # for whoever is woken
        assert not waiting.done()
        [second] = await state.inbox.receive(arrivals((2, ANNA), (3, ANNA)), 10)
        await asyncio.wait_for(waiting, 5)
        waiting = asyncio.create_task(state.inbox.wait(60))
        await state.inbox.done(second)
        await asyncio.wait_for(waiting, 5)

    async def test_wait_ends_by_itself(self, state: State) -> None:
        """Whoever waits for work looks again after a while: another instance may have put it."""
        await asyncio.wait_for(state.inbox.wait(0.01), 5)

    @pytest.mark.parametrize("seed", range(4))
    async def test_claimers_share_the_work(self, store: Store, seed: int) -> None:
        """Several claimers never have one chat twice, never reorder a chat, never lose one."""
        chance = random.Random(seed)  # noqa: S311 # a schedule, no secret
        n_updates, n_chats = 120, 7
        chats = {n: chance.randrange(n_chats) for n in range(1, n_updates + 1)}
        in_work: set[int] = set()
        finished: dict[int, list[int]] = defaultdict(list)
        attempts: dict[int, int] = defaultdict(int)

        async def claim_and_work(inbox: Inbox, chance: random.Random) -> None:
            while sum(map(len, finished.values())) < n_updates:
                claims = await inbox.claim(chance.randint(1, 4))
                for claim in claims:
                    assert claim.chat not in in_work
                    in_work.add(claim.chat)
                for claim in chance.sample(claims, len(claims)):
                    await asyncio.sleep(chance.choice((0, 0, 0.001)))
                    in_work.remove(claim.chat)
                    attempts[claim.update_id] += 1
                    lot = chance.random()
                    if lot < 0.1 and claim.attempt < MAX_ATTEMPTS:
                        await inbox.failed(claim, "bad luck")
                    elif lot < 0.2:
                        await inbox.release(claim)
                    else:
                        finished[claim.chat].append(claim.update_id)
                        assert await inbox.done(claim)
                # So slowly that nobody at work counts as gone: leases are renewed in real time.
                store.clock.advance(SECOND_MS // 20)
                await asyncio.sleep(0)

        async def put_all(inbox: Inbox) -> None:
            rest = sorted(chats)
            while rest:
                size = chance.randint(1, 20)
                await inbox.put(arrivals(*((n, chats[n]) for n in rest[:size])))
                del rest[:size]

        async with AsyncExitStack() as stack:
            states = [
                await stack.enter_async_context(store.open())
                for _ in range(3 if store.is_shared else 1)
            ]
            async with asyncio.timeout(60), asyncio.TaskGroup() as group:
                group.create_task(put_all(states[0].inbox))
                for n in range(4):
                    inbox = states[n % len(states)].inbox
                    lots = random.Random(seed * 10 + n)  # noqa: S311 # a schedule, no secret
                    group.create_task(claim_and_work(inbox, lots))
        expected = defaultdict(list)
        for update_id, chat in chats.items():
            expected[chat].append(update_id)
        assert finished == expected


class TestOutbox:
    async def test_new_is_sent(self, state: State) -> None:
        """A message not known before is to be sent."""
        assert await state.outbox.reserve(reply()) == Reservation(Verdict.SEND)

    async def test_sent_is_not_sent_again(self, store: Store) -> None:
        """A message that was sent is not sent again, after a restart neither; its id is known."""
        async with store.open() as state:
            await state.outbox.reserve(reply())
            await state.outbox.sent("reply:1:0", 99)
        async with store.open() as state:
            assert await state.outbox.reserve(reply()) == Reservation(Verdict.SENT, 99)

    async def test_found_half_way_is_repeated_once(self, store: Store) -> None:
        """A message that may have arrived is sent once more, and then never again."""
        verdicts = []
        for _ in range(4):
            async with store.open() as state:
                verdicts.append((await state.outbox.reserve(reply())).verdict)
            store.lose_instances()
        assert verdicts == [Verdict.SEND, Verdict.REPEAT, Verdict.UNSURE, Verdict.UNSURE]

    async def test_repeat_that_arrives_is_sent(self, state: State) -> None:
        """A repeat that arrives is sent like any other."""
        await state.outbox.reserve(reply())
        await state.outbox.reserve(reply())
        await state.outbox.sent("reply:1:0", 99)
        assert await state.outbox.reserve(reply()) == Reservation(Verdict.SENT, 99)

    async def test_given_up_stays_so(self, state: State) -> None:
        """A message that was given up is not sent again."""
        await state.outbox.reserve(reply())
        await state.outbox.failed("reply:1:0", "Forbidden")
        assert await state.outbox.reserve(reply()) == Reservation(Verdict.FAILED)

    async def test_postponed_is_sent_for_the_first_time(self, state: State) -> None:
        """A message that certainly did not arrive is sent as if for the first time."""
        await state.outbox.reserve(reply())
        await state.outbox.postpone("reply:1:0", "NetworkError", not_before=NOON + 1)
        assert await state.outbox.reserve(reply()) == Reservation(Verdict.SEND)

    async def test_answers_of_a_message(self, state: State) -> None:
        """The messages that answered a question are found by it, in order, the unsent left out."""
        for part in (2, 10, 11):
            await state.outbox.reserve(reply(part=part, question_id=40))
        await state.outbox.reserve(reply(2, question_id=41))
        await state.outbox.sent("reply:1:2", 101)
        await state.outbox.sent("reply:1:10", 102)
        await state.outbox.sent("reply:2:0", 103)
        assert await state.outbox.answers(ANNA, 40) == (101, 102)
        assert await state.outbox.answers(ANNA, 40, method="sendPhoto") == ()
        assert await state.outbox.answers(ANNA, 40, method="sendMessage") == (101, 102)
        assert await state.outbox.answers(BEN, 40) == ()

    async def test_queued_is_handed_out_in_its_time(self, store: Store, state: State) -> None:
        """A queued message is handed out once, from its time on."""
        await state.outbox.queue([announcement("1", not_before=NOON + HOUR_MS)])
        assert await state.outbox.claim(10) == ()
        store.clock.advance(HOUR_MS)
        (due,) = await state.outbox.claim(10)
        assert (due.key, due.chat, due.method, due.payload, due.is_repeat) == (
            "announce:1", GROUP, "sendPhoto", "{}", False,
        )  # fmt: skip
        assert await state.outbox.claim(10) == ()

    async def test_queued_twice_is_once(self, state: State) -> None:
        """A cause that comes up twice makes one message."""
        assert await state.outbox.queue([announcement("1"), announcement("1")]) == 1
        assert await state.outbox.queue([announcement("1"), announcement("2", chat=ANNA)]) == 1
        assert await state.outbox.queue([]) == 0
        assert len(await state.outbox.claim(10)) == 2

    async def test_most_urgent_first(self, state: State) -> None:
        """Answers go before edits, and edits before announcements."""
        await state.outbox.queue([announcement("1", chat=ANNA)])
        for key, priority in (("edit", Priority.EDIT), ("answer", Priority.ANSWER)):
            message = Outgoing(
                key=key, chat=ANNA, method="sendMessage", payload="{}", priority=priority
            )
            await state.outbox.queue([message])
        assert [due.key for due in await state.outbox.claim(2)] == ["answer", "edit"]
        assert [due.key for due in await state.outbox.claim(2)] == ["announce:1"]

    async def test_parts_one_after_the_other(self, state: State) -> None:
        """The parts for one chat are handed out one at a time, in the order of their keys."""
        await state.outbox.queue([announcement(f"1:{part}") for part in range(3)])
        order = []
        for n in range(3):
            (due,) = await state.outbox.claim(10)
            order.append(due.key)
            await state.outbox.sent(due.key, 100 + n)
        assert order == ["announce:1:0", "announce:1:1", "announce:1:2"]

    async def test_queued_half_way_is_repeated_once(self, store: Store) -> None:
        """A queued message that an instance ended on goes out once more, marked, then no more."""
        async with store.open() as state:
            await state.outbox.queue([announcement("1")])
        handed_out = []
        for _ in range(4):
            async with store.open() as state:
                handed_out.append([due.is_repeat for due in await state.outbox.claim(10)])
            store.lose_instances()
        assert handed_out == [[False], [True], [], []]
        async with store.open() as state:
            assert (await state.outbox.depth())[MessageState.UNSURE] == 1

    async def test_reserved_is_not_handed_out(self, store: Store) -> None:
        """What is reserved belongs to its update: `claim` leaves it alone after a restart too."""
        async with store.open() as state:
            await state.outbox.reserve(reply())
        store.lose_instances()
        async with store.open() as state:
            assert await state.outbox.claim(10) == ()

    async def test_settled_keeps_no_words(self, store: Store, state: State) -> None:
        """Once sent, a message's words are gone; that it was sent is known for a while."""
        await state.outbox.reserve(reply())
        await state.outbox.sent("reply:1:0", 99)
        (row,) = await state.database.rows(text("SELECT payload, message_id FROM outbox"))
        assert tuple(row) == (None, 99)
        store.clock.advance(KEEP_SETTLED_MS)
        assert await state.sweep() == 0
        store.clock.advance(1)
        assert await state.sweep() == 1

    async def test_sweep_keeps_what_is_to_be_sent(self, store: Store, state: State) -> None:
        """A queued message is kept until its time; a reply that nobody takes up is not."""
        await state.outbox.queue([announcement("1", not_before=NOON + 30 * DAY_MS)])
        await state.outbox.reserve(reply())
        store.clock.advance(KEEP_SETTLED_MS + 1)
        assert await state.sweep() == 1
        store.clock.advance(30 * DAY_MS)
        assert len(await state.outbox.claim(10)) == 1


class TestSubscriptions:
    def wish(self, **changes: object) -> Wish:
        facts: dict[str, object] = {"chat": GROUP, "language": "zh-hans", "created_by": ANNA}
        return Wish(**(facts | changes))  # type: ignore[arg-type] # fields by name

    async def test_added_is_kept(self, store: Store) -> None:
        """A subscription is kept as it was wished."""
        wish = self.wish(
            topic=4, report="luqiao", cadence=Cadence.WEEKLY, weekday=6, minute=8 * 60 + 30
        )
        async with store.open() as state:
            added = await state.subscriptions.add(wish)
        async with store.open() as state:
            assert await state.subscriptions.get(added.id) == added
        assert (added.topic, added.report, added.cadence) == (4, "luqiao", Cadence.WEEKLY)
        assert (added.weekday, added.minute, added.created_by) == (6, 510, ANNA)
        assert (added.created_at, added.last_period, added.suspended) == (NOON, None, None)

    async def test_again_is_a_change(self, state: State) -> None:
        """A chat subscribes to one thing once: a second time changes how often, and resumes."""
        first = await state.subscriptions.add(self.wish())
        await state.subscriptions.suspend(GROUP, "muted")
        second = await state.subscriptions.add(self.wish(cadence=Cadence.ON_UPDATE))
        assert (second.id, second.cadence, second.suspended) == (
            first.id, Cadence.ON_UPDATE, None,
        )  # fmt: skip
        assert await state.subscriptions.of_chat(GROUP) == (second,)

    async def test_a_change_counts_from_now_on(self, store: Store) -> None:
        """A day chosen anew is not missed already: what is due is due from the change on."""
        weekly = self.wish(cadence=Cadence.WEEKLY, weekday=0, minute=8 * 60)
        async with store.open() as state:
            first = await state.subscriptions.add(weekly)
            store.clock.advance(20 * DAY_MS)
            changed = await state.subscriptions.add(replace(weekly, weekday=4))
        assert (changed.id, changed.created_at) == (first.id, store.clock())
        assert due(changed, store.clock(), ZoneInfo("Asia/Shanghai")) is None

    async def test_topics_and_reports_are_apart(self, state: State) -> None:
        """A chat may subscribe for each topic and each report."""
        wishes = [self.wish(), self.wish(topic=4), self.wish(report="luqiao")]
        added = tuple([await state.subscriptions.add(wish) for wish in wishes])
        assert await state.subscriptions.of_chat(GROUP) == added

    async def test_removed_by_its_own_chat_only(self, state: State) -> None:
        """A chat removes its own subscriptions and no other's."""
        added = await state.subscriptions.add(self.wish())
        assert not await state.subscriptions.remove(added.id, chat=ANNA)
        assert await state.subscriptions.remove(added.id, chat=GROUP)
        assert not await state.subscriptions.remove(added.id, chat=GROUP)
        assert await state.subscriptions.get(added.id) is None

    async def test_suspended_is_not_active(self, state: State) -> None:
        """A suspended chat is not announced to, and says why, until it resumes."""
        added = await state.subscriptions.add(self.wish())
        other = await state.subscriptions.add(self.wish(chat=ANNA))
        assert await state.subscriptions.suspend(GROUP, "kicked") == 1
        assert await state.subscriptions.active() == (other,)
        (suspended,) = await state.subscriptions.of_chat(GROUP)
        assert suspended.suspended == "kicked"
        assert await state.subscriptions.resume(GROUP) == 1
        assert await state.subscriptions.resume(GROUP) == 0
        assert await state.subscriptions.active() == (added, other)

    async def test_announced_period(self, state: State) -> None:
        """The period announced last is known."""
        added = await state.subscriptions.add(self.wish())
        await state.subscriptions.announced(added.id, "2026-W48")
        found = await state.subscriptions.get(added.id)
        assert found is not None
        assert found.last_period == "2026-W48"

    @pytest.mark.parametrize("changes", [{"weekday": 7}, {"minute": 1440}, {"minute": -1}])
    def test_no_such_time(self, changes: dict[str, int]) -> None:
        """A wish for a time that no clock shows is refused."""
        with pytest.raises(ValueError, match="no such time"):
            self.wish(**changes)


class TestPreferences:
    async def test_chosen_is_kept(self, state: State) -> None:
        """A language is none, then the one chosen, then the one chosen later, then none."""
        seen = [await state.preferences.language(Scope.PERSON, ANNA)]
        for language in ("zh-hant", "en"):
            await state.preferences.set_language(Scope.PERSON, ANNA, language)
            seen.append(await state.preferences.language(Scope.PERSON, ANNA))
        await state.preferences.clear_language(Scope.PERSON, ANNA)
        seen.append(await state.preferences.language(Scope.PERSON, ANNA))
        assert seen == [None, "zh-hant", "en", None]

    async def test_person_and_chat_are_apart(self, state: State) -> None:
        """A person and their private chat, which share an id, choose apart."""
        await state.preferences.set_language(Scope.CHAT, ANNA, "en")
        assert await state.preferences.language(Scope.PERSON, ANNA) is None


class TestFeedback:
    async def judge(self, state: State, person: int, verdict: Judged, message_id: int = 9) -> None:
        await state.feedback.judge(
            chat=GROUP,
            message_id=message_id,
            person=person,
            question="路桥有多少共享车位？",
            passage_id="p1",
            verdict=verdict,
        )

    async def test_one_verdict_a_person(self, store: Store, state: State) -> None:
        """Each person has one verdict on an answer, the latest."""
        await self.judge(state, ANNA, Judged.RIGHT)
        await self.judge(state, BEN, Judged.RIGHT)
        store.clock.advance(SECOND_MS)
        await self.judge(state, ANNA, Judged.WRONG)
        assert await state.feedback.count() == {Judged.RIGHT: 1, Judged.WRONG: 1}
        assert await state.feedback.count(since=NOON + 1) == {Judged.RIGHT: 0, Judged.WRONG: 1}
        (judgement,) = await state.feedback.latest(Judged.WRONG)
        assert (judgement.question, judgement.passage_id, judgement.at) == (
            "路桥有多少共享车位？", "p1", NOON + SECOND_MS,
        )  # fmt: skip

    async def test_latest_first(self, store: Store, state: State) -> None:
        """Verdicts are listed from the latest back, up to a limit."""
        for message_id in range(4):
            await self.judge(state, ANNA, Judged.WRONG, message_id)
            store.clock.advance(1)
        found = await state.feedback.latest(Judged.WRONG, limit=3)
        assert [judgement.at for judgement in found] == [NOON + 3, NOON + 2, NOON + 1]


class TestQuestions:
    def asked(self, update_id: int, question: str = "？", band: str = "none") -> Asked:
        return Asked(
            update_id=update_id, person=ANNA, question=question, band=band, kind="none", took_ms=4
        )

    async def test_gaps(self, store: Store, state: State) -> None:
        """Questions without an answer are listed, the most asked first, then the latest."""
        questions = (
            ("甲", "none"),
            ("乙", "near"),
            ("丙", "answer"),
            ("乙", "none"),
            ("丁", "none"),
        )
        for n, (question, band) in enumerate(questions):
            await state.questions.note(self.asked(n, question, band))
            store.clock.advance(1)
        assert await state.questions.gaps(answered="answer") == (
            Gap(question="乙", times=2, last_asked_at=NOON + 3),
            Gap(question="丁", times=1, last_asked_at=NOON + 4),
            Gap(question="甲", times=1, last_asked_at=NOON),
        )
        assert len(await state.questions.gaps(answered="answer", limit=1)) == 1

    async def test_worked_on_twice_counts_once(self, state: State) -> None:
        """A question whose update was worked on twice is one question."""
        await state.questions.note(self.asked(1, band="none"))
        await state.questions.note(self.asked(1, band="answer"))
        assert await state.questions.count() == {"answer": 1}

    async def test_each_question_of_a_message_counts(self, store: Store, state: State) -> None:
        """Two questions in one message are two, and one message of one person."""
        await state.questions.note(self.asked(1, "甲"))
        await state.questions.note(replace(self.asked(1, "乙", "answer"), part=1))
        store.clock.advance(1)
        await state.questions.note(replace(self.asked(2), person=BEN))
        assert await state.questions.count() == {"none": 2, "answer": 1}
        first, second = await state.questions.messages(since=NOON)
        assert (first.update_id, first.asked_at, second.update_id) == (1, NOON, 2)
        assert first.person != second.person
        assert await state.questions.messages(since=NOON + 1) == (second,)

    async def test_count_since(self, store: Store, state: State) -> None:
        """Questions are counted by band from a moment on."""
        await state.questions.note(self.asked(1))
        store.clock.advance(DAY_MS)
        await state.questions.note(self.asked(2))
        assert await state.questions.count() == {"none": 2}
        assert await state.questions.count(since=NOON + 1) == {"none": 1}

    async def test_forgotten_in_time(self, store: Store, state: State) -> None:
        """Questions are forgotten after their time."""
        await state.questions.note(self.asked(1))
        store.clock.advance(KEEP_MS)
        assert await state.sweep() == 0
        store.clock.advance(1)
        assert await state.sweep() == 1
        assert await state.questions.count() == {}


class TestConversations:
    async def test_last_question_until_it_expires(self, store: Store, state: State) -> None:
        """The last question of a person in a chat is known for half an hour."""
        for question in ("路桥有多少车位？", "玉环呢？"):
            await state.conversations.remember(chat=GROUP, person=ANNA, question=question)
        store.clock.advance(EXPIRE_MS - 1)
        last = await state.conversations.last_question(chat=GROUP, person=ANNA)
        assert last == "玉环呢？"
        assert await state.sweep() == 0
        store.clock.advance(1)
        assert await state.conversations.last_question(chat=GROUP, person=ANNA) is None
        assert await state.sweep() == 1

    async def test_people_and_chats_are_apart(self, state: State) -> None:
        """What one person asked in one chat is nobody else's context, and no other chat's."""
        await state.conversations.remember(chat=GROUP, person=ANNA, question="甲")
        assert await state.conversations.last_question(chat=GROUP, person=BEN) is None
        assert await state.conversations.last_question(chat=ANNA, person=ANNA) is None


class TestAnnouncedReports:
    async def test_the_latest_takes_the_place_of_the_one_before(self, state: State) -> None:
        """Only what was announced last is known."""
        assert await state.announced.latest() is None
        first = Announced(n=1, generation="甲", outline=b"\x00\xff")
        await state.announced.note(first)
        assert await state.announced.latest() == first
        second = Announced(n=2, generation="乙", outline=b"")
        await state.announced.note(second)
        assert await state.announced.latest() == second


class TestWhole:
    async def remember_all(self, state: State, person: int, update_id: int) -> None:
        await state.questions.note(
            Asked(
                update_id=update_id, person=person, question="甲", band="none", kind="none",
                took_ms=1,
            )
        )  # fmt: skip
        await state.conversations.remember(chat=GROUP, person=person, question="甲")
        await state.preferences.set_language(Scope.PERSON, person, "en")
        await state.feedback.judge(
            chat=GROUP, message_id=9, person=person, question="甲", passage_id="p",
            verdict=Judged.WRONG,
        )  # fmt: skip

    async def test_person_is_forgotten(self, state: State) -> None:
        """All that is remembered of a person goes; of the others, nothing does."""
        await self.remember_all(state, ANNA, 1)
        await self.remember_all(state, BEN, 2)
        assert await state.forget(ANNA) == 4
        assert await state.forget(ANNA) == 0
        assert await state.questions.count() == {"none": 1}
        assert await state.preferences.language(Scope.PERSON, BEN) == "en"
        assert await state.forget(BEN) == 4

    async def test_ids_stand_in_no_log(self, store: Store, state: State) -> None:
        """Where only sameness matters, no row holds a person's id."""
        await self.remember_all(state, ANNA, 1)
        for table in ("questions", "feedback", "conversations"):
            (row,) = await state.database.rows(text(f"SELECT * FROM {table}"))  # noqa: S608
            assert str(ANNA) not in str(row.person)

    async def test_pseudonyms_last(self, store: Store) -> None:
        """A person is the same one after a restart."""
        async with store.open() as state:
            await self.remember_all(state, ANNA, 1)
        async with store.open() as state:
            assert await state.forget(ANNA) == 4

    async def test_group_moves(self, state: State) -> None:
        """All that is kept for a group follows it to its new id."""
        added = await state.subscriptions.add(
            Wish(chat=GROUP, topic=None, language="en", created_by=ANNA)
        )
        await state.preferences.set_language(Scope.CHAT, GROUP, "en")
        await state.outbox.queue([announcement("1")])
        await state.migrate_chat(GROUP, SUPERGROUP)
        assert [found.id for found in await state.subscriptions.of_chat(SUPERGROUP)] == [added.id]
        assert await state.subscriptions.of_chat(GROUP) == ()
        assert await state.preferences.language(Scope.CHAT, SUPERGROUP) == "en"
        assert await state.preferences.language(Scope.CHAT, GROUP) is None
        assert [due.chat for due in await state.outbox.claim(1)] == [SUPERGROUP]

    async def test_group_moves_to_an_id_that_is_known(self, state: State) -> None:
        """What was chosen under the new id already stands; nothing is there twice."""
        for chat, language in ((GROUP, "en"), (SUPERGROUP, "zh-hant")):
            await state.subscriptions.add(Wish(chat=chat, language=language, created_by=ANNA))
            await state.preferences.set_language(Scope.CHAT, chat, language)
        await state.migrate_chat(GROUP, SUPERGROUP)
        await state.migrate_chat(GROUP, SUPERGROUP)
        (kept,) = await state.subscriptions.of_chat(SUPERGROUP)
        assert kept.language == "zh-hant"
        assert await state.preferences.language(Scope.CHAT, SUPERGROUP) == "zh-hant"


_FIRST = (
    "INSERT INTO inbox (update_id, chat, received_at, payload, state, attempts, not_before)"
    " VALUES (1, 501, 5, '{}', 'new', 0, 0)",
    "INSERT INTO outbox (key, chat, method, priority, is_queued, state, attempts, repeats,"
    " not_before, created_at, settled_at, message_id, question_id)"
    " VALUES ('reply:1:0', 501, 'sendMessage', 0, 0, 'sent', 1, 0, 0, 5, 6, 99, 40)",
    "INSERT INTO subscriptions (chat, topic, report, cadence, weekday, minute, language,"
    " created_by, created_at) VALUES (-20, 0, '', 'daily', 0, 480, 'en', 501, 5)",
    "INSERT INTO preferences (scope, id, language, changed_at)"
    " VALUES ('person', 501, 'zh-hant', 5)",
    "INSERT INTO feedback (chat, message_id, person, question, passage_id, verdict, at)"
    " VALUES (-20, 9, 'x', '甲', 'p', 1, 5)",
    "INSERT INTO questions (update_id, person, question, band, kind, took_ms, asked_at)"
    " VALUES (1, 'x', '甲', 'none', 'none', 3, 5)",
    "INSERT INTO secrets (name, value) VALUES ('pseudonyms', 'a key of old')",
)
_WITH_PARTS = tuple(
    row.replace("questions (update_id,", "questions (update_id, part,").replace(
        "(1, 'x'", "(1, 0, 'x'"
    )
    for row in _FIRST
)
#: Rows as each revision held them: every revision has its own.
ROWS = {"0001": _FIRST, "0002": _WITH_PARTS}
REVISIONS = [revision.revision for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


class TestMigrations:
    @pytest.mark.parametrize("revision", REVISIONS)
    async def test_rows_are_kept(self, store: Store, revision: str) -> None:
        """What a store of any earlier shape holds is still there once it is opened."""
        with store.engine().begin() as connection:
            migrate(connection, to=revision)
            for statement in ROWS[revision]:
                connection.execute(text(statement))
        connection.engine.dispose()
        async with store.open() as state:
            assert [claim.payload for claim in await state.inbox.claim(10)] == ["{}"]
            assert await state.outbox.answers(501, 40) == (99,)
            (subscription,) = await state.subscriptions.active()
            assert (subscription.chat, subscription.minute) == (-20, 480)
            assert await state.preferences.language(Scope.PERSON, 501) == "zh-hant"
            assert await state.feedback.count() == {Judged.RIGHT: 1, Judged.WRONG: 0}
            assert await state.questions.count() == {"none": 1}
            (secret,) = await state.database.rows(text("SELECT value FROM secrets"))
            assert secret.value == "a key of old"

    async def test_tables_are_as_described(self, store: Store, state: State) -> None:
        """The migrations lead to the very tables that the code works with."""
        with store.engine().connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            difference = compare_metadata(context, METADATA)
        connection.engine.dispose()
        assert difference == []

    async def test_newer_store_is_left_alone(self, store: Store) -> None:
        """A store that a newer program has written is refused, and not touched."""
        async with store.open() as state:
            await state.database.change(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(StateVersionError) as caught:
            async with store.open():
                pass
        assert (caught.value.found, caught.value.known) == ("9999", REVISIONS[0])


class TestInstances:
    """What holds where several instances share a store, which SQLite refuses."""

    @pytest.fixture
    def shared(self, postgresql_store: Store) -> Store:
        return postgresql_store

    async def test_order_holds_across_instances(self, shared: Store) -> None:
        """While one instance works on a chat, another gets the other chats only."""
        async with shared.open() as one, shared.open() as two:
            await one.inbox.put(arrivals((1, ANNA), (2, ANNA), (3, BEN)))
            (first,) = await one.inbox.claim(1)
            assert await claimed(two.inbox) == [3]
            await one.inbox.done(first)
            assert await claimed(two.inbox) == [2]

    async def test_lease_is_kept_by_renewing(self, shared: Store) -> None:
        """An instance that renews keeps what it works on, however long that takes."""
        async with shared.open() as one, shared.open() as two:
            await one.inbox.put(arrivals((1, ANNA)))
            (claim,) = await one.inbox.claim(1)
            for _ in range(3):
                shared.clock.advance(LEASE_MS - 1)
                await one.inbox.leases.renew()
                assert await claimed(two.inbox) == []
            assert await one.inbox.done(claim)

    async def test_the_slower_of_two_steps_back(self, shared: Store) -> None:
        """Of two instances that take updates of one chat at the same moment, one gets none."""
        waits = text("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        async with shared.open() as one:
            await one.inbox.put(arrivals((1, ANNA), (2, ANNA)))
            with shared.engine().connect() as other:
                other.execute(text("UPDATE inbox SET state = 'working' WHERE update_id = 2"))
                claiming = asyncio.create_task(claimed(one.inbox))
                async with asyncio.timeout(10):
                    while not await one.database.rows(waits):  # noqa: ASYNC110 # no event tells
                        await asyncio.sleep(0.01)
                other.commit()
            other.engine.dispose()
            assert await claiming == []
            assert (await one.inbox.depth()).working == 1

    async def test_nobody_renews_for_another(self, shared: Store) -> None:
        """An instance that is gone is not kept there by those that are."""
        async with shared.open() as one, shared.open() as two:
            await one.inbox.put(arrivals((1, ANNA)))
            await one.inbox.claim(1)
            shared.clock.advance(LEASE_MS - 1)
            await two.inbox.leases.renew()
            shared.clock.advance(2)
            assert await claimed(two.inbox) == [1]

    async def test_places_are_each_instance_s_own(self, shared: Store) -> None:
        """An instance that has its hands full takes no places from another."""
        async with shared.open() as one, shared.open() as two:
            await one.inbox.put(arrivals(*((n, n) for n in range(1, 41))))
            assert await claimed(one.inbox) == list(range(1, 17))
            assert await claimed(two.inbox) == list(range(17, 33))

    async def test_lost_claim_is_told(self, shared: Store) -> None:
        """An instance that slept too long cannot settle what another has taken over."""
        async with shared.open() as one, shared.open() as two:
            await one.inbox.put(arrivals((1, ANNA)))
            (lost,) = await one.inbox.claim(1)
            shared.lose_instances()
            (taken,) = await two.inbox.claim(1)
            assert not await one.inbox.done(lost)
            assert await two.inbox.done(taken)

    async def test_announcement_goes_out_once(self, shared: Store) -> None:
        """Two instances that drain one outbox share it."""
        async with shared.open() as one, shared.open() as two:
            messages = [announcement(str(n), chat=n) for n in range(1, 41)]
            assert await one.outbox.queue(messages) == 40
            assert await two.outbox.queue(messages) == 0
            parts = await asyncio.gather(*(each.outbox.claim(9) for each in (one, two) * 4))
            keys = [due.key for part in parts for due in part]
            assert len(keys) == len(set(keys))

    async def test_sending_lease_is_kept_by_renewing(self, shared: Store) -> None:
        """A message that takes long to send is not handed to another instance."""
        async with shared.open() as one, shared.open() as two:
            await one.outbox.queue([announcement("1")])
            await one.outbox.claim(1)
            shared.clock.advance(LEASE_MS - 1)
            await one.outbox.leases.renew()
            shared.clock.advance(LEASE_MS - 1)
            assert await two.outbox.claim(1) == ()

    async def test_instances_start_at_once(self, shared: Store) -> None:
        """Two instances that open an empty store at once make its tables once."""

        async def start() -> None:
            async with shared.open() as state:
                await state.inbox.depth()

        await asyncio.gather(*(start() for _ in range(4)))


UNKEPT = "路桥\x00有\ud800多少\udfff车位？"


class TestTexts:
    """NUL and half surrogate pairs are characters that PostgreSQL or both stores refuse."""

    async def test_questions_are_kept_with_them_replaced(self, state: State) -> None:
        """What was asked is noted and remembered, and nothing fails."""
        asked = Asked(
            update_id=1, person=ANNA, question=UNKEPT, band="none", kind="none", took_ms=1
        )
        await state.questions.note(asked)
        await state.conversations.remember(chat=ANNA, person=ANNA, question=UNKEPT)
        (gap,) = await state.questions.gaps(answered="answer")
        assert gap.question == "路桥\ufffd有\ufffd多少\ufffd车位？"
        last = await state.conversations.last_question(chat=ANNA, person=ANNA)
        assert last == gap.question

    async def test_verdicts_are_kept_with_them_replaced(self, state: State) -> None:
        """A passage of a report whose name holds one can be judged."""
        await state.feedback.judge(
            chat=ANNA, message_id=1, person=ANNA, question=UNKEPT, passage_id="a\x00#1",
            verdict=Judged.WRONG,
        )  # fmt: skip
        (judged,) = await state.feedback.latest(Judged.WRONG)
        assert judged.passage_id == "a\ufffd#1"

    async def test_a_subscription_is_found_again(self, state: State) -> None:
        """Subscribing twice to a title that holds one changes one subscription."""
        wish = Wish(chat=GROUP, report="甲\x00乙", language="zh-hans", created_by=ANNA)
        first = await state.subscriptions.add(wish)
        second = await state.subscriptions.add(replace(wish, minute=480))
        assert (second.id, second.minute) == (first.id, 480)

    async def test_an_error_and_a_message_are_written_down(self, state: State) -> None:
        """Neither the words of an error nor a payload keep an update or a message from moving."""
        await state.inbox.put([Arrival(7, ANNA, UNKEPT)])
        (claim,) = await state.inbox.claim(1)
        await state.inbox.park(claim, UNKEPT)
        assert (await state.inbox.depth()).parked == 1
        await state.outbox.queue([replace(announcement("x"), payload=UNKEPT)])
        (due,) = await state.outbox.claim(1)
        await state.outbox.failed(due.key, UNKEPT)
        assert (await state.outbox.depth())[MessageState.FAILED] == 1
