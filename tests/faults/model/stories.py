"""The shortest way to each row of the table of moves: somebody comes, and what then happens to her.

The model plays them among its other rules, so that no move is left to chance; the tests play each with its row and
without it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.services.commands.release_endpoint import release_endpoint
from tests.faults.model.mortal import Step
from tests.faults.model.world import World

NOBODY = GuestId("")
DAY_AND_MORE, A_WHILE = timedelta(hours=31), timedelta(minutes=11)
P, W, R, C, L, S = Actor.PERSON, Actor.WORKER, Actor.REPLY, Actor.CLOCK, Actor.LIST, Actor.START


class CutShortError(Exception):
    """She wasn't taken in: the story began in too odd an hour."""


@dataclass
class Teller:
    """`guest` is whom the story is about."""

    world: World
    place: int = 0
    guest: GuestId = NOBODY

    def begin(self) -> None:
        world = self.world
        world.server.weather = "fair"
        world.complaints.clear()
        world.set_right()
        world.act(self.place, release_endpoint)
        world.try_now(self.place)

    def come(self, hours_ago: float = 0) -> None:
        known = set(self.world.guests)
        number = f"00119000{5000 + len(known):04}"
        self.world.save(self.place, 0, hours_ago=hours_ago, nights=3, number=number)
        came = [one for one in self.world.guests if one not in known]
        if not came:
            raise CutShortError
        self.guest = came[0]

    def go(self, weather: str = "fair", after: timedelta = timedelta(minutes=2)) -> None:
        self.world.wait(after)
        self.world.server.weather = weather
        self.world.try_now(self.place)
        self.world.tick(self.place)
        self.world.server.weather = "fair"

    def stand(self, state: State) -> None:
        """She came and stands so."""
        self.come(60 if state is State.WINDOW_CLOSED else 0)
        match state:
            case State.UNKNOWN:
                self.go("request lost")
            case State.RETURNED:
                self.go("refused")
            case State.HANDED_OVER:
                self.tell()
            case State.SENT | State.CONFIRMED:
                self.go()

    def run_out(self) -> None:
        """It may have arrived, and its day is over."""
        self.stand(State.UNKNOWN)
        self.go("no network", DAY_AND_MORE)

    def tell(self, channel: Channel = Channel.PHONE) -> None:
        self.world.tell(self.guest, channel, self.place)

    def correct(self) -> None:
        self.world.correct(self.guest, self.place)

    def cancel(self) -> None:
        self.world.cancel(self.guest, self.place)

    def miss(self, after: timedelta = A_WHILE) -> None:
        """A list lacks her."""
        self.world.wait(after)
        self.world.take_list(self.place, self.guest)

    def outrun(self) -> None:
        """While she is told the other desk corrects her, and the police say that they have that already: of a clone."""
        self.come()
        self.world.wait(timedelta(minutes=2))
        self.world.interrupt(self.place, lambda: self.world.correct(self.guest, 1 - self.place), after=False)
        self.go("newer")

    def shut_out(self) -> None:
        """By a clock that is set right again."""
        self.come()
        self.world.jump(timedelta(hours=40))
        self.go("no network")
        self.world.set_right()
        self.go()


@dataclass(frozen=True)
class Story:
    """`asked`: of police that can be asked. It comes to `step`."""

    step: Step
    asked: bool
    tell: Callable[[Teller], object]

    @property
    def name(self) -> str:
        source, target, who = self.step
        return f"{source or 'nothing'}-{target}-{who}"

    def play(self, world: World, place: int = 0) -> None:
        teller = Teller(world, place)
        teller.begin()
        self.tell(teller)


def _standing(
    sources: str, target: str, who: Actor, act: Callable[[Teller], object], *, asked: bool = False
) -> Iterator[Story]:
    for source in sources.split():
        yield _story(source, target, who, _stand(State(source)), act, asked=asked)


def _story(source: str, target: str, who: Actor, *acts: Callable[[Teller], object], asked: bool = False) -> Story:
    return Story((State(source) if source else None, State(target), who), asked, _in_turn(*acts))


def _in(weather: str) -> Callable[[Teller], object]:
    return lambda teller: teller.go(weather)


def _stand(state: State) -> Callable[[Teller], object]:
    return lambda teller: teller.stand(state)


def _complain(teller: Teller) -> None:
    teller.world.complain(teller.guest, wrong=True)
    teller.go()


def _found(teller: Teller) -> None:
    teller.world.type_in(teller.guest)
    teller.world.wait(A_WHILE)
    teller.world.take_list(teller.place)


def _upload(teller: Teller, after: timedelta = A_WHILE) -> None:
    teller.come()
    teller.tell(Channel.PORTAL)
    teller.miss(after)


def _extend(teller: Teller) -> None:
    teller.world.extend(teller.guest, teller.place)
    teller.go()


def _see(teller: Teller) -> None:
    teller.world.see(teller.guest, teller.place)


def _ask(teller: Teller) -> None:
    teller.world.ask_for(teller.guest, teller.place)


def _again(teller: Teller) -> None:
    teller.world.again(teller.guest, teller.place)


def _restore(teller: Teller) -> None:
    teller.world.restore()


def _later(teller: Teller) -> None:
    teller.go(after=A_WHILE)


def _in_turn(*acts: Callable[[Teller], object]) -> Callable[[Teller], object]:
    def tell(teller: Teller) -> None:
        for act in acts:
            act(teller)

    return tell


_come, _correct, _cancel, _tell = Teller.come, Teller.correct, Teller.cancel, Teller.tell
_correct_and_go, _correct_and_tell = _in_turn(_correct, _in("fair")), _in_turn(_correct, _tell)
_cancel_and_go, _cancel_and_tell = _in_turn(_cancel, _in("fair")), _in_turn(_cancel, _tell)

STORIES = (
    _story("", "draft", P, lambda teller: teller.world.draft(teller.place)),
    _story("draft", "cancelled", P, lambda teller: teller.world.draft(teller.place, drop=True)),
    _story("draft", "waiting", P, _come),
    _story("draft", "window_closed", P, lambda teller: teller.come(60)),
    _story("waiting", "sending", W, _come, _in("fair")),
    _story("waiting", "returned", W, _come, _complain),
    *_standing("waiting window_closed returned", "superseded", P, _correct),
    *_standing("waiting window_closed returned", "cancelled", P, _cancel),
    _story("waiting", "window_closed", C, _come, lambda teller: teller.go("no network", DAY_AND_MORE)),
    _story("unknown", "window_closed", C, Teller.run_out),
    *_standing("waiting unknown returned window_closed", "handed_over", P, _tell),
    _story("sending", "sent", R, _come, _in("fair")),
    _story("sending", "confirmed", R, _come, _in("fair"), asked=True),
    _story("sending", "returned", R, _come, _in("refused")),
    _story("sending", "window_closed", R, _come, _in("too old")),
    _story("sending", "superseded", R, Teller.outrun, asked=True),
    _story("sending", "waiting", R, _come, _in("busy")),
    _story("sending", "unknown", R, _come, _in("request lost")),
    _story("waiting", "unknown", S, _come, _restore),
    *_standing("unknown", "sending", W, _later),
    *_standing("unknown sent window_closed handed_over", "confirmed", P, _see),
    *_standing("unknown sent handed_over", "returned", P, _ask),
    *_standing("confirmed", "returned", P, _ask, asked=True),
    _story("unknown", "superseded", L, _stand(State.UNKNOWN), _correct, Teller.miss, asked=True),
    *_standing("unknown", "waiting", R, _later, asked=True),
    *_standing("sent", "unknown", L, Teller.miss),
    _story("handed_over", "waiting", L, _upload),
    _story("handed_over", "window_closed", L, lambda teller: _upload(teller, DAY_AND_MORE)),
    *_standing("sent", "superseded", W, _extend),
    *_standing("confirmed handed_over", "superseded", W, _correct_and_go, asked=True),
    *_standing("unknown", "superseded", W, _correct_and_tell),
    _story("window_closed", "superseded", W, Teller.run_out, _correct, _tell),
    *_standing("sent handed_over unknown", "cancelled", W, _cancel_and_tell),
    *_standing("confirmed", "cancelled", W, _cancel_and_go, asked=True),
    _story("window_closed", "cancelled", W, Teller.run_out, _cancel, _tell),
    *_standing("returned handed_over", "waiting", P, _again),
    _story("window_closed", "waiting", C, Teller.shut_out),
    _story("waiting", "confirmed", L, _come, _found),
)
