"""Everything the window says is there in English, is still said, and is short and plain in Vietnamese."""

import ast
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
import translations  # installer/translations.py

from tests.architecture.tree import ROOT, Source, sources
from tests.architecture.wording import stopped, too_long

LONGER = {
    "Giấy phép Apache-2.0. Chữ Noto Sans, Tinos: SIL Open Font License 1.1. Qt: LGPL-3.0.",  # a list of licences
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the window: where it is said, and what."""

    context: str
    source: str


def said(folder: Path, into: Path) -> set[Text]:
    """What Qt's own collector finds in the Python files below `folder`."""
    compiler = translations.lrelease()
    program = compiler.with_name(compiler.name.replace("lrelease", "lupdate"))
    command: list[str | Path] = [program, "-silent", "-extensions", "py", folder, "-ts", into]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return {text for text, _ in read(into)}


def read(file: Path) -> list[tuple[Text, bool]]:
    """The texts of a .ts file, and whether each has its translation whole."""
    return [
        (Text(context.findtext("name", ""), message.findtext("source", "")), _is_whole(message))
        for context in ElementTree.parse(file).getroot().findall("context")
        for message in context.findall("message")
    ]


def _is_whole(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") is not None:
        return False
    forms = translation.findall("numerusform") if message.get("numerus") == "yes" else [translation]
    return bool(forms) and all((form.text or "").strip() for form in forms)


def english() -> list[tuple[Text, bool]]:
    return [one for file in sorted((ROOT / "resources/i18n").glob("*_en.ts")) for one in read(file)]


def hidden(source: Source) -> list[str]:
    """Calls whose text is no literal or stands in an f-string, so that the collector can't see it."""
    tree = source.syntax
    in_strings = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    return [
        f"{source.path}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for wanted in [_texts_of(node)]
        if (wanted and id(node) in in_strings)
        or not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.args[:wanted])
    ]


def _texts_of(call: ast.Call) -> int:
    """How many leading arguments must be literals: the text, and for `translate` its context before it."""
    match call.func:
        case ast.Attribute(attr="tr"):
            return 1
        case ast.Name(id="translate") | ast.Attribute(attr="translate"):
            return 2 if len(call.args) > 1 else 0
        case _:
            return 0


def test_everything_said_is_there_in_english_and_nothing_else(tmp_path: Path) -> None:
    spoken = said(ROOT / "guestreg/desktop", tmp_path / "spoken.ts")
    there = {text for text, _ in english()}
    assert spoken - there == set(), "missing in resources/i18n/*_en.ts"
    assert there - spoken == set(), "no longer said"
    assert len(spoken) > 100


def test_every_text_is_translated_once() -> None:
    counted = Counter(text for text, _ in english())
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_translation_is_whole() -> None:
    assert [text for text, is_whole in english() if not is_whole] == []


def test_every_text_can_be_collected() -> None:
    assert [place for source in sources("guestreg/desktop") for place in hidden(source)] == []


def test_the_window_speaks_in_short_and_plain_sentences() -> None:
    texts = {text.source for text, _ in english()} - LONGER
    assert [fault for text in sorted(texts) for fault in too_long(text) + stopped(text)] == []


def test_a_text_without_english_is_found(tmp_path: Path) -> None:
    (tmp_path / "view.py").write_text('class View:\n    def f(self):\n        self.tr("Chưa có")\n', encoding="utf-8")
    assert said(tmp_path, tmp_path / "spoken.ts") == {Text("View", "Chưa có")}
    assert read(tmp_path / "spoken.ts") == [(Text("View", "Chưa có"), False)]


@pytest.mark.parametrize(
    "line", ["self.tr(word)", "self.tr(f'{n} khách')", "translate('texts', names[0])", "f'{self.tr(\"Sau\")}'"]
)
def test_a_text_the_collector_cannot_see_is_found(line: str) -> None:
    assert hidden(Source("bad.py", line)) == ["bad.py:1"]
    assert hidden(Source("good.py", "self.tr('Đã gửi')\ntext.translate(table)\ntranslate('x', '%n ngày', '', n)")) == []
