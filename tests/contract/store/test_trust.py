"""What an authority signed and said, as any store keeps it: heads, keys, messages it must still hear of."""

from datetime import timedelta

from guestreg.domain.ledger import EntryKind, NewEntry
from guestreg.ports.reading import Reader
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import Store
from guestreg.ports.trust import Why
from tests.fakes.kept import ENDPOINT, EVENING, anchor, entry, head


def test_a_countersigned_head_is_kept_once_byte_for_byte(opened: Store, reader: Reader) -> None:
    assert reader.newest_anchor(ENDPOINT) is None
    with opened.unit_of_work() as work:
        assert work.trust.newest_anchor(ENDPOINT) is None
        assert work.trust.add_anchor(anchor(7))
        assert work.trust.add_anchor(anchor(9))
        assert work.trust.add_anchor(anchor(11, "another"))
        assert not work.trust.add_anchor(anchor(7))
        work.commit()
    with opened.unit_of_work() as work:
        assert work.trust.newest_anchor(ENDPOINT) == anchor(9)
    assert reader.newest_anchor(ENDPOINT) == anchor(9)
    assert reader.newest_anchor("another") == anchor(11, "another")


def test_countersigned_heads_of_some_sizes_are_read_in_the_order_they_were_kept(opened: Store) -> None:
    with opened.unit_of_work() as work:
        for one in (anchor(9), anchor(7, "another"), anchor(12)):
            work.trust.add_anchor(one)
        assert list(work.trust.anchors(7, 9)) == [anchor(9), anchor(7, "another")]
        assert list(work.trust.anchors(10, 11)) == []


def test_a_signed_head_is_kept_once_for_its_size_and_epoch(opened: Store) -> None:
    with opened.unit_of_work() as work:
        assert work.trust.newest_head() is None
        for one in (head(9), head(3, why=Why.SENT), head(9, epoch=2, why=Why.SENT), head(4)):
            assert work.trust.add_head(one)
        assert not work.trust.add_head(head(9, why=Why.PRINTED))
        work.commit()
    with opened.unit_of_work() as work:
        assert work.trust.newest_head() == head(4)
        assert work.trust.newest_head(Why.SENT) == head(9, epoch=2, why=Why.SENT)
        assert work.trust.newest_head(Why.YEAR) is None
        assert list(work.trust.heads(4, 9)) == [head(4), head(9), head(9, epoch=2, why=Why.SENT)]


def test_a_key_that_took_over_is_kept_once_for_each_endpoint(opened: Store) -> None:
    with opened.unit_of_work() as work:
        assert work.trust.add_key(ENDPOINT, "b+1", b"{1}")
        assert work.trust.add_key(ENDPOINT, "a+2", b"{2}")
        assert work.trust.add_key("another", "b+1", b"{3}")
        assert not work.trust.add_key(ENDPOINT, "b+1", b"{4}")
        work.commit()
    with opened.unit_of_work() as work:
        assert work.trust.keys(ENDPOINT) == (b"{1}", b"{2}")
        assert work.trust.keys("nobody") == ()


def test_a_message_read_here_waits_until_the_endpoint_has_heard_of_it(opened: Store) -> None:
    with opened.unit_of_work() as work:
        for name in ("m1", "m2", "m3"):
            work.receipts.add_message(PoliceMessage(name, EVENING, "Nhắc", "Xin gọi lại"))
        for minutes, name in enumerate(("m3", "m1")):
            assert work.receipts.read_message(name, EVENING + timedelta(minutes=minutes))
        both = (("m1", EVENING + timedelta(minutes=1)), ("m3", EVENING))
        assert work.receipts.unacknowledged(9) == both
        assert work.receipts.unacknowledged(1) == both[:1]
        work.receipts.acknowledged("m1", EVENING)
        assert work.receipts.unacknowledged(9) == both[1:]
        work.commit()


def test_an_entry_may_open_an_epoch_and_those_after_it_belong_to_it(opened: Store, reader: Reader) -> None:
    assert reader.epoch() == 1
    with opened.unit_of_work() as work:
        for number in (1, 2):
            work.ledger.append(entry(number))
        restored = NewEntry(EntryKind.RESTORED, EVENING, 3, "u1", opens_epoch=2)
        work.ledger.append_all([restored, entry(4)])
        assert work.ledger.head().epoch == 2
        work.commit()
    with opened.unit_of_work() as work:
        assert work.ledger.head().epoch == 2
        assert reader.epoch() == 2
        assert [b'"ep":2' in one.envelope for one in work.ledger.entries()] == [False, False, True, True]
