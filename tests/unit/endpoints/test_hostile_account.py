"""Every account the rules let through reaches the log-in as it was typed."""

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import endpoint_faults
from guestreg.domain.text import clean
from guestreg.ports.endpoint import Greeting
from tests.fakes.scripted_police import ScriptedPolice, client
from tests.tables.hostile import HOSTILE


def test_a_hostile_account_is_refused_or_sent_unchanged() -> None:
    sent = 0
    for hostile in HOSTILE:
        if endpoint_faults(EndpointKind.KBTT, "https://kbtt.example.vn", hostile.text):
            continue
        police = ScriptedPolice()
        assert isinstance(client(police, account=clean(hostile.text)).greet(), Greeting)
        assert police.form()["username"] == [clean(hostile.text)], hostile.name
        sent += 1
    assert sent > 30
