"""What the model has found, each as a fixed case."""

from contextlib import ExitStack
from dataclasses import replace

from guestreg.domain.declaration import Kind, Reason, State
from guestreg.outbox.verdict import NEWER_THERE
from tests.faults.model.stores import in_memory


def test_who_is_withdrawn_after_a_newer_version_was_said_to_be_there_is_cancelled_there() -> None:
    """She was told as a new guest without a name."""
    with ExitStack() as stack:
        world = in_memory(stack, True)
        world.save()
        (guest,) = world.guests
        outrun = replace(world.newest(guest), state=State.SUPERSEDED, reason=Reason(NEWER_THERE))
        with world.stores[0].unit_of_work() as uow:
            uow.declarations.save(outrun)
            uow.commit()
        world.cancel(guest)
        assert world.newest(guest).kind is Kind.CANCEL
