"""The rebuilt disk: what was synced stays, all else may go or tear, names stand by their folder."""

import random
from collections.abc import Sequence

from tests.faults.powercut.disk import ALL_KEPT, ALL_LOST, MIXED, Disk, Odds, Tree
from tests.faults.powercut.strace import Event, FolderMade, Made, Removed, Renamed, Resized, Synced, Written

OLD = b"o" * 2048
NEW = b"n" * 1024


def after(*events: Event) -> Disk:
    disk = Disk({"book": OLD})
    for event in events:
        disk.apply(event)
    return disk


def cuts(disk: Disk, odds: Odds, times: int = 200) -> Sequence[Tree]:
    chance = random.Random(1)
    return [disk.cut(chance, odds) for _ in range(times)]


def lost(disk: Disk) -> Tree:
    return disk.cut(random.Random(1), ALL_LOST)


def kept(disk: Disk) -> Tree:
    return disk.cut(random.Random(1), ALL_KEPT)


def test_an_unsynced_write_is_lost_or_kept_and_a_synced_one_stays() -> None:
    written = after(Written("book", 512, NEW))
    whole = OLD[:512] + NEW + OLD[1536:]
    assert lost(written) == {"book": OLD}
    assert kept(written) == written.now() == {"book": whole}
    assert lost(after(Written("book", 512, NEW), Synced("book"))) == {"book": whole}


def test_a_torn_write_tears_between_sectors_and_nowhere_else() -> None:
    found = {cut["book"] for cut in cuts(after(Written("book", 256, NEW)), Odds(0, 0, 1))}
    pieces = (slice(256, 512), slice(512, 1024), slice(1024, 1280))
    for content in found:
        assert content[:256] + content[1280:] == OLD[:256] + OLD[1280:]
        assert all(len(set(content[piece])) == 1 for piece in pieces)
    assert len(found) == 2 ** len(pieces)


def test_of_two_unsynced_writes_the_later_may_stay_alone_with_a_hole_before_it() -> None:
    disk = after(Made("log"), Synced("."), Written("log", 0, b"a" * 600), Written("log", 600, b"b" * 600))
    assert bytes(600) + b"b" * 600 in {cut["log"] for cut in cuts(disk, Odds(1, 1, 0))}


def test_a_file_grows_shrinks_and_is_written_at_its_end() -> None:
    disk = after(Written("book", None, b"e"), Resized("book", 2049), Resized("book", 2050), Written("book", None, b"f"))
    assert disk.now() == {"book": OLD + b"e\0f"}
    assert lost(disk) == {"book": OLD}


def test_a_new_file_needs_the_sync_of_its_folder() -> None:
    made = (Made("new"), Written("new", 0, NEW), Synced("new"))
    assert lost(after(*made)) == {"book": OLD}
    assert lost(after(*made, Synced("."))) == {"book": OLD, "new": NEW}


def test_a_rename_is_whole_or_not_there() -> None:
    written = (Made(".book"), Synced("."), Written(".book", 0, NEW), Synced(".book"))
    for cut in cuts(after(*written, Renamed(".book", "book")), MIXED[2]):
        assert cut in ({"book": OLD, ".book": NEW}, {"book": NEW})
    assert lost(after(*written, Renamed(".book", "book"), Synced("."))) == {"book": NEW}


def test_a_removed_file_may_come_back_with_what_was_synced_of_it() -> None:
    disk = after(Written("book", 0, NEW), Removed("book"))
    assert disk.now() == kept(disk) == {}
    assert lost(disk) == {"book": OLD}
    assert lost(after(Removed("book"), Synced("."))) == {}


def test_a_new_file_under_an_old_name_is_never_mixed_with_the_old_one() -> None:
    disk = after(Removed("book"), Made("book"), Written("book", 0, b"2"), Synced("book"))
    assert {cut.get("book") for cut in cuts(disk, MIXED[2])} == {OLD, b"2", None}


def test_what_lies_in_a_lost_folder_is_lost_with_it() -> None:
    disk = after(FolderMade("keys"), Made("keys/key"), Written("keys/key", 0, NEW), Synced("keys/key"), Synced("keys"))
    assert lost(disk) == {"book": OLD}
    disk.apply(Synced("."))
    assert lost(disk) == {"book": OLD, "keys/key": NEW}


def test_only_what_changes_the_disk_is_a_place_to_cut() -> None:
    disk = Disk({"book": OLD})
    assert not disk.apply(Made("book"))
    assert disk.apply(Made("book", emptied=True))
    assert disk.apply(Made("new"))
