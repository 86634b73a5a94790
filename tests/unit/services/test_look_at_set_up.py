"""What a set-up file is worth before anybody says yes: who signed it, what would change, what is refused outright."""

from dataclasses import replace
from typing import Any

import pytest

from guestreg.domain.declaration import EndpointKind
from guestreg.platform.signatures import verify
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.accept_setup_file import Change, SetUpOffer, Standing, look_at
from guestreg.services.outcome import Failed
from tests.fakes.clock import EVENING
from tests.fakes.kbtt_documents import HOUSE
from tests.fakes.open_service import Signer
from tests.unit.domain.test_set_up import SETUP, WHOLE, file_of, text_of

NEXT = Signer("next", "luutru.example/next")
STRANGER = Signer("stranger", "luutru.example/khac")
PRACTICE = Signer("practice", "practice/xa-mau")
KBTT = LedgerSettings("a", EndpointKind.KBTT, address="https://kbtt.example", account="nha.mau")


def kept(**changes: Any) -> LedgerSettings:
    """A house that took this file over."""
    begun = LedgerSettings("a", EndpointKind.OPEN, address="https://xa-mau.example:8443")
    return replace(begun, set_up=file_of(**changes).decode(), set_up_keys=f"{SETUP.key.text} {NEXT.key.text}")


def looked(data: bytes, ledger: LedgerSettings | None = None) -> SetUpOffer | Failed:
    return look_at(data, ledger, HOUSE if ledger else None, verify, EVENING)


def named_by(signer: Signer, **changes: Any) -> bytes:
    """A file that names its own signer for set-up files."""
    keys = [{"vkey": signer.key.text, "use": ["setup"]}]
    return signer.sign(text_of(**{"keys": keys, "setup_next": signer.key.text} | changes))


def test_a_first_file_begins_a_ledger_and_wants_its_mark() -> None:
    for ledger in (None, LedgerSettings("p", EndpointKind.PRACTICE)):
        offer = looked(file_of(), ledger)
        assert isinstance(offer, SetUpOffer)
        assert (offer.standing, offer.begins_ledger, offer.former_authority) == (Standing.FIRST_USE, True, "")
        assert (offer.host, offer.signed_by) == ("xa-mau.example:8443", SETUP.key)


@pytest.mark.parametrize("signer", [SETUP, NEXT], ids=["the same", "the announced next"])
def test_a_trusted_hand_needs_no_mark(signer: Signer) -> None:
    offer = looked(signer.sign(text_of(serial=4)), kept())
    assert isinstance(offer, SetUpOffer)
    assert (offer.standing, offer.signed_by, offer.begins_ledger) == (Standing.TRUSTED, signer.key, False)


def test_a_province_key_beside_a_strangers_is_enough_when_it_is_trusted() -> None:
    text = text_of(serial=4, keys=[{"vkey": STRANGER.key.text, "use": ["setup"]}])
    both = STRANGER.sign(text) + SETUP.sign(text).removeprefix(text.encode() + b"\n")
    offer = looked(both, kept())
    assert isinstance(offer, SetUpOffer)
    assert (offer.standing, offer.signed_by) == (Standing.TRUSTED, SETUP.key)


def test_a_stranger_is_named_beside_whom_the_house_trusts() -> None:
    offer = looked(named_by(STRANGER, serial=1, authority={"name": "Công an xã Khác"}), kept())
    assert isinstance(offer, SetUpOffer)
    assert (offer.standing, offer.former_authority) == (Standing.STRANGER, "Công an xã Mẫu")
    assert Change("set_up_authority", "Công an xã Mẫu", "Công an xã Khác") in offer.changes


def test_a_ministry_house_sees_old_and_new_address() -> None:
    offer = looked(file_of(), KBTT)
    assert isinstance(offer, SetUpOffer)
    assert offer.standing is Standing.FIRST_USE
    assert {
        Change("endpoint", "kbtt", "open"),
        Change("endpoint_address", "https://kbtt.example", "https://xa-mau.example:8443"),
        Change("police_phone", "", "0215000000"),
        Change("is_remote", "false", "true"),
    } <= set(offer.changes)


def test_nothing_is_said_to_change_that_stays() -> None:
    house = replace(
        HOUSE,
        is_remote=True,
        police_unit="Công an xã Mẫu",
        police_phone="0215000000",
        border_post="Đồn Mẫu",
        border_post_phone="0215000001",
    )
    offer = look_at(file_of(serial=4), kept(), house, verify, EVENING)
    assert isinstance(offer, SetUpOffer)
    assert offer.changes == ()


def open_at(base_url: str) -> dict[str, Any]:
    return {"endpoint": {"kind": "open", "base_url": base_url}}


@pytest.mark.parametrize(
    ("data", "ledger", "code"),
    [
        (b"nonsense", None, "E-190"),
        (file_of().replace(b"xa-mau.example:8443", b"xa-lua.example:8443"), None, "E-190"),
        (STRANGER.sign(text_of()), None, "E-190"),
        (named_by(SETUP, keys=[{"vkey": SETUP.key.text, "use": "receipt"}], setup_next=None), None, "E-190"),
        (file_of(keys=[{"vkey": SETUP.key.text, "use": "setup", "until": "2026-01-01"}]), None, "E-190"),
        (file_of(serial=3), kept(), "E-191"),
        (file_of(serial=2), kept(), "E-191"),
        (file_of(**open_at("http://xa-mau.example")), None, "E-192"),
        (file_of(**open_at("http://127.0.0.1:8080")), None, "E-192"),
        (file_of(**open_at("https://u:p@xa-mau.example")), None, "E-192"),
        (file_of(**open_at("https://xa-mau.example?x=1")), None, "E-192"),
        (file_of(**open_at("https://xa-mau.example:0")), None, "E-192"),
        (file_of(**open_at("https://xa-mau.example:x")), None, "E-192"),
        (file_of(**open_at("https://")), None, "E-192"),
        (file_of(**open_at("xa-mau.example")), None, "E-192"),
        (named_by(PRACTICE), None, "E-192"),
        (file_of(endpoint={"kind": "manual"}), None, "E-196"),
    ],
)
def test_what_is_refused_outright(data: bytes, ledger: LedgerSettings | None, code: str) -> None:
    assert looked(data, ledger) == Failed(code)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8080", "https://localhost:8443", "http://[::1]:8080"])
def test_a_practice_authority_lies_on_this_computer_alone(base_url: str) -> None:
    assert isinstance(looked(named_by(PRACTICE, **open_at(base_url))), SetUpOffer)


def test_the_file_under_test_is_whole() -> None:
    assert isinstance(looked(named_by(STRANGER)), SetUpOffer)
    assert WHOLE["serial"] == 3
