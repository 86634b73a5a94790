"""What the model has found, each as a fixed case."""

from contextlib import ExitStack

from guestreg.domain.declaration import Kind, State
from tests.faults.model.stores import in_memory


def test_who_is_withdrawn_after_a_newer_version_was_said_to_be_there_is_cancelled_there() -> None:
    """She was told as a new guest without a name."""
    with ExitStack() as stack:
        world = in_memory(stack, True)
        world.save()
        (guest,) = world.guests
        world.server.weather = "newer"
        world.tick(0)
        assert world.newest(guest).state is State.SUPERSEDED
        world.cancel(guest)
        assert world.newest(guest).kind is Kind.CANCEL
