"""What an ellipsis leaves out: the words that governed what is quoted behind it, and leads that set a condition."""

from __future__ import annotations

import pytest

from argmap import find_quotation

BEFORE, BEHIND = "Before this there was another matter. ", " After that the text goes on with other things."


def _told(source: str, quotation: str, language: str = "en") -> bool:
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}", language=language)
    return found.state == "altered" or any(d.weight == "warning" for d in found.differences)


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        (
            "Historians have long since discarded the notion that the plague came from the east.",
            "Historians … that the plague came from the east.",
        ),
        (
            "The captain swore under torture that the crew had planned the mutiny.",
            "The captain … that the crew had planned the mutiny.",
        ),
        (
            "The senator joked that the bridge would outlive the republic.",
            "The senator … that the bridge would outlive",
        ),
        ("The judges were divided over whether the deed was a forgery.", "The judges were … the deed was a forgery."),
        (
            "The parish was spared the fate of losing its common land to the lord.",
            "The parish was … losing its common land to the lord.",
        ),
        ("The treaty stops the king from taxing wool without consent.", "The treaty … taxing wool without consent."),
        ("The railway was meant to pay for itself within ten years.", "The railway … pay for itself within ten years."),
        ("Only in the two coastal provinces did the vaccine reduce deaths.", "… did the vaccine reduce deaths."),
        ("With the notable exclusion of the mining towns, wages rose.", "… wages rose."),
        ("In theory, every citizen could appeal to the governor.", "… every citizen could appeal to the governor."),
        ("The model overstates, by a wide margin, the number of births.", "The model … the number of births."),
        (
            "The general dismissed reports that his troops had burned it.",
            "The general … reports that his troops had burned",
        ),
    ],
)
def test_what_governed_the_words_quoted_is_told_when_it_is_left_out(source, quotation):
    assert _told(source, quotation)


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        (
            "The commission found, after two years of hearings, that the mine was unsafe.",
            "The commission found … that the mine was unsafe.",
        ),
        ("The commission of the senate showed that the mine was unsafe.", "The commission … that the mine was unsafe."),
        (
            "The letters from the front that survive tell another story.",
            "The letters … that survive tell another story.",
        ),
        ("The king managed with great difficulty to raise an army.", "The king managed … to raise an army."),
        ("The school began in 1903 to admit girls.", "The school began … to admit girls."),
        ("The mill managed to pay for itself.", "The mill … pay for itself."),
        (
            "The ship left early and, heading for Bergen, met a storm.",
            "The ship left … heading for Bergen, met a storm.",
        ),
        ("After only two years, the old dam broke.", "… the old dam broke."),
        ("The farmers, with the millers and the bakers, asked for relief.", "The farmers … asked for relief."),
    ],
)
def test_what_the_words_quoted_do_not_hang_on_may_be_left_out(source, quotation):
    assert find_quotation(quotation, f"{BEFORE}{source}{BEHIND}").state == "verbatim"
    assert not _told(source, quotation)


def test_german_clauses_hang_on_what_governs_them_too():
    source = "Der Rat spottete über das Gerücht, dass die Brücke einstürzen werde."
    assert _told(source, "Der Rat … dass die Brücke einstürzen werde.", "de")
    source = "Der Rat bewies in langen Sitzungen, dass die Brücke einstürzen werde."
    assert not _told(source, "Der Rat … dass die Brücke einstürzen werde.", "de")
