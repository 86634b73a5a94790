"""The rules by which the model plays: what people, police, power and clock may do in any order.

`told` of the machine's class gathers the steps of all its runs. The tests make a class for each kind of store.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.receipt import ReceiptVerdict
from tests.faults.model.mortal import Step
from tests.faults.model.polices import ASKED_WEATHER, PLAIN_WEATHER, Asked
from tests.faults.model.reference import Reference, settles, stuck
from tests.faults.model.stories import STORIES, CutShortError
from tests.faults.model.world import PEOPLE, World

PLACE, GUEST = st.integers(0, 1), st.integers(0, 5)
MOST_GUESTS = 5
WEATHERS = st.integers(0, 39)
AGAIN = (State.RETURNED, State.HANDED_OVER, State.WINDOW_CLOSED, State.UNKNOWN)
TOLD = (State.SENT, State.CONFIRMED, State.HANDED_OVER, State.UNKNOWN, State.WINDOW_CLOSED)
STANDS = (State.UNKNOWN, State.WINDOW_CLOSED, State.SENT)
JUMPS = st.one_of(
    st.sampled_from([timedelta(hours=9), timedelta(hours=-9), timedelta(hours=40), timedelta(hours=-40)]),
    st.sampled_from([timedelta(days=years * 365) for years in (-49, -30, 30, 49)]),
    st.integers(-50 * 365, 50 * 365).map(lambda days: timedelta(days=days)),
    st.integers(-400, 400).map(lambda minutes: timedelta(minutes=minutes)),
)


class House(RuleBasedStateMachine):
    """`make` gives the world of one run and leaves the end of its store to the stack."""

    make: ClassVar[Callable[[ExitStack, bool], World]]
    told: ClassVar[Counter[Step]]
    steps: ClassVar[list[int]]
    happened: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world: World
        self.reference: Reference

    @initialize(asked=st.booleans())
    def begin(self, asked: bool) -> None:
        self.world = type(self).make(self.stack, asked)
        self.reference = Reference(self.world)
        self.world.save()

    def guest(self, place: int, *wanted: State) -> GuestId:
        """One who stands so, when there is one."""
        guests = self.world.guests
        fitting = [one for one in guests if self.world.newest(one).state in wanted] if wanted else []
        return (fitting or guests)[place % len(fitting or guests)]

    def turn(self, weather: int) -> None:
        """Mostly foul, so that something happens; what is left over is fair or cuts the line."""
        kinds = ASKED_WEATHER if isinstance(self.world.server, Asked) else PLAIN_WEATHER
        rest = ("fair", "fair", "request lost", "answer lost")
        self.world.server.weather = kinds[weather] if weather < len(kinds) else rest[weather % 4]

    def arrive(self, place: int, person: int) -> None:
        if len(self.world.guests) < MOST_GUESTS:
            self.world.save(place, person, hours_ago=0, nights=3)

    @precondition(lambda self: len(self.world.guests) < MOST_GUESTS)
    @rule(
        place=PLACE, person=st.integers(0, len(PEOPLE) - 1), hours=st.sampled_from([0, 2, 2, 23, 29, 60]), nights=GUEST
    )
    def save(self, place: int, person: int, hours: int, nights: int) -> None:
        self.world.save(place, person, hours_ago=hours, nights=3 + nights)

    @rule(place=PLACE, guest=GUEST, what=st.sampled_from(["name", "room", "number"]))
    def correct(self, place: int, guest: int, what: str) -> None:
        match what:
            case "name":
                self.world.correct(self.guest(guest), place)
            case "room":
                self.world.correct(self.guest(guest), place, room=f"Phòng {self.world.runs}")
            case _:
                self.world.correct(self.guest(guest), place, number=f"00119000{100 + len(self.world.guests):04}")

    @rule(place=PLACE, guest=GUEST)
    def cancel(self, place: int, guest: int) -> None:
        self.world.cancel(self.guest(guest), place)

    @rule(place=PLACE, guest=GUEST, what=st.sampled_from(["out", "back", "longer", "longer"]))
    def leave(self, place: int, guest: int, what: str) -> None:
        act = {"out": self.world.check_out, "back": self.world.undo_check_out, "longer": self.world.extend}[what]
        act(self.guest(guest), place)

    @rule(place=PLACE, guest=GUEST, channel=st.sampled_from([*Channel, Channel.PORTAL, Channel.PHONE]))
    def tell(self, place: int, guest: int, channel: Channel) -> None:
        self.world.tell(self.guest(guest), channel, place)

    @rule(place=PLACE, guest=GUEST, taken=st.booleans())
    def give_pack(self, place: int, guest: int, taken: bool) -> None:
        self.world.give_pack(self.guest(guest), place)
        if taken:
            self.world.take_pack(self.guest(guest))

    @rule(place=PLACE, guest=GUEST, state=st.sampled_from(AGAIN), rightly=st.booleans())
    def again(self, place: int, guest: int, state: State, rightly: bool) -> None:
        if rightly:
            self.world.set_right()
        self.world.again(self.guest(guest, state), place)

    @rule(place=PLACE, guest=GUEST, state=st.sampled_from(TOLD), sees=st.booleans())
    def look(self, place: int, guest: int, state: State, sees: bool) -> None:
        """She sees her in the police's list, or the police ask for a correction."""
        (self.world.see if sees else self.world.ask_for)(self.guest(guest, state), place)

    @rule(place=PLACE, guest=GUEST, what=st.sampled_from(["elsewhere", "this stay", "an old stay"]))
    def decide_where(self, place: int, guest: int, what: str) -> None:
        if what == "elsewhere":
            self.world.redirect(self.guest(guest, State.WINDOW_CLOSED), place)
        else:
            self.world.decide(self.guest(guest, State.RETURNED), place, is_this_stay=what == "this stay")

    @rule(place=PLACE, guest=GUEST, weather=WEATHERS)
    def miss_the_window(self, place: int, guest: int, weather: int) -> None:
        self.arrive(place, guest)
        self.tick(place, weather)
        self.world.wait(timedelta(hours=31))
        self.world.server.weather = "no network"
        self.world.tick(place)

    @rule(place=PLACE, guest=GUEST, state=st.sampled_from(STANDS), withdraws=st.booleans())
    def change_and_tell(self, place: int, guest: int, state: State, withdraws: bool) -> None:
        """As the police have no call for it."""
        one = self.guest(guest, state)
        if withdraws:
            self.world.cancel(one, place)
        else:
            self.world.correct(one, place)
        self.world.tell(one, Channel.PHONE if guest else Channel.PAPER, place)

    @rule(place=PLACE, guest=GUEST, lacks=st.booleans(), minutes=st.sampled_from([0, 11, 11]))
    def take_list(self, place: int, guest: int, lacks: bool, minutes: int) -> None:
        self.world.wait(timedelta(minutes=minutes))
        self.world.take_list(place, self.guest(guest, State.SENT, State.UNKNOWN) if lacks else None)

    @rule(place=PLACE, guest=GUEST, there=st.booleans(), waits=st.booleans())
    def upload(self, place: int, guest: int, there: bool, waits: bool) -> None:
        """Told by a file; then the list shows her or doesn't."""
        self.world.tell(self.guest(guest), Channel.PORTAL, place)
        if there:
            self.world.type_in(self.guest(guest))
        self.world.wait(timedelta(hours=31) if waits else timedelta(minutes=11))
        self.world.take_list(place)

    @rule(place=PLACE, drop=st.booleans())
    def draft(self, place: int, drop: bool) -> None:
        self.world.draft(place, drop=drop)

    @precondition(lambda self: len(self.world.guests) < MOST_GUESTS + 2)
    @rule(place=PLACE, number=st.integers(0, len(STORIES) - 1))
    def story(self, place: int, number: int) -> None:
        """Whatever went before, somebody comes to whom just that happens."""
        fitting = [one for one in STORIES if one.asked is isinstance(self.world.server, Asked)]
        try:
            fitting[number % len(fitting)].play(self.world, place)
        except CutShortError:
            self.world.happened["story cut short"] += 1

    @rule(really=st.integers(0, 3))
    def restore(self, really: int) -> None:
        if not really:
            self.world.restore()

    @rule(weather=WEATHERS)
    def weather(self, weather: int) -> None:
        """Until it changes."""
        self.turn(weather)

    @rule(guest=GUEST, really=st.integers(0, 3))
    def poison(self, guest: int, really: int) -> None:
        """Nobody can send her: a bug waits in her bytes."""
        self.world.server.poisoned = None if really else self.world.newest(self.guest(guest)).id

    @rule(guest=GUEST)
    def type_in(self, guest: int) -> None:
        self.world.type_in(self.guest(guest))

    @precondition(lambda self: isinstance(self.world.server, Asked))
    @rule(guest=GUEST, verdict=st.sampled_from(ReceiptVerdict))
    def decide(self, guest: int, verdict: ReceiptVerdict) -> None:
        server, newest = self.world.server, self.world.newest(self.guest(guest))
        assert isinstance(server, Asked)
        for version in list(server.held[newest.id]):
            server.decide(newest.id, version, verdict)

    @rule(really=st.integers(0, 7))
    def forget(self, really: int) -> None:
        if not really:
            self.world.server.forget()

    @rule(place=PLACE, guest=GUEST, wrong=st.booleans())
    def complain(self, place: int, guest: int, wrong: bool) -> None:
        """Our own check finds something, or nothing any more."""
        self.arrive(place, guest)
        for one in self.world.guests:
            self.world.complain(one, wrong=wrong)
        self.world.tick(place)

    @rule(place=PLACE, guest=GUEST, weather=WEATHERS)
    def send_new(self, place: int, guest: int, weather: int) -> None:
        """Somebody comes and goes out in that weather, which then clears up."""
        self.arrive(place, guest)
        self.tick(place, weather)
        self.world.server.weather = "fair"

    @rule(place=PLACE, weather=WEATHERS)
    def tick(self, place: int, weather: int) -> None:
        self.world.wait(timedelta(minutes=2))
        self.turn(weather)
        self.world.tick(place)

    @rule(place=PLACE, minutes=st.sampled_from([1, 5, 30, 200]))
    def work(self, place: int, minutes: int) -> None:
        self.world.work(minutes, place)

    @rule(minutes=st.sampled_from([1, 5, 31, 700]))
    def wait(self, minutes: int) -> None:
        self.world.wait(timedelta(minutes=minutes))

    @rule(by=JUMPS)
    def jump(self, by: timedelta) -> None:
        self.world.jump(by)

    @rule()
    def set_right(self) -> None:
        self.world.set_right()

    @rule(place=PLACE, weather=WEATHERS)
    def correct_in_haste(self, place: int, weather: int) -> None:
        """The other desk tells the correction while the first telling still rests."""
        self.send_new(place, 0, weather)
        self.world.correct(self.world.guests[-1], 1 - place)
        self.world.try_now(1 - place)
        self.world.tick(1 - place)

    @rule(place=PLACE, commits=st.integers(0, 3), after=st.booleans())
    def kill(self, place: int, commits: int, after: bool) -> None:
        self.world.kill(place, commits, after=after)

    @rule(place=PLACE, asked=st.booleans())
    def hurry(self, place: int, asked: bool) -> None:
        if asked:
            self.world.try_now(place)
        else:
            self.world.hint(place)

    @rule(
        place=PLACE,
        guest=GUEST,
        after=st.booleans(),
        by=JUMPS,
        what=st.sampled_from(["fall", "fall", "other", "other", "jump", "long", "cancel", "correct", "tell", "list"]),
    )
    def interrupt(self, place: int, guest: int, after: bool, by: timedelta, what: str) -> None:
        """While a request is under way."""
        world, one = self.world, self.guest(guest)
        deeds: dict[str, Callable[[], object]] = {
            "fall": lambda: world.fall(place),
            "other": lambda: world.tick(1 - place),
            "jump": lambda: world.jump(by),
            "long": lambda: world.outlast(1 - place),
            "cancel": lambda: world.cancel(one, 1 - place),
            "correct": lambda: world.correct(one, 1 - place),
            "tell": lambda: world.tell(one, Channel.PHONE, 1 - place),
            "list": lambda: world.take_list(1 - place),
        }
        world.interrupt(place, deeds[what], after=after, name=what)
        world.tick(place)

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "world"):
            self.steps[0] += 1
            self.reference.check()

    def teardown(self) -> None:
        with self.stack:
            if hasattr(self, "world"):
                settles(self.world)
                self.reference.check()
                assert stuck(self.world) == []
                self.told.update(self.reference.seen)
                self.happened.update(self.world.happened)
