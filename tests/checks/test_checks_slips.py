"""Slips of language that a list can name: found in each tongue that has a list, and not in what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper_checks import audit_text, messages

_FRAME = "# A paper\n\n## The matter\n\n{body}\n"
TONGUES = {
    "en": "The harbour was old and the town at the mouth of the river lived by it. {} The merchants of the coast had "
    "their own ships and did not want to pay for those of others.",
    "de": "Der Hafen war alt, und die Stadt an der Mündung lebte von ihm. {} Die Händler der Küste hatten eigene "
    "Schiffe und wollten nicht für die der anderen bezahlen.",
    "fr": "Le port était vieux et la ville vivait de lui. {} Les marchands de la côte avaient leurs navires et ne "
    "voulaient pas payer pour ceux des autres.",
    "es": "El puerto era viejo y la ciudad vivía de él. {} Los comerciantes de la costa tenían sus barcos y no querían "
    "pagar por los de los otros.",
    "it": "Il porto era vecchio e la città viveva di esso. {} I mercanti della costa avevano le loro navi e non "
    "volevano pagare per quelle degli altri.",
    "pt": "O porto era velho e a cidade vivia dele. {} Os mercadores da costa tinham os seus navios e não queriam "
    "pagar pelos dos outros.",
    "tr": "Liman eskiydi ve şehir onunla geçiniyordu. {} Kıyının tüccarları kendi gemilerine sahipti ve başkaları için "
    "ödemek istemiyordu.",
    "sq": "Porti ishte i vjetër dhe qyteti jetonte prej tij. {} Tregtarët e bregdetit kishin anijet e tyre dhe nuk "
    "donin të paguanin për të të tjerëve.",
}
_OWNER = "All of Norrvik's walls were high. Soon Norrvik's port was too deep, Norrvik's guild old, Norrvik's toll low. "
_NAMED = "They sailed to Norrvik in spring. They saw that Norrvik was rich. In winter Norrvik fell, and Norrvik burnt. "

SLIPS = [
    ("en", "Between 5 to 10 ships came in each year."),
    ("en", "The town had between three to four hundred houses."),
    ("en", "The charter was signed in 24 July 1712 by the crown."),
    ("en", "It was signed in July 24, 1712, by the crown."),
    ("en", "Nobody came for two and half decades."),
    ("en", "The military personal were sent home."),
    ("en", "The next part provides and overview of the tolls."),
    ("en", "After received the charter the guild grew."),
    ("en", "When relations with the south begun to improve, ships came."),
    ("en", "The guild was ready to paying for it."),
    ("en", "The toll was lower then the crown had asked."),
    ("en", "They could of paid it."),
    ("en", "Despite of the toll the port grew."),
    ("en", "The ships of the Eastern Europe and the south came."),
    ("en", "They sailed between the eastern and western blocks."),
    ("en", "The port took part in all the ELN and EU led naval operations."),
    ("en", "The guild paid for peace keeping operations."),
    ("en", "The fears were related with the rights of the guild."),
    ("en", "The help focused mainly toward the ships."),
    ("en", "The crown showed a renewed interest on the port."),
    ("en", "The towns mutually consider each other as friends."),
    ("en", "The port is the seat of the NATO's fleet."),
    ("en", "The toll was due to the Swedish Norwegian border."),
    ("en", "Varden was the first town one to pay for it."),
    ("en", _OWNER + _NAMED + "The crown feared Norrviks ships."),
    ("en", _OWNER + _NAMED + "The crown feared the Norrvik's ships."),
    ("de", "Zwischen 5 bis 10 Schiffe kamen jedes Jahr in den Hafen."),
    ("de", "Der Zoll war höher wie die Steuer der Krone."),
    ("fr", "Entre 5 à 10 navires entraient chaque année dans le port."),
    ("es", "Entre 5 a 10 barcos llegaban cada año al puerto."),
    ("it", "Tra 5 a 10 navi arrivavano ogni anno perchè il porto era grande."),
    ("pt", "Entre 5 a 10 navios chegavam cada ano ao porto."),
    ("tr", "Limana hiç bir gemi gelmedi ve şehir küçüldü."),
    ("sq", "Çdo vit vinin midis 5 deri në 10 anije në port."),
]
MEANT = [
    ("en", "Between 5 and 10 ships came in each year, and from 3 to 4 left."),
    ("en", "The road between the two towns to 5 of the farms was built in July 1712."),
    ("en", "It was signed in July 1712, on 24 July 1712 to be exact."),
    ("en", "He soon after left the town, and the day after received the charter."),
    ("en", "The toll had begun to fall, and had the relations begun to improve, ships would have come."),
    ("en", "He wrote that “between 5 to 10 ships” came in."),
    ("en", "Their personal effects and the military personal data were sent home."),
    ("en", "The guild was able to bring grain, and ready to sing."),
    ("en", "If it was lower then, it was higher later."),
    ("en", "In 1990 the EU led the mission. The fleet of the EU led by its ships."),
    ("en", "In peace keeping ships is cheap."),
    ("en", "They are related with one another, and focused on the way towards the port."),
    ("en", "A renewed interest on the part of the crown, and the NATO and EU ships, were mutually useful."),
    ("en", "African American relations with the crown, the South Asian trade and Swedish Norwegian cod were old."),
    ("en", "The Eastern Europe Company built eastern blocks of stone, and Varden was the first one to pay."),
    ("en", "The toll depends of course on the crown."),
    ("en", "In overall terms the toll was low, as might of course be expected."),
    ("en", _OWNER + _NAMED + "The Norrviks were a family of smiths. The Norrviks left."),
    (
        "en",
        "The Hague's port was deep. The Hague's guild was old. They saw the Hague and the Hague's ships in the Hague.",
    ),
    (
        "en",
        "She wrote her Master’s thesis. His Master’s was dull. A Master’s helps. " * 2 + "So says the Master’s thesis.",
    ),
    ("de", "Zwischen 5 und 10 Schiffe kamen, und von 3 bis 4 fuhren weiter."),
    ("fr", "Entre 5 et 10 navires entraient, de 3 à 4 sortaient."),
    ("es", "Entre 5 y 10 barcos llegaban, de 3 a 4 salían."),
    ("tr", "Limana hiçbir gemi gelmedi ve şehir küçüldü."),
]


def _found(folder: Path, tongue: str, sentence: str) -> list[str]:
    text = _FRAME.format(body=TONGUES[tongue].format(sentence))
    return [f.message for f in audit_text(folder, text, name="paper.md", select="TXT061")]


@pytest.mark.parametrize(("tongue", "sentence"), SLIPS)
def test_a_slip_of_language_is_found(tmp_path: Path, tongue: str, sentence: str) -> None:
    (message,) = _found(tmp_path, tongue, sentence)
    assert "slip" in message


@pytest.mark.parametrize(("tongue", "sentence"), MEANT)
def test_what_only_looks_like_a_slip_is_passed_over(tmp_path: Path, tongue: str, sentence: str) -> None:
    assert not _found(tmp_path, tongue, sentence)


def test_all_slips_of_a_paper_stand_in_one_finding(tmp_path: Path) -> None:
    body = TONGUES["en"].format("Between 5 to 10 ships came in. They could of paid it, despite of the toll.")
    found = audit_text(tmp_path, _FRAME.format(body=body), name="paper.md", select="TXT061")
    assert len(found) == 1 and len(found[0].related) == 2, messages(found)
    assert found[0].message.startswith("These read like slips: “Between 5 to 10” (between … and …)")
