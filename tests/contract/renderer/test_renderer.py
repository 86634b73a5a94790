"""What every renderer of the register promises: whole or not at all, the number of its pages, its cells' words."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from guestreg.documents.register import RegisterPdf
from guestreg.ports.renderer import RegisterRenderer, RegisterRow
from tests.integration.documents.register_samples import FONTS, HEAD, STAMP, numbered, register_words

RENDERERS: dict[str, Callable[[], RegisterRenderer]] = {
    "stream": lambda: RegisterPdf(FONTS, register_words()),
    "plain": lambda: RegisterPdf(FONTS, register_words(), plain=True),
}


@pytest.fixture(params=RENDERERS)
def renderer(request: pytest.FixtureRequest) -> RegisterRenderer:
    return RENDERERS[request.param]()


def test_more_rows_need_more_pages_and_none_need_one(renderer: RegisterRenderer, tmp_path: Path) -> None:
    target = tmp_path / "register.pdf"
    pages = []
    for count in (0, 1, 200):
        pages.append(renderer.render(HEAD, numbered(count), STAMP, target))
        assert target.stat().st_size > 0
    assert pages[:2] == [1, 1]
    assert pages[2] > 1
    assert [file.name for file in tmp_path.iterdir()] == ["register.pdf"]


def test_a_folder_that_is_not_there_is_an_os_error(renderer: RegisterRenderer, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        renderer.render(HEAD, numbered(1), STAMP, tmp_path / "nowhere" / "register.pdf")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_half_way_leaves_the_older_file(renderer: RegisterRenderer, tmp_path: Path) -> None:
    target = tmp_path / "register.pdf"
    renderer.render(HEAD, numbered(1), STAMP, target)
    older = target.read_bytes()
    with pytest.raises(_Broken):
        renderer.render(HEAD, _BreakingOff(numbered(3)), STAMP, target)
    assert target.read_bytes() == older
    assert [file.name for file in tmp_path.iterdir()] == ["register.pdf"]


def test_every_word_inside_a_cell_is_there(renderer: RegisterRenderer) -> None:
    words = renderer.cell_words
    assert [field.name for field in fields(words) if not getattr(words, field.name)] == []


class _Broken(Exception):
    """Somebody pulled the plug."""


class _BreakingOff(list[RegisterRow]):
    """Rows that end in an error after the last one."""

    def __iter__(self) -> Iterator[RegisterRow]:
        yield from super().__iter__()
        raise _Broken
