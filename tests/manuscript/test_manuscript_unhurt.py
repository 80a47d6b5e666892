"""Paragraphs in which no letter is lost, in eleven tongues and of many subjects: nothing is proposed for any of them."""

from __future__ import annotations

import re

import pytest

from argmap.manuscript.document import Repair
from argmap.manuscript.mending import mending, tell_proposals
from argmap.manuscript.stages.damage import find_repairs

UNHURT = {
    "names": "Ms Cae and Dr Ael met Eka Tsiskaridze, Nam Sung-min and Bo Xi; the Cofán and the Tsou sent Ona Maes.",
    "genes": "Loss of ced-9, egl-1 and unc-86 alters the daf-2 pathway; rpoB, hsdR and lacZ were left as they were.",
    "chemistry": "The ester was refluxed with NaOEt in EtOH, washed with NaHCO3, dried over MgSO4 and given as Et2O.",
    "formulas": "Let f(x) = αx² + βy and let λ∈ℝ; then ∂f/∂x ≤ 2αx, so that P(A|B) is at most ε for each n ≥ n0.",
    "letters of Greek in words": "The α-helix, the β-sheet and the γ-ray are known; µm and Ω stand for units, and Δt is small.",
    "transliteration": "The qāḍī of Maḥalla cites al-Ġazālī, Ibn Ḫaldūn, the Šāhnāma and the Mahābhārata in Devanāgarī.",
    "pinyin": "The Hakka of Xiamen speak of kè jiā, and the poets Li Bai and Su Shi of cí, fù and shī in the Tang.",
    "programs": "Call argv and memcpy, set stdin, and run grep on the tsv; the ctor of Foo and the dtor of Bar are de facto noops.",
    "abbreviations": "The EA, the IMO and the WTO met de novo; cf. op. cit., e.g. the EEA, and et al. in the CoE.",
    "capitals inside": "The eBook of McÉwan on iOS, the PhD of DiÉgo and the LaTeX of a BoÖtes catalogue are at hand.",
    "words with marks": "The naïve protégé at the café gave a résumé of the façade, the smörgåsbord and the jalapeño.",
    "verse": "Whan that Aprille with his shoures soote the droghte of March hath perced to the roote, he wente forth.",
    "law": "In re Gault, the court a quo held ex aequo et bono that res judicata bars the suit, per curiam.",
    "a space in a word": "He set his type l e t t e r by l e t t e r, and the on es that broke he sor ted in the tray.",
    "de": "Die Männer der Kanzlei schrieben am Abend ein paar Zeilen über die Not der Bauern und über ihre Höfe.",
    "de, names": "Der Schöffe Öhler und die Äbtissin von Göß sahen, daß die Straße nach Überlingen für Wagen zu eng war.",
    "fr": "Le roi a donné aux moines une maison près de la rivière, mais ils ne la prirent que plus tard, en été.",
    "fr, ligatures": "Le chœur et les sœurs de l'Œuvre chantaient ; la manœuvre du cœur est celle d'un bœuf en août.",
    "es": "El año en que llegó la peste, los niños de la aldea fueron llevados a la montaña con sus abuelas.",
    "es, names": "Íñigo Núñez y Peña, señor de Ávila, escribió a la reina que no había pan ni vino en la ciudad.",
    "it": "La città non è più quella di una volta: il porto è chiuso e le navi vanno altrove, perché costa meno.",
    "it, accents set apart": "La liberta` di stampa non e` piu` quella che la societa` civile aveva chiesto al re nel maggio.",
    "pt": "A população não quis sair das casas, e o capitão mandou então fechar as portas do armazém e da mação.",
    "nl": "De boeren hebben het land van de heer gekocht, maar het geld daarvoor was nog niet bij elkaar gebracht.",
    "nl, names": "Ĳsbrand van Ĳsselmuiden en Zoë Daniël gingen naar België, waar zij drie jaar in een hofje woonden.",
    "tr": "Bu köyün ağası İstanbul'a gitti ve orada çok kaldı; oğlu ise şehirde büyüdü, ama işi için köye döndü.",
    "sq": "Fshati i vjetër është në mal, dhe njerëzit që jetojnë atje nuk kanë as rrugë të mirë e as shkollë.",
    "pl": "Źródła mówią, że w mieście Łódź nie było wówczas żadnej drukarni, a książki sprowadzano z zagranicy.",
    "la": "Et cum rex ad urbem venisset, omnes qui in foro erant eum viderunt, neque tamen quisquam ei locutus est.",
    "Uniform Turkic": "In this alphabet the letter Ɵ stands first in Ɵzbek and Ɵ is also in kɵz; the letter ƣ is in oƣlan.",
}

PROSE = (
    "The office of the first officer was left open after the affair, and the staff put little effort into finding the "
    "traffic plan. A ratio of fifty to five is not sufficient for the political question before the committee. "
    "Differences in the definition of conflict reflect the ambition of both parties, which often differ in emphasis. "
    "Nothing in the petition is specific, yet the attitude of the settlers shifted: the written notification gave them "
    "profit, and the flow of cotton to the coast was better than in any other station of the district. "
)


@pytest.mark.parametrize("about", UNHURT)
@pytest.mark.parametrize("times", [1, 30], ids=["alone", "as a paper"])
def test_nothing_is_proposed_where_no_letter_is_lost(about: str, times: int) -> None:
    assert find_repairs(f"{UNHURT[about]}\n\n" * times) == ()


@pytest.mark.parametrize("kind", ["markdown", "latex", "html", "jats", "docx", "odt", "pdf"])
def test_letters_are_missed_only_where_a_font_drew_them(kind: str) -> None:
    hurt = re.sub("ti|tt", "", PROSE) * 8 + "The relaƟon was aŌer the ﬁrst na\x0ction."

    assert bool(find_repairs(hurt, kind)) == (kind == "pdf")


@pytest.mark.parametrize("sign", ["\ufffd", "\ue0a1", "\x0c", ""], ids=["U+FFFD", "private use", "control", "nothing"])
@pytest.mark.parametrize("groups", ["ti", "tt", "ft", "fi", "fl", "ff", "ffi", "ffi|ff|fi|fl", "tt|ti|ft"])
def test_a_proposal_for_fresh_english_is_right_or_is_not_made(groups: str, sign: str) -> None:
    parts, truth, length = [], {}, 0
    for word in re.findall(r"\w+|\W+", PROSE * 4):
        parts.append(re.sub(groups, sign, word))
        truth[length] = word
        length += len(parts[-1])

    wrong = [(r.lost, r.proposed) for r in find_repairs("".join(parts)) if truth.get(r.start) != r.proposed]

    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "La rela\ufffdon entre les deux pays est ancienne, et les gens de la ville le savent depuis toujours. " * 5,
        "Die Grö\ufffde der Stadt und das Tie\ufffd der Ebene sind den Leuten hier seit vielen Jahren bekannt. " * 5,
    ],
)
def test_no_english_word_is_put_into_another_tongue(text: str) -> None:
    assert find_repairs(text) == ()


def test_a_word_of_any_tongue_is_taken_from_where_the_paper_has_it_whole() -> None:
    text = (
        "Der Stra\ufffdenbau war teuer, und die Leute in der Stadt haben das auch gesagt. " * 4 + "Der Straßenbau ruht."
    )

    assert {(repair.lost, repair.proposed) for repair in find_repairs(text)} == {("Stra\ufffdenbau", "Straßenbau")}


def test_a_proposal_is_put_in_at_its_own_place_and_for_the_whole_word() -> None:
    text = "rela on, rela one; rela on"
    mend = mending([Repair("rela on", "relation", 0.9, 0, 7)])

    assert mend(text[:17], 0, 17) == "relation, rela one"[:18]
    assert mend(text[19:], 19, 26) == "rela on"


def test_only_what_is_doubtful_is_told() -> None:
    repairs = [Repair("na\ufffdon", "nation", 0.9, 0, 5), Repair("ﬁrst", "first", 1.0, 6, 10)]

    assert tell_proposals(repairs, "na\ufffdon ﬁrst") == "“na\ufffdon” as “nation”"


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("often", "seldom"), [("\ufffd" * 100_000, ""), (("ab\ufffd" * 13 + " ") * 2_000, ""), ("a" * 100_000, "\ufffd")]
)
def test_a_flood_of_signs_is_passed_over(often: str, seldom: str, times: int) -> None:
    assert find_repairs(often * times + seldom) == ()
