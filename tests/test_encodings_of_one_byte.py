"""Names tell in which one-byte encoding a text was written."""

from __future__ import annotations

import pytest

from argmap.manuscript.encoding import likeliest


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("@book{a, author={Jäger, Jörg}, title={Die Brücke}}", "cp1252"),
        ("@book{a, author={Núñez, José}, title={Añoranza}}", "cp1252"),
        ("@book{a, author={João Conceição}, title={Relações}}", "cp1252"),
        ("@book{a, author={Bjørn Ærø}, title={Gården på øya}}", "cp1252"),
        ("@book{a, author={Guðmundsson, Jóhannes Þór}, title={Saga þjóðar í máli}}", "cp1252"),
        ("@book{a, title={It’s a “test”}}", "cp1252"),
        ("@book{a, title={Perché è così}}", "cp1252"),
        ("@book{a, author={Kılıç, Ali}}", "cp1254"),
        ("@book{a, author={Petőfi, Béla}}", "cp1250"),
        ("@book{a, title={Łódź}}", "cp1250"),
        ("@book{a, author={Erdoğan, Işık}, title={Şehir ve Irmak}}", "cp1254"),
        ("@book{a, author={Wałęsa, Stanisław}, title={Dzieje Gdańska}}", "cp1250"),
        ("@book{a, author={Dvořák, Jiří}, title={Příběh města}}", "cp1250"),
        ("@book{a, author={Иванова, Анна}, title={История реки и города}}", "cp1251"),
    ],
)
def test_names_tell_the_encoding(words: str, encoding: str) -> None:
    data = words.encode(encoding)
    assert data.decode(likeliest(data)) == words


@pytest.mark.parametrize("data", [b"\xff" * 1000, bytes(range(128, 256)) * 50, b"a\x81\x8d"])
def test_any_bytes_get_an_answer_and_no_page_of_dos(data: bytes) -> None:
    encoding = likeliest(data)
    assert len(data.decode(encoding, errors="replace")) == len(data)
    assert not encoding.startswith(("cp4", "cp7", "cp8", "mac_"))
