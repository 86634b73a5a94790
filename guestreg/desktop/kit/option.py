"""One answer a person can choose: what the program keeps and what is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
