"""The socket for sentences: the one place where a code becomes words."""

from collections.abc import Mapping
from typing import Protocol


class Phrasebook(Protocol):
    """One language. Every code of the program has a sentence; an unknown code is a bug and raises KeyError."""

    @property
    def language(self) -> str:
        """`vi` or `en`."""
        ...

    def sentence(self, code: str, params: Mapping[str, str] | None = None, field: str = "") -> str:
        """The sentence of `code` with `params` filled in; `{field}` is the label of `field`, else of the parameter."""
        ...

    def label(self, field: str) -> str:
        """What a field of the field lists is called on screen."""
        ...
