"""A short paper in each tongue, written for the tests: its sentences, marks, list, parts, and what the checks hear in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from argmap.checks.registry import all_checks
from argmap.manuscript.reading import read
from argmap.project import project_of_paper
from argmap.quotations import SearchText
from argmap.tongues.prose import has_words
from paper_checks import audit_text, messages


class Paper(NamedTuple):
    """A paper of one tongue.

    `body` is its running text, a paragraph a line; `sentences` how many sentences it has; `marks` the citations in it,
    with the number of works that each leads to; `parts` a heading of each part; `entries` the list below `heading`.
    """

    title: str
    body: str
    sentences: int
    marks: tuple[str, ...]
    closing: str
    heading: str
    entries: tuple[str, str]

    @property
    def text(self) -> str:
        """The paper as a Markdown file."""
        entries = "\n\n".join(self.entries)
        return f"# {self.title}\n\n{self.body}\n\n# {self.closing}\n\n{self.body}\n\n# {self.heading}\n\n{entries}\n"


PAPERS = {
    "de": Paper(
        "Die Mühlen am Fluss",
        "Am 26. Oktober brannte die erste Mühle ab, und bis ins 19. Jahrhundert stand dort keine mehr (Adler u. a. 2004). "
        "Das Dorf war, wie z. B. Vogt (2011) schreibt, arm. Die Bauern zogen fort und kamen nicht wieder (ebd., S. 12).",
        3,
        ("(Adler u. a. 2004)", "Vogt (2011)", "(ebd., S. 12)"),
        "Fazit",
        "Literaturverzeichnis",
        ("Adler, Jan; Beck, Ute; Cohn, Max (2004): Mühlen. Wien: Turm.", "Vogt, Eva (2011): Das Dorf. Bonn: Turm."),
    ),
    "fr": Paper(
        "Les moulins de la rivière",
        "Au XIXe siècle, p. ex., le premier moulin a brûlé et personne ne l'a reconstruit (Aubry et coll. 2004). Le village "
        "était pauvre, comme l'écrit Vasseur (2011) dans son livre. Les paysans sont partis et ne sont pas revenus (ibid., "
        "p. 12).",
        3,
        ("(Aubry et coll. 2004)", "Vasseur (2011)", "(ibid., p. 12)"),
        "Conclusion générale",
        "Bibliographie",
        ("Aubry, J., Blanc, U. et Colin, M. (2004). Les moulins. Paris : Tour.", "Vasseur, E. (2011). Le village. Lyon : Tour."),
    ),
    "es": Paper(
        "Los molinos del río",
        "En el s. XIX se quemó el primer molino y nadie lo volvió a levantar (Alonso y otros, 2004). El pueblo era pobre, "
        "como escribe Vidal (2011) en su libro. Los campesinos se fueron y no volvieron nunca (ibíd., p. 12).",
        3,
        ("(Alonso y otros, 2004)", "Vidal (2011)", "(ibíd., p. 12)"),
        "Conclusiones",
        "Referencias bibliográficas",
        ("Alonso, J., Bravo, U. y Cano, M. (2004). Los molinos. Madrid: Torre.", "Vidal, E. (2011). El pueblo. Sevilla: Torre."),
    ),
    "it": Paper(
        "I mulini del fiume",
        "Nel sec. XIX bruciò il primo mulino e nessuno lo ricostruì più (Alfieri e altri 2004). Il paese era povero, come "
        "scrive Vitale (2011) nel suo libro. I contadini se ne andarono e non sono più tornati (ivi, p. 12).",
        3,
        ("(Alfieri e altri 2004)", "Vitale (2011)", "(ivi, p. 12)"),
        "Conclusioni",
        "Bibliografia",
        ("Alfieri, J., Bruni, U. e Conti, M. (2004). I mulini. Roma: Torre.", "Vitale, E. (2011). Il paese. Torino: Torre."),
    ),
    "pt": Paper(
        "Os moinhos do rio",
        "No séc. XIX queimou o primeiro moinho e ninguém o levantou de novo (Alves e colaboradores, 2004). A aldeia era "
        "pobre, como escreve Viana (2011) no seu livro. Os camponeses foram embora e não voltaram mais (ibid., p. 12).",
        3,
        ("(Alves e colaboradores, 2004)", "Viana (2011)", "(ibid., p. 12)"),
        "Considerações finais",
        "Referências",
        ("Alves, J., Braga, U. e Costa, M. (2004). Os moinhos. Lisboa: Torre.", "Viana, E. (2011). A aldeia. Porto: Torre."),
    ),
    "tr": Paper(
        "Irmağın değirmenleri",
        "İlk değirmen 19. yüzyılda yandı ve bir daha kimse onu yapmadı (Aksoy ve diğerleri 2004). O yıllarda köyü anlatan "
        "Vural (2011) onun çok yoksul bir yer olduğunu yazar. Köylüler gitti ve bir daha geri dönmedi (a.g.e., s. 12).",
        3,
        ("(Aksoy ve diğerleri 2004)", "Vural (2011)", "(a.g.e., s. 12)"),
        "Sonuç",
        "Kaynakça",
        ("Aksoy, J., Bulut, U. ve Ceylan, M. (2004). Değirmenler. Ankara: Kule.", "Vural, E. (2011). Köy. İstanbul: Kule."),
    ),
    "sq": Paper(
        "Mullinjtë e lumit",
        "Në shek. XIX u dogj mulliri i parë dhe askush nuk e ndërtoi më (Arapi etj. 2004). Fshati ishte i varfër, siç "
        "shkruan Vata (2011) në librin e tij. Fshatarët ikën dhe nuk u kthyen më kurrë (po aty, f. 12).",
        3,
        ("(Arapi etj. 2004)", "Vata (2011)", "(po aty, f. 12)"),
        "Përfundime",
        "Literatura",
        ("Arapi, J., Bala, U. dhe Cani, M. (2004). Mullinjtë. Tiranë: Kulla.", "Vata, E. (2011). Fshati. Tiranë: Kulla."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("tongue", PAPERS)
def test_a_paper_of_each_tongue_is_read(tongue: str, tmp_path: Path) -> None:
    paper = PAPERS[tongue]
    (tmp_path / "paper.md").write_text(paper.text, "utf-8")
    document = read(tmp_path / "paper.md")
    assert document.tongue == tongue
    assert len(document.sentences) == 2 * paper.sentences, [sentence.text for sentence in document.sentences]
    assert tuple(mark.text for mark in document.marks) == 2 * paper.marks
    assert all(mark.references for mark in document.marks)
    works = [reference for reference in document.references if reference.origin != "note"]
    assert [len(work.authors) for work in works] == [3, 1]
    several, alone, again = document.marks[:3]
    assert (several.references, alone.references, again.references) == ((works[0].id,), (works[1].id,), (works[1].id,))


@pytest.mark.parametrize("tongue", PAPERS)
def test_the_part_below_a_closing_heading_closes(tongue: str, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPERS[tongue].text, "utf-8")
    assert [paragraph.part for paragraph in project_of_paper(tmp_path / "paper.md").prose][:2] == ["body", "closing"]


@pytest.mark.parametrize("tongue", PAPERS)
def test_the_checks_that_listen_have_their_words(tongue: str) -> None:
    known = {check.code for check in all_checks().values() if check.words and has_words(check.words, tongue)}
    assert {
        "TXT010",
        "TXT011",
        "TXT012",
        "TXT013",
        "TXT021",
        "TXT040",
        "TXT041",
        "TXT050",
        "TXT051",
        "TXT061",
        "ARG013",
    } <= known


# by tongue: sentences that a reader asks the source of, or that are a slip; and others that nothing is said of
HEARD: dict[str, list[tuple[str, str]]] = {
    "de": [
        ("TXT010", "Neuere Studien zeigen, dass die Dörfer nach dem Krieg schneller wuchsen als die Städte."),
        ("TXT010", "Der Hafen war der größte Umschlagplatz der Welt."),
        ("TXT010", "Die Brücke wurde im Jahr 1874 von den Bürgern der Stadt gebaut."),
        ("TXT010", "Mehr als die Hälfte der Einwohner, nämlich 62 Prozent, lebte damals von der Fischerei."),
        ("TXT021", "Die Fischer fuhren mit mit den Booten und und den Netzen hinaus."),
        ("TXT051", "Der Vertrag wurde am 24. Juli in der Stadt am Meer unterzeichnet."),
        ("TXT040", "Erstens war das Wasser zu tief für die Boote. Das Eis kam jeden Winter."),
        ("TXT041", "In dieser Rede nannte er das Meer die Straße der Armen."),
        ("TXT041", "Die Fischer mieden die oben genannten Untiefen der Mündung."),
    ],
    "fr": [
        ("TXT010", "Plusieurs études récentes montrent que les villages se sont vidés plus vite que les villes."),
        ("TXT010", "Ce port était le plus grand marché du monde pour le sel."),
        ("TXT010", "Le pont a été construit en 1874 par les habitants de la ville."),
        ("TXT021", "Les pêcheurs sortaient avec avec les bateaux et les filets."),
        ("TXT051", "Le traité fut signé le 24 juillet dans la ville au bord de la mer."),
        ("TXT040", "Premièrement, l'eau était trop profonde pour les barques. La glace venait chaque hiver."),
        ("TXT041", "Dans ce discours il appela la mer le chemin des pauvres."),
        ("TXT052", "Varden adhéra à la Ligue en 1874. La mer était calme. Varden adhéra à la Ligue en 1875."),
    ],
    "es": [
        ("TXT010", "Varios estudios recientes muestran que los pueblos se vaciaron más rápido que las ciudades."),
        ("TXT010", "El puerto era el mercado más importante de la costa de España."),
        ("TXT010", "El puente fue construido en 1874 por los vecinos de la ciudad."),
        ("TXT021", "Los pescadores salían con con los barcos y las redes."),
        ("TXT051", "El tratado se firmó el 24 de julio en la ciudad junto al mar."),
        ("TXT040", "En primer lugar, el agua era muy profunda para las barcas. El hielo llegaba cada invierno."),
        ("TXT041", "En este discurso llamó al mar el camino de los pobres."),
        ("TXT052", "Varden ingresó en la Liga en 1874. El mar era frío. Varden ingresó en la Liga en 1875."),
    ],
    "it": [
        ("TXT010", "Diversi studi recenti mostrano che i paesi si sono svuotati più in fretta delle città."),
        ("TXT010", "Il porto era il mercato più importante del Mediterraneo."),
        ("TXT010", "Il ponte fu costruito nel 1874 dagli abitanti della città."),
        ("TXT021", "I pescatori uscivano con con le barche e le reti."),
        ("TXT051", "Il trattato fu firmato il 24 luglio nella città vicino al mare."),
        ("TXT040", "In primo luogo l'acqua era troppo profonda per le barche. Il ghiaccio arrivava ogni inverno."),
        ("TXT041", "In questo discorso chiamò il mare la strada dei poveri."),
        ("TXT052", "Varden aderì alla Lega nel 1874. Il mare era calmo. Varden aderì alla Lega nel 1875."),
    ],
    "pt": [
        ("TXT010", "Vários estudos recentes mostram que as aldeias se esvaziaram mais depressa do que as cidades."),
        ("TXT010", "O porto era o mercado mais importante da costa do Brasil."),
        ("TXT010", "A ponte foi construída em 1874 pelos moradores da cidade."),
        ("TXT021", "Os pescadores saíam com com os barcos e as redes."),
        ("TXT051", "O tratado foi assinado no dia 24 de julho na cidade junto ao mar."),
        ("TXT040", "Em primeiro lugar, a água era funda demais para os barcos. O gelo chegava a cada inverno."),
        ("TXT041", "Neste discurso chamou ao mar o caminho dos pobres."),
        ("TXT052", "Varden aderiu à Liga em 1874. O mar era frio. Varden aderiu à Liga em 1875."),
    ],
    "tr": [
        ("TXT010", "Son araştırmalar köylerin şehirlerden daha hızlı boşaldığını göstermektedir."),
        ("TXT010", "Bu liman o yıllarda dünyanın en büyük tuz pazarı olarak biliniyordu."),
        ("TXT010", "Köprü 1874 yılında şehrin sakinleri tarafından yapıldı ve uzun süre ayakta kaldı."),
        ("TXT021", "Balıkçılar tekneler ve ve ağlar ile denize açılırdı."),
        ("TXT051", "Antlaşma 24 Temmuz günü deniz kıyısındaki şehirde imzalandı."),
        ("TXT040", "Birincisi su kayıklar için çok derindi. Her kış buz gelirdi."),
        ("TXT041", "Bu konuşmada denize yoksulların yolu dedi ve herkes sustu."),
    ],
    "sq": [
        ("TXT010", "Disa studime të reja tregojnë se fshatrat u zbrazën më shpejt se qytetet."),
        ("TXT010", "Porti ishte tregu më i madh në Mesdhe për kripën."),
        ("TXT010", "Ura u ndërtua në vitin 1874 nga banorët e qytetit."),
        ("TXT021", "Peshkatarët dilnin me me varkat dhe rrjetat."),
        ("TXT051", "Traktati u nënshkrua më 24 korrik në qytetin buzë detit."),
        ("TXT040", "Së pari uji ishte shumë i thellë për varkat. Akulli vinte çdo dimër."),
        ("TXT041", "Në këtë fjalim ai e quajti detin rrugën e të varfërve."),
        ("TXT052", "Vardeni hyri në Lidhje në vitin 1874. Deti ishte i ftohtë. Vardeni hyri në Lidhje në vitin 1875."),
    ],
}
UNHEARD: dict[str, list[str]] = {
    "de": [
        "Die Frauen, die die Stadt verließen, kamen im Winter nicht mehr in ihre Häuser zurück.",
        "In diesem Kapitel zeigen wir für das Jahr 1874, wie die Brücke gebaut wurde.",
        "Die Zahlen der 1960er Jahre stehen in Tabelle 3 und werden in Kapitel 4 besprochen.",
        "Der Autor betont, dass die Brücke erst nach vielen Jahren fertig war.",
        "Die Bauern könnten im Jahr 1874 schon fortgezogen sein.",
        "Der Fürst sprach am Hafen. In dieser Rede nannte er das Meer die Straße der Armen.",
        "In dieser Studie geht es um die Fischer und ihre Boote.",
    ],
    "fr": [
        "Nous nous demandons pourquoi les paysans ne sont pas revenus dans leurs maisons.",
        "Dans les années 1960, la vie des villages était encore dure pour les paysans.",
        "Les données de 1874 se trouvent dans le tableau 3 de ce chapitre.",
        "Le village devrait être reconstruit en 1874 par les habitants de la ville.",
        "Le prince parla au port. Dans ce discours il appela la mer le chemin des pauvres.",
    ],
    "es": [
        "Casi casi nadie sabía por qué los campesinos no volvieron a sus casas.",
        "En los años 1960 la vida de los pueblos era todavía dura para los campesinos.",
        "Los datos de 1874 se encuentran en la tabla 3 de este capítulo.",
        "El puente podría haber sido construido en 1874 por los vecinos.",
        "El príncipe habló en el puerto. En este discurso llamó al mar el camino de los pobres.",
    ],
    "it": [
        "Piano piano i contadini lasciarono le case e non tornarono più nel paese.",
        "Negli anni 1960 la vita dei paesi era ancora dura per i contadini.",
        "I dati del 1874 si trovano nella tabella 3 di questo capitolo.",
        "Il ponte potrebbe essere stato costruito nel 1874 dagli abitanti.",
        "Il principe parlò nel porto. In questo discorso chiamò il mare la strada dei poveri.",
    ],
    "pt": [
        "Logo logo os camponeses deixaram as casas e não voltaram mais para a aldeia.",
        "Nos anos 1960 a vida das aldeias ainda era dura para os camponeses.",
        "Os dados de 1874 estão na tabela 3 deste capítulo.",
        "A ponte poderia ter sido construída em 1874 pelos moradores.",
        "O príncipe falou no porto. Neste discurso chamou ao mar o caminho dos pobres.",
    ],
    "tr": [
        "Köylüler yavaş yavaş evlerini bıraktılar ve eleman eleman başka şehirlere gittiler.",
        "1960'larda köylerde yaşam hâlâ çok zordu ve bunun için çok neden vardı.",
        "Bu bölümde köprünün 1874 yılında nasıl yapıldığı ile ilgili sorular ele alınıyor.",
        "Prens limanda halka konuştu. Bu konuşmada denize yoksulların yolu dedi ve herkes sustu.",
    ],
    "sq": [
        "Pak nga pak fshatarët lanë shtëpitë dhe herë herë shkonin në qytet për të të gjetur punë.",
        "Në vitet 1960 jeta e fshatrave ishte ende e vështirë për fshatarët.",
        "Të dhënat e vitit 1874 gjenden në tabelën 3 të këtij kapitulli.",
        "Princi foli në port. Në këtë fjalim ai e quajti detin rrugën e të varfërve.",
    ],
}  # fmt: skip


def _with(tongue: str, sentence: str) -> str:
    """The paper with a paragraph of this sentence among others that say nothing to be asked about."""
    paper = PAPERS[tongue]
    return paper.text.replace(f"\n\n# {paper.closing}", f"\n\n{sentence}\n\n# {paper.closing}", 1)


@pytest.mark.parametrize(
    ("tongue", "code", "sentence"), [(tongue, *case) for tongue, cases in HEARD.items() for case in cases]
)
def test_what_is_said_in_each_tongue_is_heard(tongue: str, code: str, sentence: str, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _with(tongue, sentence), name="paper.md", select=code)
    assert [f for f in found if f.code == code and sentence[:20] in (f.quote or "")], messages(found)


@pytest.mark.parametrize(
    ("tongue", "sentence"), [(tongue, sentence) for tongue, cases in UNHEARD.items() for sentence in cases]
)
def test_what_needs_no_source_and_is_no_slip_is_passed_over(tongue: str, sentence: str, tmp_path: Path) -> None:
    found = audit_text(tmp_path, _with(tongue, sentence), name="paper.md", select="TXT")
    assert not [f for f in found if sentence[:20] in (f.quote or "")], messages(found)


@pytest.mark.parametrize(
    ("tongue", "text", "quoted", "kind", "note"),
    [
        (
            "de",
            "Die Brücke wurde im Winter nicht gebaut.",
            "Die Brücke wurde im Winter gebaut.",
            "negation",
            "left out",
        ),
        ("de", "Die Preise stiegen in allen Dörfern.", "Die Preise sanken in allen Dörfern.", "word", "opposite"),
        ("fr", "Les prix ont toujours augmenté ici.", "Les prix ont jamais augmenté ici.", "negation", "changed"),
        (
            "es",
            "Los precios aumentaron más en la costa.",
            "Los precios aumentaron menos en la costa.",
            "word",
            "opposite",
        ),
        (
            "it",
            "I contadini non tornarono più nel paese.",
            "I contadini tornarono più nel paese.",
            "negation",
            "left out",
        ),
        (
            "pt",
            "Os preços eram altos em todas as aldeias.",
            "Os preços eram baixos em todas as aldeias.",
            "word",
            "opposite",
        ),
        ("tr", "Köylüler o yıl yeni köprüye gitti.", "Köylüler o yıl eski köprüye gitti.", "word", "opposite"),
        # no list says which forms are words of these two: another form is another word, and not bad print
        ("tr", "Köprü o yılın kışında yapıldı.", "Köprü o yılın kışında yapılmadı.", "negation", "negative"),
        ("sq", "Fshatarët nuk u kthyen në shtëpi.", "Fshatarët u kthyen në shtëpi.", "negation", "left out"),
        ("sq", "Ura u ndërtua nga banorët e qytetit.", "Ura u shembua nga banorët e qytetit.", "word", "another word"),
    ],
)
def test_a_quotation_is_compared_with_the_words_of_its_tongue(
    tongue: str, text: str, quoted: str, kind: str, note: str
) -> None:
    match = SearchText(text, language=tongue).find(quoted)
    assert match.state == "altered"
    assert [(d.kind, note in d.note) for d in match.differences] == [(kind, True)], match.differences
