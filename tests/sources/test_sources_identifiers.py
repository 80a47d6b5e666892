"""Identifiers: their form and their check digits."""

import pytest

from argmap.sources.identifiers import bare_doi, doi_problem, doubled_doi, identifier_problem


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("doi", "10.1000/182"),
        ("doi", "https://doi.org/10.1111/j.1758-5899.2012.00190.x"),
        ("doi", "doi:10.1000.10/123(456)"),
        ("isbn", "978-0-306-40615-7"),
        ("isbn", "0-8044-2957-X"),
        ("isbn", "0306406152 (pbk.), 978 0 306 40615 7"),
        ("issn", "0378-5955"),
        ("issn", "2434561x"),
    ],
)
def test_a_right_identifier_has_no_problem(kind: str, value: str) -> None:
    assert identifier_problem(kind, value) is None


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("doi", "11.1000/182", "begin with 10."),
        ("doi", "10.1000", "form"),
        ("doi", "10.1000/182.", "ends with"),
        ("isbn", "978-0-306-40615-8", "should be 7"),
        ("isbn", "0-8044-2957-1", "should be X"),
        ("isbn", "977-0-306-40615-7", "978 or 979"),
        ("isbn", "12345", "neither 10 nor 13"),
        ("isbn", "0306406152, 0306406153", "should be 2"),
        ("issn", "0378-5956", "should be 5"),
        ("issn", "037-5955", "form"),
    ],
)
def test_a_wrong_identifier_says_what_is_wrong(kind: str, value: str, says: str) -> None:
    problem = identifier_problem(kind, value)
    assert problem is not None and says in problem


def test_every_single_wrong_digit_of_an_isbn_is_noticed() -> None:
    right = "9780306406157"
    for place in range(3, 13):
        for digit in "0123456789":
            changed = right[:place] + digit + right[place + 1 :]
            assert (identifier_problem("isbn", changed) is None) == (changed == right)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/https://doi.org/10.1234/weir", "10.1234/weir"),
        ("doi:doi: 10.1234/weir", "10.1234/weir"),
        (
            "10.1002/(SICI)1099(199908)12:3%3C45::AID-X%3E3.0.CO;2-A",
            "10.1002/(sici)1099(199908)12:3<45::aid-x>3.0.co;2-a",
        ),
        (
            "10.1002/(SICI)1099(199908)12:3&lt;45::AID-X&gt;3.0.CO;2-A",
            "10.1002/(sici)1099(199908)12:3<45::aid-x>3.0.co;2-a",
        ),
        ("10.1002/a&amp;lt;b", "10.1002/a<b"),
    ],
)
def test_doubled_and_escaped_dois_are_read(text: str, doi: str) -> None:
    assert bare_doi(text) == doi


@pytest.mark.parametrize(
    "written",
    [
        "DOI: https://doi.org/10.1234/weir",
        "doi:https://doi.org/10.1234/weir",
        "DOI https://dx.doi.org/10.1234/weir",
        "doi: http://journals.example.org/doi/10.1234/weir",
    ],
)
def test_a_label_before_an_address_is_no_second_prefix(written: str) -> None:
    assert doi_problem(written) is None
    assert doubled_doi(f"Ager, S. (2012). Weirs. {written}.") is None
    assert bare_doi(written) == "10.1234/weir"


@pytest.mark.parametrize(
    "written",
    [
        "DOI: https://doi.org/https://doi.org/10.1234/weir",
        "DOI: doi: 10.1234/weir",
        "doi:doi:https://doi.org/10.1234/weir",
        "https://doi.org/doi:10.1234/weir",
    ],
)
def test_two_of_the_same_are_told_behind_a_label_too(written: str) -> None:
    assert "prefixes" in (doi_problem(written) or "")
    assert doubled_doi(f"Ager, S. (2012). Weirs. {written}.") is not None


def test_a_doubled_prefix_is_told() -> None:
    assert "prefixes" in (doi_problem("https://doi.org/https://doi.org/10.1234/weir") or "")
    assert doubled_doi("See https://doi.org/doi:10.1234/weir.") == "https://doi.org/doi:10.1234/weir"
    assert doubled_doi("See https://doi.org/10.1234/weir.") is None
    assert doi_problem("10.1002/(SICI)1099(199908)12:3%3C45::AID-X%3E3.0.CO;2-A") is None
