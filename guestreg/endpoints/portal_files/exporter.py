"""The portal's files of one house: which forms there are, what each objects to, and how it is written."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.guest import GuestKind
from guestreg.domain.violation import Violation
from guestreg.endpoints.portal_files.labels import NATIONALITY, Labels, sheet_labels
from guestreg.endpoints.portal_files.layout import SheetLayout, XmlLayout
from guestreg.endpoints.portal_files.objections import citizen_objections, foreigner_objections, list_objections
from guestreg.endpoints.portal_files.sheet_writer import sheet_bytes
from guestreg.endpoints.portal_files.template import Template, read_template
from guestreg.endpoints.portal_files.texts import guest_texts
from guestreg.endpoints.portal_files.xml_writer import xml_bytes
from guestreg.ports.exporter import TemplateUnusable, UploadForm, UploadGuest, UploadKind, UploadRules

_JUDGES = {GuestKind.CITIZEN: citizen_objections, GuestKind.FOREIGNER: foreigner_objections}
WriteWhole = Callable[[Path, bytes], None]


class PortalFiles:
    """The Exporter. `catalogue` is the shipped one: the sheets spell as it does, whatever an interface says since."""

    def __init__(
        self, citizens: SheetLayout, foreigners: SheetLayout, catalogue: Catalogue, write_whole: WriteWhole
    ) -> None:
        self._layouts = {UploadKind.CITIZENS_SHEET: citizens, UploadKind.FOREIGNERS_SHEET: foreigners}
        self._catalogue = catalogue
        self._write_whole = write_whole

    def forms(self, rules: UploadRules, templates: Sequence[Path] = ()) -> Mapping[UploadKind, UploadForm]:
        chosen: dict[str, Template] = {}
        for path in templates:
            template = read_template(path, self._layouts.values())
            if template.layout.sheet in chosen:
                raise TemplateUnusable(path)
            chosen[template.layout.sheet] = template
        forms: dict[UploadKind, UploadForm] = {
            kind: SheetForm(kind, layout, self._catalogue, chosen.get(layout.sheet), rules, self._write_whole)
            for kind, layout in self._layouts.items()
        }
        foreigners = self._layouts[UploadKind.FOREIGNERS_SHEET]
        if foreigners.xml is not None:
            xml = XmlForm(foreigners, foreigners.xml, self._catalogue, rules, self._write_whole)
            forms[UploadKind.FOREIGNERS_XML] = xml
        return forms


class SheetForm:
    """A sheet built anew, or the owner's template filled."""

    def __init__(
        self,
        kind: UploadKind,
        layout: SheetLayout,
        catalogue: Catalogue,
        template: Template | None,
        rules: UploadRules,
        write_whole: WriteWhole,
    ) -> None:
        self.kind = kind
        self.name = layout.name
        self.most_guests = layout.most_guests
        self._layout = layout
        self._catalogue = catalogue
        self._template = template
        self._rules = rules
        self._write_whole = write_whole
        labels = sheet_labels(layout, catalogue)
        self._labels = labels if template is None else labels.as_spelled_in(template.texts)

    def objections(self, one: UploadGuest, today: date) -> tuple[Violation, ...]:
        judged = _JUDGES[one.guest.kind](one, today, self._rules)
        return (*judged, *list_objections(one, self._layout.choices_of, self._labels))

    def write(self, guests: Sequence[UploadGuest], target: Path, made_at: datetime) -> str:
        rows = [_cells(self._layout, self._labels, number, one) for number, one in enumerate(guests, start=1)]
        if self._template is None:
            content = sheet_bytes(self._layout, self._labels, self._catalogue.places, rows, made_at)
        else:
            content = self._template.with_guests(rows)
        self._write_whole(target, content)
        return hashlib.sha256(content).hexdigest()


class XmlForm:
    """The XML of foreign guests, which holds bare codes."""

    kind = UploadKind.FOREIGNERS_XML

    def __init__(
        self, layout: SheetLayout, xml: XmlLayout, catalogue: Catalogue, rules: UploadRules, write_whole: WriteWhole
    ) -> None:
        self.name = layout.name
        self.most_guests = layout.most_guests
        self._xml = xml
        self._labels = sheet_labels(layout, catalogue)
        self._rules = rules
        self._write_whole = write_whole

    def objections(self, one: UploadGuest, today: date) -> tuple[Violation, ...]:
        judged = foreigner_objections(one, today, self._rules)
        lists = {"nationality": NATIONALITY}
        return (*judged, *list_objections(one, lists, self._labels, self._xml.more_nationalities))

    def write(self, guests: Sequence[UploadGuest], target: Path, made_at: datetime) -> str:
        content = xml_bytes(self._xml, [guest_texts(one) for one in guests])
        self._write_whole(target, content)
        return hashlib.sha256(content).hexdigest()


def _cells(layout: SheetLayout, labels: Labels, number: int, one: UploadGuest) -> list[str]:
    """One text a column; lists as the sheet spells them."""
    texts = {"number": str(number)} | guest_texts(one)
    return [
        labels.cell(column.choices, texts[column.field]) or "" if column.choices else texts[column.field]
        for column in layout.columns
    ]
