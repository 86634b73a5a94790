"""The portal's XML of foreign guests, by a serialiser. Called by the XML form; it must not know a rule."""

from collections.abc import Mapping, Sequence

from guestreg.endpoints.portal_files.layout import XmlLayout


def xml_bytes(layout: XmlLayout, guests: Sequence[Mapping[str, str]]) -> bytes:
    """UTF-8 with its head; `guests` are texts by field, numbered here from 1."""
    from xml.etree import ElementTree

    root = ElementTree.Element(layout.root)
    for number, texts in enumerate(guests, start=1):
        guest = ElementTree.SubElement(root, layout.guest)
        for tag, name in layout.tags:
            text = str(number) if name == "number" else texts[name]
            if text or tag not in layout.left_out_when_empty:
                ElementTree.SubElement(guest, tag).text = text
    ElementTree.indent(root, space="    ")
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return head + body + b"\n"
