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


@pytest.mark.parametrize(
    ("language", "source", "quotation"),
    [
        ("en", "The dam, in the words of its builders, would outlast the town.", "The dam … would outlast the town."),
        ("en", "On one possible reading of the rolls, the village was empty.", "… the village was empty."),
        ("en", "At no point were the millers asked about the weir.", "… were the millers asked about the weir."),
        ("en", "No miller in the valley paid for the weir.", "… miller in the valley paid for the weir."),
        ("pt", "Aos olhos dos rivais, o abade era um ladrão.", "… o abade era um ladrão."),
        ("en", "In three of the nine mills the wheel was sound.", "… the wheel was sound."),
        ("en", "The abbot thought better of a plan to sell the library.", "The abbot … a plan to sell the library."),
        ("de", "In nur drei von neun Mühlen war das Rad heil.", "… war das Rad heil."),
        ("fr", "À peine un quart des élèves ont fini le cours.", "… des élèves ont fini le cours."),
        ("it", "A sentire la società, la falla fu chiusa in un'ora.", "… la falla fu chiusa in un'ora."),
        ("pt", "Mal se achou no arquivo rasto da carta.", "… se achou no arquivo rasto da carta."),
        ("tr", "Tüccar borcunu vaktinde ödemezse dükkân kapatılır.", "… dükkân kapatılır."),
    ],
)
def test_whose_saying_how_many_and_on_what_condition_is_told_in_other_words_too(language, source, quotation):
    assert _told(source, quotation, language)


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        ("Nobody on the council believed that the seal was genuine.", "the seal was genuine"),
        ("Several critics doubt whether the reform shortened the queues.", "the reform shortened the queues"),
        ("The clerk did not say that the ledgers had been burnt.", "the ledgers had been burnt"),
        ("It is simply false that the monks owned the valley.", "the monks owned the valley"),
        ("It would be wrong to conclude that the monks owned the valley.", "the monks owned the valley"),
        ("It is by no means proven that the monks owned the valley.", "the monks owned the valley"),
    ],
)
def test_a_clause_quoted_without_what_denies_the_saying_of_it_is_warned_of(source, quotation):
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}")
    assert found.state == "verbatim" and [d.weight for d in found.differences] == ["warning"]


@pytest.mark.parametrize(
    ("source", "quotation", "told"),
    [
        ("The experiment succeeded in none of the four laboratories.", "The experiment succeeded", True),
        ("The governor apologised to nobody for the delay.", "The governor apologised", True),
        ("The envoy reached the capital without his luggage.", "The envoy reached the capital", False),
        ("The envoy reached the capital, not a day too soon.", "The envoy reached the capital", False),
    ],
)
def test_a_negation_with_which_the_sentence_goes_on_is_warned_of(source, quotation, told):
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}")
    assert found.state == "verbatim" and _told(source, quotation) is told


@pytest.mark.parametrize(
    ("language", "source", "quotation", "told"),
    [
        ("en", "If the price of salt falls, the boatmen strike at once.", "the boatmen strike at once", True),
        ("de", "Falls der Zoll steigt, streiken die Schiffer sofort.", "streiken die Schiffer sofort", True),
        ("fr", "Si le péage monte, les bateliers font grève.", "les bateliers font grève", True),
        ("tr", "Fiyat düşerse, kayıkçılar hemen greve gider.", "kayıkçılar hemen greve gider", True),
        ("sq", "Nëse çmimi bie, varkëtarët hyjnë në grevë.", "varkëtarët hyjnë në grevë", True),
        ("en", "The price of salt fell, the boatmen struck at once.", "the boatmen struck at once", False),
        (
            "en",
            "If the mayor, the old friend of the boatmen, had come, all was well.",
            "the old friend of the boatmen",
            False,
        ),
        ("en", "If any, the boatmen of the upper river struck.", "the boatmen of the upper river struck", False),
    ],
)
def test_a_clause_quoted_without_the_condition_ahead_of_it_is_warned_of(language, source, quotation, told):
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}", language=language)
    assert found.state == "verbatim" and any(d.weight == "warning" for d in found.differences) is told


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        ("The council found that the seal was genuine.", "the seal was genuine"),
        ("It is true that the monks owned the valley.", "the monks owned the valley"),
        ("The council, which had no seal, wrote that the ledgers had been burnt.", "the ledgers had been burnt"),
    ],
)
def test_a_clause_quoted_without_who_says_it_is_not(source, quotation):
    assert not _told(source, quotation)


@pytest.mark.parametrize(
    ("language", "source", "quotation"),
    [
        ("en", "The castle, no doubt the largest of the region, fell.", "The castle … fell."),
        ("en", "The mill, not far from the ford, was rebuilt.", "The mill … was rebuilt."),
        ("en", "Prices fell by half (Gazette, no. 14) in a month.", "Prices fell by half … in a month."),
        ("en", "Not far from the mill stands a chapel of stone.", "… stands a chapel of stone."),
        ("en", "Although the first model was rejected, wages had risen.", "… wages had risen."),
        ("it", "Non lo disse a nessuno, ma scrisse al fratello di Torino.", "… ma scrisse al fratello di Torino."),
        ("en", "The days would be better spread over the year.", "The days … spread over the year."),
        ("en", "The council, made up of three millers, met on Sunday.", "The council … met on Sunday."),
        ("en", "The guild not only sold wool but owned two ships.", "The guild … sold wool but owned two ships."),
        ("de", "Der Markt fand am Montag statt und dauerte bis zum Abend.", "Der Markt … dauerte bis zum Abend."),
        ("fr", "Le théâtre rouvrit, un an après, avec une comédie.", "Le théâtre rouvrit … avec une comédie."),
        ("fr", "La ville comptait au moins deux cents tisserands.", "La ville comptait … deux cents tisserands."),
        ("es", "El negociante vendió su casa negra y murió en Cádiz.", "El negociante … murió en Cádiz."),
        ("it", "Il re visse negli anni di pace a Torino.", "Il re visse … a Torino."),
        ("pt", "A vila tornou-se rica e se expandiu no vale.", "A vila … no vale."),
        ("es", "Los pueblos pelearon entre sí durante un siglo.", "Los pueblos pelearon … durante un siglo."),
        ("en", "The loom, invented in 1802 by a clerk, spread fast.", "The loom … spread fast."),
    ],
)
def test_words_that_deny_nothing_where_they_stand_may_be_left_out(language, source, quotation):
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}", language=language)
    assert found.state == "verbatim" and not any(d.weight == "warning" for d in found.differences)


@pytest.mark.parametrize(
    ("language", "source", "quotation"),
    [
        ("en", "The painter, who could not read, signed with a bird.", "The painter … signed with a bird."),
        (
            "de",
            "Der Maler, der nicht lesen konnte, zeichnete mit einem Vogel.",
            "Der Maler … zeichnete mit einem Vogel.",
        ),
        ("en", "The tax (never levied in the north) fell on farms.", "The tax … fell on farms."),
        ("en", "When the council sued the miller, the court sat in June.", "… the court sat in June."),
        ("en", "We suggest that the wall was older than the gate.", "… the wall was older than the gate."),
        ("en", "The council abandoned the mill and built a dam.", "The council … built a dam."),
        ("de", "Der Rat verwarf den Plan und baute eine Brücke.", "Der Rat … baute eine Brücke."),
    ],
)
def test_what_a_clause_of_its_own_denies_is_warned_of_and_no_alteration(language, source, quotation):
    found = find_quotation(quotation, f"{BEFORE}{source}{BEHIND}", language=language)
    assert found.state == "verbatim" and any(d.weight == "warning" for d in found.differences)


@pytest.mark.parametrize(
    ("source", "left_out", "told"),
    [
        ("The dean vowed to open the crypt once all debts were paid and to ring it.", "once all debts were paid", True),
        ("The glue holds wood at pressures below ninety bars and dries fast.", "at pressures below ninety bars", True),
        ("The squire would have sold the heath had the price been right and moved away.", "had the price", True),
        ("The steward was suspected by all of having taken the plate to the coast.", "was suspected by all of", True),
        ("The herald boasts that he slew the boar with a spoon.", "boasts that he", True),
        (
            "Barges went faster than carts, though slower than riders on the new road.",
            "than carts, though slower",
            True,
        ),
        ("The squire would have sold the heath to the miller and moved away.", "to the miller", False),
        ("The king had the old tower of the keep rebuilt in stone.", "had the old tower of the keep", False),
        ("The dean opened the crypt once again and rang the bell.", "once again", False),
        ("The steward, at ninety, took the plate of silver to the coast.", "of silver", False),
    ],
)
def test_a_limit_left_out_is_told(source, left_out, told):
    assert _told(source, source.replace(left_out, "…")) is told


@pytest.mark.parametrize(
    ("language", "source", "told"),
    [
        # a group, a study, an occasion, a matter limit whatever is told
        ("en", "The syrup stopped the cough {in children under ten} and was sold everywhere.", True),
        ("en", "The two surgeons agreed {on the question of anaesthesia} and wrote a letter.", True),
        ("en", "The judges were cautious {in cases of arson} and asked for two witnesses.", True),
        ("en", "Glass was dear {compared with horn} in all the towns of the coast.", True),
        ("en", "The garden lent tools to all tenants {who paid in advance} and kept a list of them.", True),
        # a place, a time limit what holds in general or was found, and not a story
        ("en", "Bees are kept in clay hives {on the Greek islands} and in straw elsewhere.", True),
        ("en", "Rents rose by a third {between the two harvests} and stayed there.", True),
        ("en", "The bishop met the envoys {on the Greek islands} and sent them home.", False),
        ("en", "The abbess sold the mill {between the two harvests} and moved to town.", False),
        ("en", "The old mill is used {in a barn} that nobody owns.", False),
        ("en", "Bees are kept{, in fact,} in clay hives.", False),
        # whose it is, and which one of the many that were named before, limit nothing
        ("en", "The king divided his lands {among his children} and went to war.", False),
        ("en", "The mayor {who had signed it} denied that he had read the charter.", False),
        ("de", "Der Saft ist sicher {bei Kindern unter zehn} und kostet wenig.", True),
        ("de", "Der Abt verkaufte die Mühle {in einem Dorf} und zog in die Stadt.", False),
        ("fr", "Le sirop réduit la toux {chez les enfants} et coûte peu.", True),
        ("es", "El jarabe es seguro {en pacientes sanos} y cuesta poco.", True),
        ("it", "Il vetro era caro {rispetto al legno} in tutte le città.", True),
        ("pt", "O xarope é seguro {em crianças saudáveis} e custa pouco.", True),
        ("nl", "Glas was duur {vergeleken met hout} en bleef het lang.", True),
        ("sq", "Shurupi është i sigurt {për fëmijët} dhe kushton pak.", True),
        # in Turkish the word of place or time stands behind
        ("tr", "Ölüm oranı {kadınlar arasında} on yılda yarıya düştü.", True),
        ("tr", "Ekmek fiyatı {savaş sırasında} iki kat arttı ve halk aç kaldı.", True),
        ("tr", "Bu şurup {çocuklar için} güvenlidir ve az masraf gerektirir.", True),
        ("tr", "Vali {, yemek sırasında,} mektubu okudu ve sustu.", False),
        ("tr", "Nüfus {, bundan sonra,} her yıl biraz daha arttı.", False),
        # between commas only what holds in general or was found is limited, and by few words
        ("en", "Wages rose {, among the weavers of the port,} by a third in ten years.", True),
        ("de", "Die Löhne stiegen {, unter den Webern des Hafens,} in zehn Jahren um ein Drittel.", True),
        ("sq", "Pagat u rritën {, ndër punëtorët e portit,} me një të tretën.", True),
        ("en", "The price of rye rose {, among other things,} in the year of the flood.", False),
        ("en", "The abbot left {, during the mass,} by the northern gate.", False),
    ],
)
def test_what_limits_the_rest_is_told_and_no_alteration_where_an_ellipsis_leaves_it_out(language, source, told):
    opens, closes = source.index("{"), source.index("}")
    quotation = f"{source[:opens].rstrip()} … {source[closes + 1 :].lstrip()}"
    found = find_quotation(quotation, f"{BEFORE}{source.replace('{', '').replace('}', '')}{BEHIND}", language=language)
    assert found.state == "verbatim"
    assert any(d.weight == "warning" for d in found.differences) == told


@pytest.mark.parametrize(
    ("quotation", "told"),
    [
        ("The syrup stopped the cough …", True),
        ("The syrup stopped the cough.", True),
        ("The syrup stopped the cough", True),
        ("syrup stopped the cough", False),
        ("The syrup stopped the cough in infants under two", False),
    ],
)
def test_a_sentence_quoted_up_to_what_limits_it_is_warned_of(quotation, told):
    found = find_quotation(quotation, f"{BEFORE}The syrup stopped the cough in infants under two.{BEHIND}")
    assert found.state == "verbatim"
    assert any(d.weight == "warning" for d in found.differences) == told


@pytest.mark.parametrize(
    ("quotation", "told"), [("The rents of the town rose", False), ("The rents of the town rose.", True)]
)
def test_a_time_cut_off_is_told_only_where_the_sentence_is_given_out_as_whole(quotation, told):
    found = find_quotation(quotation, f"{BEFORE}The rents of the town rose during the drought.{BEHIND}")
    assert any(d.weight == "warning" for d in found.differences) == told
