"""The words of a text tell in which one-byte encoding it was written, or that they cannot; what it says itself counts more."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.sources.bibliography.load import load_bibliography
from argmap.tongues.encodings import decode, guess

# A word alone. Looked at while the rules were made.
WORDS = {
    "cp1252": [
        "Müller",
        "François",
        "Núñez",
        "Søren",
        "Gonçalves",
        "Ångström",
        "José",
        "Grüße",
        "Noël",
        "Perché",
        "Beyoncé",
        "Brontë",
        "Peña",
    ],
    "cp1254": [
        "Erdoğan",
        "Şahin",
        "Yıldız",
        "Çağlar",
        "İnönü",
        "Kılıç",
        "Aydın",
        "Işık",
        "Güneş",
        "Doğan",
        "Ağaoğlu",
        "Barış",
    ],
    "cp1250": [
        "Kovač",
        "Dvořák",
        "Wałęsa",
        "Szűcs",
        "Łódź",
        "Žižek",
        "Čapek",
        "Šimić",
        "Petőfi",
        "Beneš",
        "Miłosz",
        "Gdańsk",
        "Đorđe",
    ],
    "cp1251": [
        "Анна",
        "Толстой",
        "Иванов",
        "Київ",
        "Софія",
        "Београд",
        "Юлія",
        "Чехов",
        "Ёлкин",
        "Пётр",
        "Љубљана",
        "Щукин",
    ],
    "iso8859_2": ["Wiśniewski", "Šimon", "Žižek", "Těšín", "Mąka", "Źródło", "Ľudovít", "Żak", "Šťastný"],
    "cp1253": ["Νίκος", "Το ποτάμι", "Ελλάδα", "Αθήνα", "Όμηρος"],
    "cp1255": ["כהן", "דוד כהן, תולדות העיר", "שלום עליכם", "ירושלים", "לוין"],
}
# Written down once the rules were fixed, and not looked at before.
UNSEEN = {
    "cp1252": [
        "Gödel",
        "Poincaré",
        "Muñoz",
        "Jørgensen",
        "Açores",
        "Håkansson",
        "Citroën",
        "Straße",
        "Lévi",
        "Università",
        "Guimarães",
        "Böhm",
    ],
    "cp1254": [
        "Yaşar",
        "Özdağ",
        "Hacıoğlu",
        "Çelik",
        "Küçük",
        "Karataş",
        "İzmir",
        "Sarıgül",
        "Şeker",
        "Bağcı",
        "Tanpınar",
        "Akşam",
    ],
    "cp1250": [
        "Nováková",
        "Šafařík",
        "Wójcik",
        "Krleža",
        "Andrić",
        "Hašek",
        "Erdős",
        "Kiš",
        "Piłsudski",
        "Ţară",
        "Ľudovít",
        "Mažuranić",
    ],
    "cp1251": [
        "Бахтин",
        "Гоголь",
        "Шевченко",
        "Лариса",
        "Петров",
        "Џорџ",
        "Эйзенштейн",
        "Ольга",
        "Борисов",
        "Київська",
        "Ђорђе",
        "Мария",
    ],
}


def verdict(words: str, encoding: str) -> str:
    data = words.encode(encoding)
    found = guess(data)
    if data.decode(found.encoding, errors="replace") == words:
        return "right"
    return "told" if encoding in found.rivals else f"wrong: {words} as {found.encoding}"


@pytest.mark.parametrize(("encoding", "word"), [(page, word) for page, words in WORDS.items() for word in words])
def test_a_word_alone_is_read_rightly_or_the_doubt_is_told(encoding: str, word: str) -> None:
    assert verdict(word, encoding) in ("right", "told")


@pytest.mark.parametrize(("encoding", "right"), [("cp1252", 12), ("cp1254", 12), ("cp1250", 12), ("cp1251", 12)])
def test_words_not_looked_at_are_read_as_measured(encoding: str, right: int) -> None:
    verdicts = [verdict(word, encoding) for word in UNSEEN[encoding]]
    assert [v for v in verdicts if v.startswith("wrong")] == []
    assert verdicts.count("right") == right


@pytest.mark.parametrize("encoding", list(UNSEEN))
def test_a_dozen_names_leave_no_doubt(encoding: str) -> None:
    for words in (WORDS[encoding], UNSEEN[encoding]):
        names = " and ".join(words)
        data = f"@book{{a, author = {{{names}}}}}".encode(encoding)
        assert names in data.decode(guess(data).encoding) and guess(data).rivals == ()


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("@book{a, author={Bjørn Ærø}, title={Gården på øya}}", "cp1252"),
        ("@book{a, author={Guðmundsson, Jóhannes Þór}, title={Saga þjóðar í máli}}", "cp1252"),
        ("@book{a, title={It’s a “test”}}", "cp1252"),
        ("@book{a, title={Perché è così la città}}", "cp1252"),
        ("@book{a, author={João Conceição}, title={Relações}}", "cp1252"),
        ("@book{a, author={Иванова, Анна}, title={История реки и города}}", "cp1251"),
        ("Анна и Я", "cp1251"),
        ("Иванова Анна", "koi8_r"),
    ],
)
def test_names_tell_the_encoding(words: str, encoding: str) -> None:
    assert words.encode(encoding).decode(guess(words.encode(encoding)).encoding) == words


@pytest.mark.parametrize("text", ["Ελλάδα και Κρήτη", "Ο Γιώργος Σεφέρης και η Αθήνα"])
def test_greek_is_not_taken_for_cyrillic(text: str) -> None:
    assert guess(text.encode("cp1253")).encoding not in ("cp1251", "koi8_r")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("% Encoding: windows-1250\n", "cp1250"),
        ("%% -*- coding: iso-8859-2 -*-\n", "iso8859-2"),
        ("\\documentclass{article}\n\\usepackage[cp1250]{inputenc}\n", "cp1250"),
        ("\\usepackage[utf8,latin2]{inputenc}\n", "iso8859-2"),
        ("\\inputencoding{latin9}\n", "iso8859-15"),
        ('<?xml version="1.0" encoding="windows-1254"?>\n', "cp1254"),
        ('<html><meta charset="iso-8859-1">', "cp1252"),
        ("% !TEX encoding = ISO-8859-9\n", "cp1254"),
    ],
)
def test_what_a_file_says_of_itself_counts_more_than_its_words(head: str, encoding: str) -> None:
    data = head.encode() + "Søren é ü".encode("latin-1")
    assert guess(data)[::2] == (encoding, True)
    assert decode(data, "x") == (data.decode(encoding), ())


@pytest.mark.parametrize(
    "head",
    ["%\\usepackage[cp1251]{inputenc}\n", "% Encoding: UTF-8\n", "% Encoding: nonsense\n", "% encoding: rot13\n"],
)
def test_what_cannot_be_meant_does_not_count(head: str) -> None:
    assert guess(head.encode() + "Müller, Jörg".encode("cp1252")) == ("cp1252", (), False)


def test_the_doubt_is_told_where_the_file_is_spoken_of(tmp_path: Path) -> None:
    (remark,) = decode("Erdoğan".encode("cp1254"), "a.txt")[1]
    assert "cp1254, though cp1252 and cp1250 would fit as well" in remark
    path = tmp_path / "a.bib"
    path.write_bytes("@book{a, author={Kovač}, title={Søren}}".encode("cp1252", errors="replace"))
    (found,) = load_bibliography([path], tmp_path).diagnostics
    assert found.code == "SYN002" and "would fit as well" in found.message


@pytest.mark.parametrize("data", [b"\xff" * 1000, bytes(range(128, 256)) * 50, b"a\x81\x8d"])
def test_any_bytes_get_an_answer_and_no_page_of_dos(data: bytes) -> None:
    encoding = guess(data).encoding
    assert len(data.decode(encoding, errors="replace")) == len(data)
    assert not encoding.startswith(("cp4", "cp7", "cp8", "mac_"))
