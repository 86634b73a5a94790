"""New names: the layout of RFC 9562 and its order in time."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.identifiers import uuid7

INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_the_published_vector() -> None:
    """RFC 9562 appendix A.6: 2022-02-22T19:22:22Z, rand_a CC3, rand_b 18C4DC0C0C07398F."""
    chance = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    at = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))
    assert uuid7(at, chance.to_bytes(10, "big")) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(INSTANTS, st.binary(min_size=10, max_size=10))
def test_is_a_version_7_uuid_of_that_millisecond(at: datetime, chance: bytes) -> None:
    made = UUID(uuid7(at, chance))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(INSTANTS, st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_later_sorts_after_earlier(at: datetime, one: bytes, other: bytes) -> None:
    earlier = at.replace(year=max(1970, at.year - 1), day=1)
    if earlier + timedelta(milliseconds=1) <= at:
        assert uuid7(earlier, one) < uuid7(at, other)


@pytest.mark.parametrize(
    ("at", "chance"),
    [
        (datetime(2026, 11, 21), bytes(10)),  # noqa: DTZ001
        (datetime(1969, 12, 31, tzinfo=UTC), bytes(10)),
        (datetime(2026, 11, 21, tzinfo=UTC), bytes(9)),
        (datetime(2026, 11, 21, tzinfo=UTC), bytes(11)),
    ],
)
def test_refuses_what_it_cannot_hold(at: datetime, chance: bytes) -> None:
    with pytest.raises(ValueError):
        uuid7(at, chance)
