"""No words for people outside translation: the window's go through tr, all others through phrase file and rules."""

import ast
import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.architecture.tree import Source, sources

POLICE = "guestreg/receiver/"
"""Practice police and authority speak for themselves, as the real ones do."""

# Vietnamese that is no text of ours, and how many literals: lower the number when it shrinks. Nothing is added.
FACTS = {
    "guestreg/domain/places.py": 1,  # words an address may begin with
    "guestreg/domain/search.py": 2,  # the letter that doesn't come apart
    "guestreg/domain/text.py": 5,  # letters passports write with two
    "guestreg/endpoints/kbtt/checks.py": 18,  # the police's own words, said before they would say them
    "guestreg/endpoints/kbtt/refusals.py": 27,  # and how they are recognised
    "guestreg/desktop/check_out/table.py": 2,  # samples that columns are measured with, never shown
    "guestreg/desktop/ledger/table.py": 3,
    "guestreg/desktop/today/table.py": 3,
    "guestreg/desktop/first_run/view.py": 1,  # a language's own name, the same in every language
    "guestreg/desktop/settings/rows.py": 1,
}
TRANSLATING = re.compile(r"tr|translate")
SHOWING = re.compile(
    r"set(?:Text|ToolTip|WindowTitle|AccessibleName|AccessibleDescription|PlaceholderText|StatusTip|Title|Html)"
    r"|addItem|addAction|addTab|print|say|tell|Heading|SubHeading|Paragraph|PlainLabel|FieldLabel"
    r"|Q(?:Action|CheckBox|GroupBox|Label|MessageBox|PushButton|RadioButton)"
)
_VIETNAMESE = re.compile(r"[A-Za-z][\u0300-\u036f]|[đĐ]")
_MARK_UP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"(?<![\w+-])[^\W\d_]{2,}(?![\w+-])")


def vietnamese(source: Source) -> list[str]:
    """Literals with a letter of Vietnamese; docstrings and what is handed to translation left out."""
    tree = source.syntax
    out = {*_docstrings(tree), *(id(part) for call in _calls(tree, TRANSLATING) for part in ast.walk(call))}
    return [
        f"{source.path}:{node.lineno} {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in out and isinstance(node.value, str)
        if _VIETNAMESE.search(unicodedata.normalize("NFD", node.value))
    ]


def shown(source: Source) -> list[str]:
    """Words handed as they are to something that shows them."""
    return [
        f"{source.path}:{part.lineno} {part.value!r}"
        for call in _calls(source.syntax, SHOWING)
        for argument in call.args
        for part in (argument.values if isinstance(argument, ast.JoinedStr) else [argument])
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _WORD.search(_MARK_UP.sub("", part.value))
    ]


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield id(statement.value)


def _calls(tree: ast.Module, names: re.Pattern[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name) if names.fullmatch(name):
                    yield node


def test_no_vietnamese_stands_in_the_code() -> None:
    files = [source for source in sources("guestreg") if not source.path.startswith(POLICE)]
    found = {source.path: vietnamese(source) for source in files}
    counts = {path: len(texts) for path, texts in found.items() if texts}
    assert counts == FACTS, [text for path in found if counts.get(path) != FACTS.get(path) for text in found[path]]


def test_no_face_shows_a_word_that_was_not_translated() -> None:
    faces = sources("guestreg/app", "guestreg/cli", "guestreg/desktop")
    assert [place for source in faces for place in shown(source)] == []


@pytest.mark.parametrize(
    "text",
    ["x = 'Đã gửi'", "x = f'Phòng {n}'", "x = 'to\\u0301'", "view.show('chưa gửi')", "X = {'a': ['số']}"],
)
def test_vietnamese_in_the_code_is_found(text: str) -> None:
    assert len(vietnamese(Source("bad.py", text))) == 1


def test_vietnamese_on_its_way_to_translation_is_none() -> None:
    text = '"""Sổ."""\nx = self.tr("Đã gửi")\ny = translate("texts", "%n ngày", "", n)\nz = "Café".upper'
    assert vietnamese(Source("good.py", text)) == ["good.py:4 'Café'"]


@pytest.mark.parametrize(
    "text", ["label.setText('Not sent')", "tell(f'{n} guests')", "QLabel('Room')", "view.setToolTip('<b>More</b>')"]
)
def test_a_word_shown_as_it_is_is_found(text: str) -> None:
    assert len(shown(Source("bad.py", text))) == 1


def test_keys_codes_and_marks_are_no_words() -> None:
    text = "a.setToolTip('Ctrl+P')\nsession.say('S-01')\nb.setText('<b>·</b>')\nc.setText(self.tr('Đã gửi'))\nprint(x)"
    assert shown(Source("good.py", text)) == []
