"""Whom a protest is against, and who is only its host or its cause."""

from __future__ import annotations

import pytest

import tocsin

CASES = [
    # text, type, recipients
    ("Students in Nairobi rallied against Uganda outside the embassy of Ghana.", "PROTEST", {"UGA"}),
    ("Hundreds protested in Quito, demanding Carlos Mena's release.", "PROTEST", set()),
    ("Hundreds protested in Quito, demanding Carlos Mena's release.", "REQUEST", set()),
    ("Thousands of anti-government protesters marched in Lima.", "PROTEST", {"PER"}),
    ("Thousands joined an anti-tax march in Accra.", "PROTEST", set()),
    ("Thousands of anti-Chile protesters gathered in Lima.", "PROTEST", {"CHL"}),
    ("Dockers marched in Accra to protest against fees that were set by Togo.", "PROTEST", {"TGO"}),
    ("Nurses joined a rally against a ban by Togo in front of the palace in Accra.", "PROTEST", {"TGO"}),
    ("Crowds in Oslo marched on Tuesday in a protest against Ghana.", "PROTEST", {"GHA"}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "kind", "recipients"), CASES)
def test_protests(text: str, kind: str, recipients: set[str]) -> None:
    records = [r for r in tocsin.code(text, published="2024-05-02") if r.event == kind]
    assert records
    assert {e.code for r in records for e in r.recipient} == recipients
