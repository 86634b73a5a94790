"""What no list may bring about: a nationality that is gone is never derived or offered."""

from guestreg.domain.catalogue import Ask, Catalogue, Nationality
from guestreg.domain.places import Places

GONE = Nationality("YUG", "Yugoslavia", "", ("YUG",), "Nam Tư", "Yugoslavia", offered=False)
CATALOGUE = Catalogue(
    places=Places((), ()),
    nationalities=(GONE,),
    reasons=(),
    document_kinds=(),
    residence_kinds=(),
    stateless_mrz=frozenset(),
    sheet_only_document_kinds=frozenset(),
    origins={},
)


def test_a_nationality_that_is_gone_can_be_read_but_not_chosen() -> None:
    assert CATALOGUE.nationality("YUG") is GONE
    assert CATALOGUE.from_mrz("YUG") is Ask.UNLISTED
    assert CATALOGUE.find_nationalities("") == CATALOGUE.find_nationalities("Nam Tư") == ()
