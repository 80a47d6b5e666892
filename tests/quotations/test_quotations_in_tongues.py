"""In many tongues: what is altered is called altered, and what print or edition did to the words is not."""

import pytest

from argmap.quotations import SearchText

FILLER = {
    "en": "The committee met again in the spring. A second report came out in the summer and was read in the towns.",
    "de": "Der Ausschuss tagte im Frühjahr noch einmal. Ein zweiter Bericht erschien im Sommer und wurde viel gelesen.",
    "fr": "La commission se réunit encore au printemps. Un second rapport parut en été et fut beaucoup lu.",
    "es": "La comisión se reunió otra vez en primavera. Un segundo informe salió en verano y fue muy leído.",
    "it": "La commissione si riunì ancora in primavera. Una seconda relazione uscì in estate e fu molto letta.",
    "pt": "A comissão reuniu outra vez na primavera. Um segundo relatório saiu no verão e foi muito lido.",
    "nl": "De commissie kwam in het voorjaar weer bijeen. Een tweede verslag verscheen in de zomer en werd veel gelezen.",
    "tr": "Kurul ilkbaharda yeniden toplandı. İkinci rapor yazın çıktı ve illerde çok okundu.",
    "pl": "Komisja zebrała się jeszcze raz na wiosnę. Drugie sprawozdanie wyszło latem i było czytane w miastach.",
    "la": "Consilium vere iterum convenit. Alter libellus aestate prodiit et in oppidis multum legebatur.",
    "sv": "Nämnden möttes igen på våren. En andra berättelse kom ut på sommaren och lästes mycket i städerna.",
    "da": "Udvalget mødtes igen om foråret. En anden beretning kom ud om sommeren og blev læst meget i byerne.",
    "cs": "Výbor se sešel znovu na jaře. Druhá zpráva vyšla v létě a ve městech se hodně četla.",
    "ru": "Комитет собрался снова весной. Второй отчёт вышел летом, и его много читали в городах.",
    "ro": "Comitetul s-a întrunit din nou în primăvară. Al doilea raport a apărut vara și a fost citit în orașe.",
    "sq": "Komisioni u mblodh përsëri në pranverë. Raporti i dytë doli në verë dhe u lexua shumë.",
}
# The tongue, what the source says, what the quotation makes of it: negation, antonym, digit, name, hedge, omission.
ALTERED = [
    ("de", "Die Brücke wurde im Herbst nicht gebaut.", "Die Brücke wurde im Herbst gebaut"),
    ("de", "Der Zoll war für die Händler unzumutbar hoch.", "Der Zoll war für die Händler zumutbar hoch"),
    ("de", "Die Ernte war in jenem Jahr schlecht.", "Die Ernte war in jenem Jahr gut"),
    ("de", "Im Jahr 1871 zählte die Stadt 3200 Häuser.", "Im Jahr 1871 zählte die Stadt 3400 Häuser"),
    ("de", "Die Karte zeichnete Weber im Auftrag des Grafen.", "Die Karte zeichnete Huber im Auftrag des Grafen"),
    ("de", "Der Vertrag war vermutlich schon im Mai bekannt.", "Der Vertrag war schon im Mai bekannt"),
    ("de", "Der Rat weigerte sich, den Vertrag zu kündigen.", "Der Rat … den Vertrag zu kündigen"),
    ("de", "Die Händler zahlten den neuen Zoll nicht.", "Die Händler zahlten den neuen Zoll"),
    ("fr", "Le maire n'a pas signé le contrat du port.", "Le maire a signé le contrat du port"),
    ("fr", "La récolte fut abondante malgré la pluie.", "La récolte fut maigre malgré la pluie"),
    ("fr", "La ville comptait 4100 maisons en 1856.", "La ville comptait 4100 maisons en 1865"),
    ("fr", "Le plan fut dessiné par Moreau pour le comte.", "Le plan fut dessiné par Bernard pour le comte"),
    ("fr", "Le traité était peut-être connu dès le mois de mai.", "Le traité était connu dès le mois de mai"),
    ("fr", "Le conseil refusa de payer la dette du port.", "Le conseil … payer la dette du port"),
    ("es", "El alcalde nunca firmó el contrato del puerto.", "El alcalde firmó el contrato del puerto"),
    ("es", "La medida era ilegal desde el primer día.", "La medida era legal desde el primer día"),
    ("es", "La ciudad tenía 2300 casas en aquel año.", "La ciudad tenía 3200 casas en aquel año"),
    ("es", "El mapa lo dibujó Ortega por encargo del conde.", "El mapa lo dibujó Molina por encargo del conde"),
    ("es", "Los pueblos, salvo los del norte, pagaron la deuda.", "Los pueblos … pagaron la deuda"),
    ("it", "Il sindaco non firmò il contratto del porto.", "Il sindaco firmò il contratto del porto"),
    ("it", "Il raccolto fu cattivo in quell'anno.", "Il raccolto fu buono in quell'anno"),
    ("it", "La città contava 2700 case nel 1861.", "La città contava 2700 case nel 1816"),
    ("it", "La pianta fu disegnata da Ferri per il conte.", "La pianta fu disegnata da Bianchi per il conte"),
    ("it", "Il consiglio rifiutò di pagare il debito del porto.", "Il consiglio … pagare il debito del porto"),
    ("pt", "O prefeito não assinou o contrato do porto.", "O prefeito assinou o contrato do porto"),
    ("pt", "A colheita foi boa naquele ano de chuva.", "A colheita foi má naquele ano de chuva"),
    ("pt", "A cidade tinha 1900 casas em 1872.", "A cidade tinha 1900 casas em 1827"),
    ("pt", "O mapa foi desenhado por Tavares para o conde.", "O mapa foi desenhado por Moreira para o conde"),
    ("pt", "O conselho recusou pagar a dívida do porto.", "O conselho … pagar a dívida do porto"),
    ("nl", "De burgemeester tekende het contract niet op die dag.", "De burgemeester tekende het contract op die dag"),
    ("nl", "De oogst was goed in dat natte jaar.", "De oogst was slecht in dat natte jaar"),
    ("nl", "De stad telde 2400 huizen in dat jaar.", "De stad telde 2800 huizen in dat jaar"),
    ("nl", "De kaart werd door Jansen voor de graaf getekend.", "De kaart werd door Visser voor de graaf getekend"),
    ("nl", "De raad weigerde de schuld van de haven te betalen.", "De raad … de schuld van de haven te betalen"),
    ("nl", "Het besluit was onwettig vanaf de eerste dag.", "Het besluit was wettig vanaf de eerste dag"),
    ("tr", "Belediye köprüyü o yıl yapmadı ve borcu ödedi.", "Belediye köprüyü o yıl yaptı ve borcu ödedi"),
    ("tr", "Girişim başarılı oldu ve kent büyüdü.", "Girişim başarısız oldu ve kent büyüdü"),
    ("tr", "Tüccarlar yeni vergiyi ödemez ve limana gelir.", "Tüccarlar yeni vergiyi öder ve limana gelir"),
    ("tr", "Kentte 1871 yılında 3200 ev vardı.", "Kentte 1871 yılında 2300 ev vardı"),
    ("tr", "Haritayı kont için Demir çizdi ve imzaladı.", "Haritayı kont için Kaya çizdi ve imzaladı"),
    ("tr", "Antlaşma belki mayıs ayında biliniyordu.", "Antlaşma mayıs ayında biliniyordu"),
    ("tr", "Meclis vergiyi artırıyor ve limanı genişletiyor.", "Meclis vergiyi artırmıyor ve limanı genişletiyor"),
    ("sq", "Kryetari nuk e nënshkroi kontratën e portit.", "Kryetari e nënshkroi kontratën e portit"),
    ("sq", "Marrëveshja ishte e mundur për të dy palët.", "Marrëveshja ishte e pamundur për të dy palët"),
    ("sq", "Qyteti s'ka pasur urë në atë kohë.", "Qyteti ka pasur urë në atë kohë"),
    ("sq", "Qyteti kishte 2100 shtëpi në vitin 1871.", "Qyteti kishte 1200 shtëpi në vitin 1871"),
    ("sq", "Harta u vizatua nga Gjoka për kontin.", "Harta u vizatua nga Marku për kontin"),
    ("sq", "Këshilli refuzoi të paguante borxhin e portit.", "Këshilli … të paguante borxhin e portit"),
    ("en", "The envoys declined to sign the treaty that day.", "The envoys … sign the treaty that day"),
    ("en", "The towns will pay only if the bridge is rebuilt.", "The towns will pay …"),
    ("en", "Every parish save the poorest one gave its share.", "Every parish … gave its share"),
    ("en", "The clerk said it was a myth that the mill had burnt down.", "The clerk said … the mill had burnt down"),
    ("en", "The guild was never permitted to sell salt here.", "… permitted to sell salt here"),
    ("en", "The settlers were far from satisfied with the lease.", "The settlers were … satisfied with the lease"),
    ("en", "The surgeons shied away from operating on infants.", "The surgeons … operating on infants"),
    ("en", "The tax falls on all apart from the poorest widows.", "The tax falls on all …"),
    ("en", "Had the guard been awake, the thief would have been seen.", "… the thief would have been seen"),
    ("en", "As legend has it, the bell was cast from melted coins.", "… the bell was cast from melted coins"),
    ("en", "The erroneous notion that wages rose is still taught.", "The … wages rose is still taught"),
    (
        "en",
        "The 5onata in the key of D major is of tbe rnonth of May.",
        "The sonata in the key of major is of the month of May",
    ),
    ("en", "The table is [Figure 38] of the older edition here.", "The table is [Figure 88] of the older edition"),
    ("de", "Der Kläger könnte den Schaden verursacht haben.", "Der Kläger konnte den Schaden verursacht haben"),
    ("de", "Der Befund war alles andere als eindeutig in jenem Jahr.", "Der Befund war … eindeutig in jenem Jahr"),
    ("fr", "Le ministre s'abstint de publier le rapport.", "Le ministre … publier le rapport"),
    ("fr", "Le droit subsiste tant que le locataire reste là.", "Le droit subsiste …"),
    ("es", "La reforma podría reducir los plazos del puerto.", "La reforma podía reducir los plazos del puerto"),
    ("es", "El cronista insinúa que el conde fue envenenado.", "… el conde fue envenenado"),
    ("it", "Il ministro si astenne dal pubblicare la relazione.", "Il ministro … pubblicare la relazione"),
    ("pt", "O direito subsiste enquanto o inquilino ficar na casa.", "O direito subsiste …"),
    ("nl", "De minister zag ervan af het rapport te publiceren.", "De minister … het rapport te publiceren"),
    ("sq", "Ministri hoqi dorë nga botimi i raportit të portit.", "Ministri … botimi i raportit të portit"),
    # a name that no list has beside a word, with letters that print does not take for one another
    ("de", "Den Brief schrieb Pfitzner am Tag der Wahl.", "Den Brief schrieb Pfister am Tag der Wahl"),
    ("pl", "Rada nie podpisała umowy z portem.", "Rada … podpisała umowy z portem"),
    ("pl", "Miasto zapłaci dług, chyba że most runie.", "Miasto zapłaci dług …"),
    ("pl", "Uchwała była dla kupców ważna i jasna.", "Uchwała była dla kupców nieważna i jasna"),
    ("pl", "Liczba okrętów w porcie szybko wzrosła.", "Liczba okrętów w porcie szybko spadła"),
    ("pl", "Umowę znano zapewne już w maju.", "Umowę znano już w maju"),
    ("es", "La renta del puerto creció en aquel año.", "La renta del puerto decreció en aquel año"),
    ("la", "Consules foedus non signaverunt eo die.", "Consules foedus … signaverunt eo die"),
    ("la", "Omnes naves e portu exierunt.", "Pauci naves e portu exierunt"),
    ("sv", "Rådet betalade aldrig skulden för hamnen.", "Rådet betalade … skulden för hamnen"),
    ("sv", "Priset på råg steg i hamnen.", "Priset på råg sjönk i hamnen"),
    ("da", "Rådet betalte ikke gælden for havnen.", "Rådet betalte … gælden for havnen"),
    ("da", "Loven var ulovlig fra den første dag.", "Loven var lovlig fra den første dag"),
    ("cs", "Rada odmítla zaplatit dluh přístavu.", "Rada … zaplatit dluh přístavu"),
    ("ru", "Совет не заплатил долг порта в срок.", "Совет … заплатил долг порта в срок"),
    ("ru", "Цена ржи в порту выросла за год.", "Цена ржи в порту упала за год"),
    ("ro", "Consiliul nu a plătit datoria portului.", "Consiliul … a plătit datoria portului"),
    # beginnings that make opposites of the same rest
    ("de", "In der Nachkriegsliteratur fehlt dieser Ton.", "In der Vorkriegsliteratur fehlt dieser Ton"),
    ("de", "Die Achsen sind an dieser Stelle konvergent.", "Die Achsen sind an dieser Stelle divergent"),
    ("it", "La tassa sulle importazioni fu tolta nel porto.", "La tassa sulle esportazioni fu tolta nel porto"),
    ("es", "La causa exógena del alza fue el clima.", "La causa endógena del alza fue el clima"),
    ("pt", "Os imigrantes trouxeram o ofício ao porto.", "Os emigrantes trouxeram o ofício ao porto"),
]
# The tongue, what the source looks like, what the quotation says: print, edition and encoding.
AS_IT_STANDS = [
    ("en", "The rhythm [3/4: 8 8] (a dance) was old and much loved.", "The rhythm [3/4: 8 8] … was old and much loved"),
    ("en", "He looked about the\n\n88  Of Matters at Hand\n\nworld in the spring.", "about the world in the spring"),
    ("en", "The towns of the United States kept the old law.", "The towns … kept the old law"),
    (
        "es",
        "El gobiemo civil prohibió las reuniones del puerto.",
        "El gobierno civil prohibió las reuniones del puerto",
    ),
    ("en", "The delegates left the old har\u00adbour town before noon.", "left the old harbour town before noon"),
    ("en", "The envoys seek [p. 212] a lasting peace with the towns.", "seek a lasting peace with the towns"),
    ("en", "The envoys seek |44| a lasting peace with the towns.", "seek a lasting peace with the towns"),
    ("en", "The envoys seek a lasting treaty7 with the towns.", "seek a lasting treaty with the towns"),
    ("en", "The envoys, in the words of one witness, left at noon.", "The envoys … left at noon"),
    ("en", "The envoys seek a lasting peace.", "The envoys seek a lasting peace (italics mine)"),
    ("de", "Der Rat beschloss die Öff\u00adnung des Hafens im Mai.", "beschloss die Öffnung des Hafens im Mai"),
    ("de", "Der Rat beschloss den Bau im Mai.", "Der Rat beschloss den Bau im Mai (Hervorh. d. Verf.)"),
    ("fr", "L\u2019e\u0301cole ferma l\u2019e\u0301te\u0301 suivant.", "L'école ferma l'été suivant"),
    ("fr", "Le conseil vota la loi du port.", "Le conseil vota la loi du port [c'est nous qui soulignons]"),
    ("es", "El consejo votó la ley del puerto.", "El consejo votó la ley del puerto (énfasis nuestro)"),
    ("it", "Il consiglio votò la legge del porto.", "Il consiglio votò la legge del porto (corsivo mio)"),
    ("pt", "O conselho votou a lei do porto.", "O conselho votou a lei do porto (grifos nossos)"),
    ("nl", "De raad keurde de wet van de haven goed.", "De raad keurde de wet van de haven goed [mijn cursivering]"),
    ("tr", "Meclis liman yasasını o gün kabul etti.", "Meclis liman yasasını o gün kabul etti (vurgu bana ait)"),
    ("tr", "Meclis liman yasa-\nsını o gün kabul etti.", "Meclis liman yasasını o gün kabul etti"),
    ("sq", "Këshilli miratoi ligjin e portit atë ditë.", "Këshilli miratoi ligjin e portit atë ditë (theksimi im)"),
    ("sq", "Këshilli miratoi ligj\u00adin e portit atë ditë.", "Këshilli miratoi ligjin e portit atë ditë"),
    (
        "en",
        "The envoys seek a lasting peace.[ii] They ask the towns[iii] for it.",
        "seek a lasting peace. They ask the towns",
    ),
    (
        "en",
        "The envoys seek a lasting        5\npeace with the towns, and they\nsend word of it to the king who   10\nsits at\n"
        "the gate and\nhears what   15\nthey bring.",
        "send word of it to the king who sits at the gate",
    ),
    ("de", "3:1 Die Gesandten kamen an den Fluss 3:2 und sie blieben dort.", "kamen an den Fluss und sie blieben dort"),
    ("en", "The envoys seek a lasting peace.", "The envoys seek <em>a lasting</em> peace"),
    ("es", "El consejo votó la ley del puerto.", "El consejo votó la ley del puerto (las cursivas son mías)"),
    ("en", "قال الوزير في كتابه إن المدينة كبيرة.", "قال الوزیر في کتابه إن المدینة کبیرة"),
    # old spelling
    ("de", "Das Eigenthum der Wittwe fiel an die Stadt.", "Das Eigentum der Witwe fiel an die Stadt"),
    ("nl", "De menschen leefden van de vischvangst.", "De mensen leefden van de visvangst"),
    ("pt", "A escripturação da villa e a pharmacia arderam.", "A escripturação da vila e a farmacia arderam"),
    ("en", "The judgement was read with the publick musick.", "The judgment was read with the public music"),
    # all accents lost, and one of the words is another without
    ("fr", "Le depute a juge le proces du port.", "Le député a jugé le procès du port"),
    ("it", "La citta pago il debito perche temeva il re.", "La città pagò il debito perché temeva il re"),
    ("pt", "A licenca não foi assinada.".replace("ã", "a"), "A licença não foi assinada"),
]


def _state(tongue: str, source: str, quote: str) -> str:
    return SearchText(f"{source} {FILLER[tongue]}", language=tongue).find(quote).state


@pytest.mark.parametrize(("tongue", "source", "quote"), ALTERED)
def test_a_changed_sense_is_altered(tongue: str, source: str, quote: str) -> None:
    assert _state(tongue, source, quote) in ("altered", "not-found")


@pytest.mark.parametrize(("tongue", "source", "quote"), AS_IT_STANDS)
def test_print_and_edition_alter_nothing(tongue: str, source: str, quote: str) -> None:
    assert _state(tongue, source, quote) in ("verbatim", "noise")


@pytest.mark.parametrize(
    ("tongue", "source", "quote"),
    [
        ("de", "Den Brief schrieb Mayr am Tag der Wahl.", "Den Brief schrieb Maier am Tag der Wahl"),
        ("de", "Die Karte gab Schulz dem Grafen zurück.", "Die Karte gab Schultz dem Grafen zurück"),
        ("de", "Vischer leugnet den Einfluss des Malers.", "Fischer leugnet den Einfluss des Malers"),
        ("en", "Gibbons denied that the letter was forged.", "Gibbon denied that the letter was forged"),
    ],
)
def test_another_name_is_never_taken_for_print(tongue: str, source: str, quote: str) -> None:
    assert _state(tongue, source, quote) in ("altered", "not-checkable")


@pytest.mark.parametrize(
    ("tongue", "source", "quote"),
    [
        ("pt", "A casa era do conde naquele ano.", "A casa será do conde naquele ano"),
        ("es", "Los gremios pagaban la fiesta del puerto.", "Los gremios pagarán la fiesta del puerto"),
        ("sq", "Porta është e mbyllur në mbrëmje.", "Porta ishte e mbyllur në mbrëmje"),
    ],
)
def test_another_time_is_altered_in_print_too(tongue: str, source: str, quote: str) -> None:
    text = SearchText(f"{source} {FILLER[tongue]}", language=tongue, of_print=True)
    assert text.find(quote).state == "altered"


def test_an_accent_lost_alone_makes_another_word() -> None:
    source = "Le député respecte le préavis du port."
    assert _state("fr", source, "Le député respecté le préavis du port") == "altered"
    assert _state("fr", source.replace("é", "e"), "Le député respecte le préavis du port") == "noise"


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("The mill lost 3 horses and\n2 ships in one night.", "lost 3 horses and ships in one night"),
        ("The towns feared a [civil] war with the king.", "The towns feared a war with the king"),
        ("Every group1 paid and group2 left at noon.", "Every group paid and group2 left at noon"),
        ("There were\n3 ships and\n4 boats in the bay.", "There were ships and boats in the bay"),
        ("The towns met [vi] times with the king.", "The towns met times with the king"),
        ("The guard changed at 3:15 and the bell rang.", "The guard changed at and the bell rang"),
        ("The score stood at 1:2 when the rain came.", "The score stood at when the rain came"),
    ],
)
def test_words_and_numbers_of_the_text_are_no_apparatus(source: str, quote: str) -> None:
    assert SearchText(source).find(quote).state == "altered"


def test_words_cut_off_behind_a_negation_are_warned_of() -> None:
    match = SearchText("The guild was never permitted to sell salt.").find("permitted to sell salt")
    assert match.state == "verbatim"
    assert "“never”" in match.why


# Whose saying it is, or how far it holds, stands among the words that an ellipsis leaves out.
SPEAKERS = [
    ("en", "According to his rivals, the engineer had forged the plan.", "… the engineer had forged the plan"),
    ("en", "The engineer, the paper alleged, had forged the plan.", "The engineer … had forged the plan"),
    ("en", "It is sometimes assumed that the engineer had forged the plan.", "… the engineer had forged the plan"),
    ("en", "The engineer had forged the plan, according to his rivals.", "The engineer had forged the plan …"),
    ("en", "In the view of his enemies, the engineer had forged the plan.", "… the engineer had forged the plan"),
    ("es", "A juicio de sus rivales, el ingeniero falsificó el plano.", "… el ingeniero falsificó el plano"),
    ("de", "Der Ingenieur, so behauptete die Zeitung, fälschte den Plan.", "Der Ingenieur … fälschte den Plan"),
    ("fr", "Selon ses rivaux, l'ingénieur avait falsifié le plan.", "… l'ingénieur avait falsifié le plan"),
    ("fr", "L'ingénieur, affirmait le journal, avait falsifié le plan.", "L'ingénieur … avait falsifié le plan"),
    ("es", "Según sus rivales, el ingeniero falsificó el plano.", "… el ingeniero falsificó el plano"),
    (
        "it",
        "L'ingegnere, sosteneva il giornale, aveva falsificato la pianta.",
        "L'ingegnere … aveva falsificato la pianta",
    ),
    ("pt", "O engenheiro, afirmou o jornal, falsificou a planta.", "O engenheiro … falsificou a planta"),
    ("nl", "De ingenieur, zo beweerde de krant, vervalste het plan.", "De ingenieur … vervalste het plan"),
    ("tr", "Rakiplerine göre mühendis kanalın planını değiştirdi.", "… mühendis kanalın planını değiştirdi"),
    ("sq", "Sipas kundërshtarëve, inxhinieri e falsifikoi planin.", "… inxhinieri e falsifikoi planin"),
]
SOFTENED = [
    ("en", "Nearly half of the registers were copied by one clerk.", "… the registers were copied by one clerk"),
    ("en", "The tax was resented by a small minority of the merchants.", "The tax was resented by … the merchants"),
    ("en", "A third of the letters were signed by both.", "… the letters were signed by both"),
    ("en", "Perhaps the letter was written in haste.", "The letter was written in haste"),
    ("en", "The letter, it may be argued, was written in haste.", "The letter … was written in haste"),
    ("pt", "Em geral, as mulheres herdavam a casa.", "As mulheres herdavam a casa"),
    ("de", "In der Regel erbten die Töchter das Haus.", "… erbten die Töchter das Haus"),
    ("de", "Einige der Händler zahlten die Steuer im Mai.", "… der Händler zahlten die Steuer im Mai"),
    ("fr", "La plupart des marchands payèrent la taxe en mai.", "… marchands payèrent la taxe en mai"),
    ("es", "Quizás el copista confundió los dos nombres.", "El copista confundió los dos nombres"),
    ("it", "La maggioranza dei mercanti pagò la tassa in maggio.", "… mercanti pagò la tassa in maggio"),
    ("pt", "Talvez os irmãos partilharam a herança em maio.", "Os irmãos partilharam a herança em maio"),
    ("nl", "De meeste boeren betaalden de belasting in mei.", "… boeren betaalden de belasting in mei"),
    ("tr", "Tüccarların çoğu vergiyi mayıs ayında ödedi.", "… vergiyi mayıs ayında ödedi"),
    ("sq", "Shumica e tregtarëve e paguan taksën në maj.", "… e tregtarëve e paguan taksën në maj"),
]
# A refusal of its own, a saying that governs something else, what says how much of another thing.
NOTHING_HIDDEN = [
    ("en", "The treaty (which the senate refused to print) was read aloud.", "The treaty … was read aloud"),
    ("en", "The false door led to the chamber of the king.", "… to the chamber of the king"),
    ("en", "Critics came, and the engineer had drawn the plan.", "… the engineer had drawn the plan"),
    ("en", "The engineer, who had claimed many houses in town, drew the plan.", "The engineer … drew the plan"),
    ("de", "Der Vertrag (den der Rat abgelehnt hatte) wurde verlesen.", "Der Vertrag … wurde verlesen"),
    # names, and words that begin like one that refuses
    ("en", "In the Balkans the council paid the duty.", "… the council paid the duty"),
    ("en", "On the road from Failsworth the council paid the duty.", "… the council paid the duty"),
    ("en", "By an annular saw and its demure keeper the planks were cut.", "… the planks were cut"),
    ("en", "After a renegotiation of allegiance the council paid.", "… the council paid"),
]


def _among(tongue: str, source: str, quote: str):
    return SearchText(f"{FILLER[tongue]}\n\n{source}\n\n{FILLER[tongue]}", language=tongue).find(quote)


@pytest.mark.parametrize("tongue, source, quote", SPEAKERS, ids=lambda x: x[:30])
def test_an_ellipsis_that_hides_whose_saying_it_is_alters(tongue: str, source: str, quote: str) -> None:
    assert _among(tongue, source, quote).state == "altered"
    assert _among(tongue, source, source).state == "verbatim"


@pytest.mark.parametrize("tongue, source, quote", SOFTENED, ids=lambda x: x[:30])
def test_a_hedge_or_a_quantity_left_out_is_warned_of(tongue: str, source: str, quote: str) -> None:
    match = _among(tongue, source, quote)
    assert match.state == "verbatim" and [d.weight for d in match.differences].count("warning") == 1


@pytest.mark.parametrize(
    "tongue, source, quote",
    [case for case in SOFTENED if not case[2].startswith("…") and "…" not in case[2]],
    ids=lambda x: x[:30],
)
def test_a_hedge_cut_off_a_sentence_given_out_as_whole_alters_it(tongue: str, source: str, quote: str) -> None:
    assert _among(tongue, source, f"{quote}.").state == "altered"
    assert _among(tongue, source, quote[0].lower() + quote[1:] + ".").state == "verbatim"


@pytest.mark.parametrize("tongue, source, quote", NOTHING_HIDDEN, ids=lambda x: x[:30])
def test_what_is_left_out_whole_turns_nothing_round(tongue: str, source: str, quote: str) -> None:
    assert _among(tongue, source, quote).state == "verbatim"


def test_a_refusal_behind_the_words_is_warned_of_and_turns_them_round_only_behind_dots() -> None:
    source = "The town grew no longer, for its rates of birth were declining."
    quoted = _among("en", source, "for its rates of birth were")
    assert quoted.state == "verbatim" and any(d.weight == "warning" for d in quoted.differences)
    assert _among("en", source, "for its rates of birth were …").state == "altered"


@pytest.mark.parametrize(
    ("language", "source", "quotation", "states"),
    [
        # three letters of one ligature are lost, and a blank stands for them
        (
            "fr",
            "Les o ciers de la garde a chèrent leur liste.",
            "Les officiers de la garde affichèrent leur liste",
            "noise",
        ),
        (
            "it",
            "Gli u ciali della guardia a ssero la lista.",
            "Gli ufficiali della guardia affissero la lista",
            "noise",
        ),
        # among words that only a long s explains, one is a word with f as well
        ("en", "The fifters loft their houfe on the coaft.", "The sisters lost their house on the coast", "noise"),
        ("en", "The sisters loft their house on the coast.", "The sisters lost their house on the coast", "altered"),
        ("en", "The fifters loft their houfe on the coaft.", "The sisters kept their house on the coast", "altered"),
    ],
)
def test_letters_that_print_loses_or_makes_alike_are_no_change(language, source, quotation, states):
    found = SearchText(f"{source} {FILLER[language]}", language=language).find(quotation)
    assert found.state == states, found
