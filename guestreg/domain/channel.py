"""The ways beside the wire by which the police are told of a guest, and which of them fulfil which duty."""

from enum import StrEnum

from guestreg.domain.guest import GuestKind


class Channel(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in_person"
    VNEID = "vneid"
    PORTAL = "portal"
    EMAIL = "email"
    PAPER = "paper"


ADVANCE_ONLY = frozenset({Channel.PHONE, Channel.EMAIL})
"""For a foreigner these announce and don't fulfil: the declaration stays open."""
TO_AN_OFFICER = frozenset({Channel.PHONE, Channel.IN_PERSON})
"""Somebody listened; the register names her."""
BY_NUMBER = frozenset({Channel.PORTAL})
"""Takes nobody without a document's number."""


def takes(channel: Channel, guest_kind: GuestKind) -> bool:
    """VNeID knows no foreigner."""
    return channel is not Channel.VNEID or guest_kind is GuestKind.CITIZEN


def fulfils(channel: Channel, guest_kind: GuestKind) -> bool:
    return guest_kind is GuestKind.CITIZEN or channel not in ADVANCE_ONLY
