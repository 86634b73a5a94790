"""A renderer of leaves that writes their words as plain text, with the real words of the papers."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from guestreg.platform.resources import resource_dir
from guestreg.ports.leaf import Leaf


def paper_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = tomllib.loads((resource_dir() / "rules" / "papers.toml").read_text("utf-8"))
    return words


class PlainLeaves:
    """LeafRenderer: every leaf is one page of text; what it was given last stays at hand."""

    def __init__(self) -> None:
        self._words = paper_words()
        self.leaves: tuple[Leaf, ...] = ()

    def words(self, paper: str) -> Mapping[str, str]:
        return self._words[paper]

    def render(self, title: str, leaves: Sequence[Leaf], target: Path) -> int:
        self.leaves = tuple(leaves)
        lines = [title]
        for leaf in leaves:
            lines += [*leaf.marks, leaf.title, leaf.remark, leaf.foot]
            for block in leaf.blocks:
                lines += [block.heading, *(f"{entry.label}\t{entry.value}" for entry in block.entries)]
        target.write_text("\n".join(lines), "utf-8")
        return len(leaves)

    def value(self, label: str) -> str:
        """The first value under this label."""
        entries = (entry for leaf in self.leaves for block in leaf.blocks for entry in block.entries)
        return next(entry.value for entry in entries if entry.label == label)
