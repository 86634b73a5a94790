"""Encryption of a file to somebody's public age key."""


def seal(recipient: str, data: bytes) -> bytes:
    """What only the holder of `recipient`'s identity can read. Raises ValueError for what is no recipient."""
    import pyrage

    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise ValueError("no recipient") from error
    return bytes(pyrage.encrypt(data, [key]))
