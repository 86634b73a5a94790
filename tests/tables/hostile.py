"""Strings that break programs, each with what may become of it: hidden characters are refused, all else passes whole.

Own list, in the spirit of public lists of naughty strings. Form, command line, paper and endpoint are driven by it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hostile:
    """`hidden`: holds a character no field takes. `person`: may be somebody's name. `blank`: nothing is left of it."""

    name: str
    text: str
    hidden: bool = False
    person: bool = False
    blank: bool = False


def _hidden(**texts: str) -> tuple[Hostile, ...]:
    return tuple(Hostile(name, text, hidden=True) for name, text in texts.items())


def _people(**texts: str) -> tuple[Hostile, ...]:
    return tuple(Hostile(name, text, person=True) for name, text in texts.items())


def _plain(**texts: str) -> tuple[Hostile, ...]:
    return tuple(Hostile(name, text) for name, text in texts.items())


HIDDEN = _hidden(
    rtl_override="Nguyễn\u202eHoa",
    rtl_isolate="a\u2067b\u2069c",
    left_mark="Hoa\u200e x",
    zero_width_space="Nguyễn\u200bHoa",
    zero_width_joiner="क्\u200dष",
    byte_order_mark="a\ufeffb",
    soft_hyphen="Ma\u00adThị",
    nul="Hoa\x00; x",
    escape="\x1b[31mHoa\x1b[0m",
    bell="Hoa\x07!",
    delete="Hoa\x7f!",
    next_line="Hoa\x85Lan",
    tab_inside="Hoa\tLan",
    line_break="Hoa\nLan",
    carriage_return="Hoa\r\nBcc: a",
    line_separator="Hoa\u2028Lan",
    paragraph_separator="Hoa\u2029Lan",
    lone_high="Hoa\ud800Lan",
    lone_low="Hoa\udc00Lan",
    escaped_byte="Hoa\udcffLan",
    private_use="Hoa\ue000Lan",
    unassigned="Hoa\u0378Lan",
    no_character="Hoa\uffffLan",
    tag_letter="Hoa\U000e0041Lan",
    hangul_filler="Hoa\u3164Lan",
    braille_blank="Hoa\u2800Lan",
    grapheme_joiner="Hoa\u034fLan",
    khmer_invisible="Hoa\u17b4Lan",
    family_emoji="Hoa \U0001f468\u200d\U0001f469\u200d\U0001f467",
    interlinear="Hoa\ufff9Lan",
)
PEOPLE = _people(
    hmong="Giàng A Páo",
    decomposed="Nguye\u0302\u0303n Thi\u0323 Hoa",
    ede="H'Hen Niê",
    typographic="O’Example Mẫu",
    hyphen="Jean-Paul Example",
    unbreakable_hyphen="Tuyết‑Mai Ma",
    marks_everywhere="Ẵm Ễn Ỗi Ậu Ộc Ặn",
    all_capitals="NGUYỄN THỊ HOA",
    one_letter_words="Y A B",
    like_nothing="Null Undefined",
    like_a_device="CON NUL",
    like_code="None True",
    long_s="ſtraße Groß",
    ligature="ﬁnn Oﬃce",
    full_width="Ｎguyen Ｈoa",
    dotless="ılgaz İnci",
    hebrew="שרה דוגמה",
    arabic="مثال اسم",
    thai="สมชาย ตัวอย่าง",
    khmer="សុខា គំរូ",
    lao="ສົມພອນ ຕົວຢ່າງ",
    devanagari="नमूना कुमार",
    chinese="王 小明",
    korean="홍 길동",
    japanese="やまだ たろう",
    cyrillic="Анна Пример",
    greek="Ελένη Παράδειγμα",
    beyond_the_plane="𠮷 𠮷田",
    stacked_marks="Ho\u0323\u0309\u0303\u0300\u0301\u0302\u0304a La\u0323\u0323\u0323n",
    blanks_of_every_width="\u3000Hoa\u2003\u00a0Thị\u2009Lan  ",
    device="CON",
    every_width="ａｂｃ　ﾊﾝｶｸ",
    old_ligature="ﷺ",
    mathematics="𝕳𝖔𝖆 𝓛𝓪𝓷",
)
PLAIN = _plain(
    sql="'; DROP TABLE guests; --",
    sql_quotes='" OR 1=1 --',
    markup="<b>Hoa</b>",
    script="<script>alert(1)</script>",
    entity="&lt;&amp;&#x41;",
    cdata="]]><!--",
    template="{{7*7}}${7*7}<%= 7 %>",
    braces="{0} {field} {",
    percent="%n%s%d %(name)s",
    shell="$(reboot) `id` && rm -rf /",
    network_share="\\\\host\\share",
    climbing="../../etc/passwd",
    address_in_text="file://localhost/etc/passwd",
    formula="=1+1",
    formula_call='=HYPERLINK("x")',
    formula_at="@SUM(A1:A9)",
    formula_plus="+1-1",
    formula_minus="-2+3",
    pdf_words="(x) Tj ET /Name <41> %PDF",
    json_words='{"a": [1, null]}',
    toml_words="[x]\na = 1".replace("\n", " "),
    backslashes="\\u0041\\x00\\n\\",
    only_digits="0110 9000 0017",
    other_digits="١٢٣ ௧௨ Ⅷ ½",
    number_like="1e309 NaN -0 0x10",
    emoji="Khách 😀 vui",
    flag_and_skin="🇻🇳 👍🏽",
    keycap="1️⃣",
    signs="§¶†‡•…‰′″‹›№™",
    quotes="‘a’ “b” «c» „d“",
    combining_only="\u0301\u0323",
    mark_first="\u0301Hoa Lan",
    hebrew_and_digits="בדיקה 123 abc",
)
EMPTY = (
    Hostile("only_blanks", "   ", blank=True),
    Hostile("only_wide_blanks", "\u3000\u2003\u00a0", blank=True),
    Hostile("only_a_line_break", "\r\n", blank=True),
)
LONG = (
    Hostile("ten_thousand_letters", "Ặ" * 10_000),
    Hostile("ten_thousand_marks", "a" + "\u0323" * 10_000),
    Hostile("ten_thousand_words", "Hoa " * 2_500),
)
HOSTILE = (*HIDDEN, *PEOPLE, *PLAIN, *EMPTY, *LONG)
