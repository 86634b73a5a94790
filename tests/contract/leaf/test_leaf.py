"""What every renderer of leaves promises: whole or not at all, a page at least for each leaf, its papers' words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guestreg.documents.leaf import LeafPdf
from guestreg.ports.leaf import Block, Entry, Leaf, LeafRenderer
from tests.fakes.leaves import PlainLeaves, paper_words
from tests.integration.documents.register_samples import FONTS

RENDERERS: dict[str, Callable[[], LeafRenderer]] = {
    "pdf": lambda: LeafPdf(FONTS, paper_words()),
    "plain": PlainLeaves,
}
LEAF = Leaf("Title", "Remark", (Block("Heading", (Entry("label", "value"), Entry("blank", ""))),), "foot", ("MARK",))


@pytest.fixture(params=RENDERERS)
def renderer(request: pytest.FixtureRequest) -> LeafRenderer:
    return RENDERERS[request.param]()


def test_each_leaf_begins_a_page_and_the_file_stands_alone(renderer: LeafRenderer, tmp_path: Path) -> None:
    target = tmp_path / "leaf.pdf"
    assert renderer.render("Title", [LEAF], target) == 1
    assert renderer.render("Title", [LEAF] * 3, target) == 3
    assert target.stat().st_size > 0
    assert [file.name for file in tmp_path.iterdir()] == ["leaf.pdf"]


def test_a_folder_that_is_not_there_is_an_os_error(renderer: LeafRenderer, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        renderer.render("Title", [LEAF], tmp_path / "nowhere" / "leaf.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_words_of_a_paper_are_there_and_of_no_other(renderer: LeafRenderer) -> None:
    assert renderer.words("proof")["title"]
    with pytest.raises(KeyError):
        renderer.words("recipe")
