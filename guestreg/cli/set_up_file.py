"""Verbs about a signed set-up file: setup FILE.luutru-caidat, enrol, redirect."""

from pathlib import Path
from typing import Annotated

import typer

from guestreg.cli.answer import Session, tell
from guestreg.cli.hand_over import Ids, guests_of
from guestreg.domain.dates import day_text, local
from guestreg.services.change_words import change_words
from guestreg.services.commands.accept_setup_file import Acceptance, SetUpOffer, accept
from guestreg.services.commands.enrol import enrol
from guestreg.services.commands.look_at_set_up import set_up_offer
from guestreg.services.commands.redirect import Redirect, redirect
from guestreg.services.outcome import Done, Failed, Refused


def set_up_from(session: Session, file: Path, said: Acceptance, *, yes: bool, code: str) -> None:
    """Show what the file would change; take it over with `yes`, and enrol where a code came along."""
    workplace = session.workplace
    offer = set_up_offer(workplace, file)
    if not isinstance(offer, SetUpOffer):
        raise session.refuse("setup", offer)
    _show(session, offer)
    if not yes:
        session.answer("setup", {"accepted": False, **_content(session, offer)})
        session.say("S-86")
        return
    outcome = accept(workplace, offer, said)
    if not isinstance(outcome, Done):
        raise session.refuse("setup", outcome)
    session.say("S-85", {"host": offer.host})
    enrolled = enrol(workplace, code) if code else None
    done = outcome.value
    content = {
        "accepted": True,
        "establishment": {"name": done.name, "province": done.province, "commune": done.commune},
        **_content(session, offer),
        "enrolled": isinstance(enrolled, Done),
        "warnings": session.violations(outcome.warnings),
    }
    if enrolled is not None and not isinstance(enrolled, Done):
        raise _half_done(session, "setup", enrolled, content)
    session.answer("setup", content, (done.name,))
    lacking = workplace.lacks_credentials()
    if lacking is not None:
        session.say(lacking)


def enrol_(
    context: typer.Context, code: Annotated[str, typer.Option("--code", help="The officer's one-time code.")]
) -> None:
    """Let this computer declare for its house.  Example: guestreg enrol --code ABCDE12345"""
    session: Session = context.obj
    outcome = enrol(session.workplace, code)
    if not isinstance(outcome, Done):
        raise _half_done(session, "enrol", outcome, {})
    session.answer("enrol", {"device_id": outcome.value}, (outcome.value,))
    session.say("S-89")


def _half_done(session: Session, verb: str, why: Refused | Failed, content: dict[str, object]) -> typer.Exit:
    """The file is in use and stays so; only the code wasn't taken, and a new one goes on from here."""
    ended = session.refuse(verb, why, content)
    if session.workplace.lacks_credentials() is not None:
        session.say("S-99")
    return ended


def redirect_(context: typer.Context, ids: Ids) -> None:
    """Send these guests to the endpoint in use.  Example: guestreg redirect 58"""
    session: Session = context.obj
    outcome = redirect(session.workplace.desk(), Redirect(guests_of(session, "redirect", ids)))
    if not isinstance(outcome, Done):
        raise session.refuse("redirect", outcome)
    moved = [{"id": one.id, "version": one.version, "state": one.state.value} for one in outcome.value]
    session.answer("redirect", {"declarations": moved}, (f"{one['id']}.{one['version']}" for one in moved))


def _show(session: Session, offer: SetUpOffer) -> None:
    """Everything there is to see before the yes. Never the mark: that comes from the officer's mouth."""
    file = offer.file
    session.say("S-87", {"authority": file.authority.name, "signer": offer.signed_by.label, "host": offer.host})
    for change in offer.changes:
        tell(change_words(change, session.phrases))
    label = session.phrases.label
    duty = file.authority.duty_phone or file.authority.phone or label("nothing")
    facts = {"set_up_serial": str(file.serial), "set_up_issued": day_text(local(file.issued_at).date())}
    tell(" · ".join(f"{label(name)}: {value}" for name, value in (facts | {"police_phone": duty}).items()))
    session.say("S-88")


def _content(session: Session, offer: SetUpOffer) -> dict[str, object]:
    file = offer.file
    return {
        "endpoint": {"kind": file.kind.value, "host": offer.host},
        "authority": file.authority.name,
        "signature": offer.standing.value,
        "key": offer.signed_by.label,
        "serial": file.serial,
        "former_authority": offer.former_authority,
        "changes": [{"field": one.name, "old": one.old, "new": one.new} for one in offer.changes],
    }
