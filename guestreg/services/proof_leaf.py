"""A proof of sending as one leaf of paper. The print command calls it; the words come from the rules file."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from guestreg.domain.dates import local
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.leaf import Block, Entry, Leaf
from guestreg.ports.receipt import Receipt
from guestreg.ports.telling import Telling
from guestreg.services.queries.proof import Proof, ProvenVersion

Words = Mapping[str, str]
TRIES_SHOWN = 3
REPLY_SHOWN = 400
_TIME = "%H:%M:%S %d/%m/%Y"
_NOTHING = frozenset({"nothing_left", "busy", "held", "absent"})


def proof_leaf(proof: Proof, words: Words, foot: str, marks: tuple[str, ...]) -> Leaf:
    """One page for a guest with a few tries: those that reached nobody are counted, the JSON has them all."""
    receipt = "_receipt" if proof.is_receipt else ""
    blocks = [_guest(proof, words)]
    for one in reversed(proof.versions):
        blocks.append(_version(one, words))
        blocks += _tries(one, words)
        blocks += (_receipt(kept, words) for kept in one.version.receipts[-1:])
        blocks += (_telling(told, words) for told in one.version.tellings)
    return Leaf(words[f"title{receipt}"], words[f"remark{receipt}"], tuple(blocks), foot, marks)


def _guest(proof: Proof, words: Words) -> Block:
    line = proof.line
    late = f" – {words['late']}" if line.evidence_at is not None and line.evidence_at > line.due_at else ""
    return Block(
        words["guest"],
        (
            Entry(words["full_name"], line.full_name),
            Entry(words["document"], line.doc_number or "–"),
            Entry(words["line"], f"{line.volume}/{line.register_no}"),
            Entry(words["house"], proof.house.name),
            Entry(words["by"], proof.notifier),
            Entry(words["stay"], f"{_minute(line.arrival_at)} – {_minute(line.planned_departure_at)}"),
            Entry(words["due"], _minute(line.due_at) + late),
        ),
    )


def _version(one: ProvenVersion, words: Words) -> Block:
    version = one.version
    state = words[f"state_{version.state.value}"]
    if version.proof is not None:
        state = f"{state}: {words[f'proof_{version.proof.value}']}"
    entries = [Entry(words["state"], state), Entry(words["grade"], words[f"grade_{version.grade.value}"])]
    if version.evidence_at is not None:
        entries.append(Entry(words["told_at"], _second(version.evidence_at)))
    if one.document_sha256 is not None:
        entries.append(Entry(words["document_sha256"], _grouped(one.document_sha256)))
    kind = words[f"kind_{version.kind.value}"]
    return Block(words["version"].format(version=version.version, kind=kind), tuple(entries))


def _tries(one: ProvenVersion, words: Words) -> Iterator[Block]:
    numbered = list(enumerate(one.version.attempts, 1))
    telling = [(number, tried) for number, tried in numbered if not _reached_nobody(tried[1])]
    shown = telling[-TRIES_SHOWN:] or numbered[-1:]
    for number, (attempt, outcome) in shown:
        yield Block(words["attempt"].format(number=number), tuple(_try(attempt, outcome, words)))
    if len(shown) < len(numbered):
        left = words["attempts_left_out"].format(count=len(numbered) - len(shown))
        yield Block("", (Entry("", left),))


def _reached_nobody(outcome: AttemptOutcome | None) -> bool:
    return outcome is not None and outcome.outcome in _NOTHING


def _try(attempt: Attempt, outcome: AttemptOutcome | None, words: Words) -> Iterator[Entry]:
    ended = f" – {local(outcome.ended_at).strftime('%H:%M:%S')}" if outcome else ""
    yield Entry(words["sent"], _second(attempt.started_at) + ended)
    yield Entry(words["host"], attempt.host)
    yield Entry(words["wire_sha256"], _grouped(attempt.wire_sha256))
    if outcome is None:
        yield Entry(words["answer"], words["no_answer"])
        return
    said = [
        f"HTTP {outcome.http_status}" if outcome.http_status else "",
        f"code {outcome.code}" if outcome.code else "",
    ]
    yield Entry(words["answer"], " · ".join(filter(None, said)) or words["no_answer"])
    if outcome.server_date is not None:
        yield Entry(words["server_date"], _second(outcome.server_date))
    if outcome.reply:
        yield Entry(words["reply"], reply_text(outcome.reply)[:REPLY_SHOWN])
    yield Entry(words["outcome"], words[f"outcome_{outcome.outcome}"])
    yield Entry(words["program"], attempt.program)


def _receipt(kept: Receipt, words: Words) -> Block:
    return Block(
        words["receipt"],
        (
            Entry(words["authority"], kept.authority),
            Entry(words["received"], _second(kept.received_at)),
            Entry(words["reference"], kept.reference),
            Entry(words["verdict"], words[f"verdict_{kept.verdict.value}"]),
        ),
    )


def _telling(told: Telling, words: Words) -> Block:
    channel = f": {words[f'channel_{told.channel}']}" if told.channel else ""
    said = (("by", told.by), ("officer", told.officer), ("place", told.place), ("file_number", told.file_number))
    entries = (Entry(words[name], value) for name, value in said if value)
    return Block(words[f"telling_{told.kind.value}"] + channel, (Entry(words["told_at"], _minute(told.at)), *entries))


def _grouped(digest: str) -> str:
    """In groups of eight, so that people can compare and lines can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def reply_text(reply: bytes) -> str:
    """The answer as text on one line; what is no text stays visible as such."""
    return " ".join(reply.decode("utf-8-sig", "backslashreplace").split())


def _minute(at: datetime) -> str:
    return local(at).strftime("%H:%M %d/%m/%Y")


def _second(at: datetime) -> str:
    return local(at).strftime(_TIME)
