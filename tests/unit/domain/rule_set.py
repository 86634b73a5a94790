"""The rule set as shipped, built by hand so that tests of the domain read no file."""

from datetime import date, time

from guestreg.domain.establishment import EstablishmentKind
from guestreg.domain.rules import (
    CitizenRules,
    DocumentRules,
    EndpointRules,
    FineRules,
    FineStep,
    ForeignerRules,
    Rules,
)

RULES = Rules(
    version="2026-07-01",
    citizen=CitizenRules(cutoff_local=time(23), late_due_local=time(8), registration_from_days=30, family_exempt=False),
    foreigner=ForeignerRules(online="at_once", paper_hours=12, paper_hours_remote=24, phone_closes=False),
    documents=DocumentRules(identity_card_from=date(2024, 7, 1), child_without_card_under_years=14),
    kbtt=EndpointRules(
        days_back=1,
        extension_max_days=30,
        departure_local=time(12),
        room_required_kinds=frozenset({EstablishmentKind.HOTEL, EstablishmentKind.GUEST_HOUSE}),
    ),
    fines=FineRules(
        citizens=(
            FineStep(1, 3, 2_000_000, 4_000_000),
            FineStep(4, 8, 4_000_000, 8_000_000),
            FineStep(9, None, 8_000_000, 12_000_000),
        ),
        foreigners=(
            FineStep(1, 3, 3_000_000, 5_000_000),
            FineStep(4, 8, 10_000_000, 15_000_000),
            FineStep(9, None, 15_000_000, 20_000_000),
        ),
        other_breach=(FineStep(1, None, 500_000, 1_000_000),),
        organisation_factor=2,
    ),
    retention_min_months=36,
    register_label="Mẫu ĐK14 ban hành kèm theo Thông tư số 30/2026/TT-BCA ngày 31/3/2026",
    provenance={},
)
