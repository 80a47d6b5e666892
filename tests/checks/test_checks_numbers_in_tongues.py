"""Ranks, sums and totals that do not agree, in each tongue that has words for them: found, and not where they agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_checks_slips import TONGUES

from paper_checks import audit_text

# fmt: off
FIRES = [
    ("TXT053", "de", "Varden war das zweite Land, das Ostland anerkannte.", "Es war das dritte Land, das Ostland anerkannte."),
    ("TXT053", "de", "Varden ist die zweitgrößte Stadt der Küste im Norden.", "Varden, die drittgrößte Stadt der Küste im Norden."),
    ("TXT053", "fr", "Varden fut le deuxième pays à reconnaître Ostland.", "Varden est le troisième pays à reconnaître Ostland."),
    ("TXT053", "es", "Varden fue el segundo país en reconocer Ostland.", "Varden es el tercer país en reconocer Ostland."),
    ("TXT053", "it", "Varden fu il secondo paese a riconoscere Ostland.", "Varden è il terzo paese a riconoscere Ostland."),
    ("TXT053", "pt", "Varden foi o segundo país a reconhecer Ostland.", "Varden é o terceiro país a reconhecer Ostland."),
    ("TXT053", "tr", "Varden, Ostland'ı tanıyan ikinci ülkedir.", "Varden, Ostland'ı tanıyan üçüncü ülke oldu."),
    ("TXT053", "sq", "Vardeni ishte vendi i dytë që njohu Ostlandin.", "Vardeni është vendi i tretë që njohu Ostlandin."),
    ("TXT054", "de", "Es antworteten insgesamt 48 Menschen: 20 Lehrer, 12 Eltern und 14 Schüler.", ""),
    ("TXT054", "de", "Es gab 48 Gespräche (20 mit Lehrern, 12 mit Eltern und 14 mit Schülern).", ""),
    ("TXT054", "fr", "Un total de 48 personnes ont répondu : 20 maîtres, 12 parents et 14 élèves.", ""),
    ("TXT054", "es", "Respondieron un total de 48 personas: 20 maestros, 12 padres y 14 alumnos.", ""),
    ("TXT054", "it", "Risposero in totale 48 persone: 20 maestri, 12 genitori e 14 scolari.", ""),
    ("TXT054", "pt", "Responderam no total 48 pessoas: 20 mestres, 12 pais e 14 alunos.", ""),
    ("TXT054", "tr", "Toplam 48 kişi yanıt verdi: 20 öğretmen, 12 veli ve 14 öğrenci.", ""),
    ("TXT054", "sq", "U përgjigjën gjithsej 48 veta: 20 mësues, 12 prindër dhe 14 nxënës.", ""),
    ("TXT055", "de", "Im Tal wurden insgesamt 48 Gespräche geführt.", "Alle 52 Gespräche wurden auf Deutsch geführt."),
    ("TXT055", "fr", "Un total de 48 entretiens furent tenus.", "Tous les 52 entretiens furent longs."),
    ("TXT055", "es", "Hubo un total de 48 entrevistas.", "Todas las 52 entrevistas fueron largas."),
    ("TXT055", "it", "Si tennero in totale 48 colloqui.", "Tutti i 52 colloqui furono lunghi."),
    ("TXT055", "pt", "Houve um total de 48 entrevistas.", "Todas as 52 entrevistas foram longas."),
    ("TXT055", "tr", "Vadide toplam 48 görüşme yapıldı.", "Kıyıda toplam 52 görüşme yapıldı."),
    ("TXT055", "sq", "U mbajtën gjithsej 48 intervista.", "Të gjitha 52 intervista ishin të gjata."),
]
STILL = [
    ("TXT053", "de", "Varden war das zweite Land, das Ostland anerkannte.", "Varden war das dritte Land, das Westland anerkannte."),
    ("TXT053", "fr", "Varden fut le deuxième pays à reconnaître Ostland.", "Ce fut le deuxième pays à reconnaître Ostland."),
    ("TXT053", "es", "Fue el segundo país en reconocer Ostland.", "Fue el tercer país en reconocer Westland."),
    ("TXT053", "it", "Fu il secondo paese della lista.", "Fu il terzo paese della lista."),
    ("TXT053", "pt", "Foi o segundo país da lista.", "Foi o terceiro país da lista."),
    ("TXT053", "tr", "Varden, Ostland'ı tanıyan ikinci ülkedir.", "Varden, Westland'ı tanıyan üçüncü ülkedir."),
    ("TXT053", "sq", "Ishte vendi i dytë që njohu Ostlandin.", "Ishte vendi i tretë që njohu Vestlandin."),
    ("TXT054", "de", "Es antworteten insgesamt 46 Menschen: 20 Lehrer, 12 Eltern und 14 Schüler.", ""),
    ("TXT054", "de", "Es waren insgesamt 48 Menschen, darunter 20 Lehrer, 12 Eltern und 14 Schüler.", ""),
    ("TXT054", "de", "Insgesamt 48 Schiffe trugen Fracht: 20,5 Tonnen Korn, 12 Tonnen Salz und 14 Tonnen Holz.", ""),
    ("TXT054", "fr", "Au total 480 navires vinrent : 1.200 tonnes de blé, 212 de sel, 14 de bois et 230 autres.", ""),
    ("TXT054", "es", "Un total de 48 personas, entre ellas 20 maestros, 12 padres y 14 alumnos.", ""),
    ("TXT054", "it", "In totale 48 persone, tra cui 20 maestri, 12 genitori e 14 scolari.", ""),
    ("TXT054", "pt", "No total 46 pessoas: 20 mestres, 12 pais e 14 alunos.", ""),
    ("TXT054", "tr", "Toplam 46 kişi yanıt verdi: 20 öğretmen, 12 veli ve 14 öğrenci.", ""),
    ("TXT054", "sq", "Gjithsej 46 veta: 20 mësues, 12 prindër dhe 14 nxënës.", ""),
    ("TXT055", "de", "Es gab insgesamt 48 Gespräche und alle 5 Jahre eine Wahl.", "Alle 10 Jahre wurde gezählt, und 12 Gespräche fielen aus."),
    ("TXT055", "fr", "Tous les 5 ans on comptait.", "Tous les 10 ans on votait."),
    ("TXT055", "es", "En total 48 años.", "En total 52 años."),
    ("TXT055", "it", "In totale 48 colloqui.", "Di questi, 12 colloqui furono lunghi."),
    ("TXT055", "pt", "No total 48 entrevistas.", "Todas as 48 entrevistas foram longas."),
    ("TXT055", "tr", "Toplam 48 gün sürdü.", "Toplam 52 gün sürdü."),
    ("TXT055", "sq", "Gjithsej 48 vjet.", "Gjithsej 52 vjet."),
]
# fmt: on


def _found(folder: Path, code: str, tongue: str, first: str, second: str) -> list[str]:
    body = TONGUES[tongue].format(first) + "\n\n" + TONGUES[tongue].format(second)
    return [f.message for f in audit_text(folder, f"# Varden\n\n## 1\n\n{body}\n", select=code, name="paper.md")]


@pytest.mark.parametrize(("code", "tongue", "first", "second"), FIRES)
def test_numbers_that_do_not_agree_are_found(tmp_path: Path, code: str, tongue: str, first: str, second: str) -> None:
    (message,) = _found(tmp_path, code, tongue, first, second)
    assert "before" in message or "48 is stated" in message


@pytest.mark.parametrize(("code", "tongue", "first", "second"), STILL)
def test_numbers_that_agree_are_passed_over(tmp_path: Path, code: str, tongue: str, first: str, second: str) -> None:
    assert not _found(tmp_path, code, tongue, first, second)
