"""Short forms and pointers in notes: told where they lead to no one work, silent where a reader can follow them."""

from pathlib import Path

import pytest

from paper_checks import audit_text

_TEXT = """# On Salt

## Introduction

The salt road is older than the towns that live by it.[^1] Toll was taken at every bridge for a hundred years.[^2] The
carters paid it in kind and seldom in coin, as the books show.[^3] None of them wrote a word about it.[^4]

[^1]: {}

[^2]: {}

[^3]: {}

[^4]: {}
"""
_SALT = "Maja Lind, *The Salt Road* (Bergen: Fjord, 1962), 12."
_TOLL = "Maja Lind, *Toll and Bridge* (Bergen: Fjord, 1970), 40."
_CART = "Otto Weber, *The Carters* (Bergen: Fjord, 1981), 7."
_MILL = "Otto Weber, *The Mill* (Bergen: Fjord, 1985), 9."


@pytest.mark.parametrize(
    ("notes", "code", "fires"),
    [
        ((_SALT, _TOLL, _CART, "Lind, op. cit., 17."), "CIT026", True),
        ((_SALT, _CART, _MILL, "Lind, op. cit., 17."), "CIT026", False),
        ((_SALT, _TOLL, _CART, "Lind, a. a. O., S. 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Haug, *Coin*, 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Weber, *Carters*, 17."), "CIT026", False),
        ((_SALT, _TOLL, _CART, "Lind (see note 14 above), 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind, supra note 14, at 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind (vgl. oben Anm. 3), S. 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind, cit. nt. 14, p. 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind (Fn. 14), S. 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind, *Salt* (n 14) 17."), "CIT026", True),
        ((_SALT, _TOLL, _CART, "Lind (n 1) 17."), "CIT026", False),
        ((f"{_SALT[:-1]}; {_TOLL}", _CART, _MILL, "Lind, supra note 1, at 17."), "CIT026", True),
        ((f"{_SALT[:-1]}; {_TOLL}", _CART, _MILL, "Lind, *Toll*, supra note 1, at 17."), "CIT026", False),
        ((f"{_SALT[:-1]}; {_CART}", _TOLL, _MILL, "Lind, supra note 1, at 17."), "CIT026", False),
        ((_SALT, _TOLL, _CART, "All boats (n 14) were counted."), "CIT026", False),
        ((_SALT, _TOLL, _CART, "Lind (see note 1 above), 17."), "CIT026", False),
        ((_SALT, _TOLL, _CART, "See note 3 above."), "CIT026", False),
        (("Ebd., S. 3.", _TOLL, _CART, _MILL), "CIT027", True),
        ((f"{_SALT} See also {_CART}", "Ibid., 14.", _TOLL, _MILL), "CIT027", True),
        ((f"{_SALT} Vgl. {_CART}", "Ebenda, S. 14.", _TOLL, _MILL), "CIT027", True),
        ((_SALT, "Ibid., 14.", _TOLL, _MILL), "CIT027", False),
        (("Vgl. ebd., S. 3.", _TOLL, _CART, _MILL), "CIT027", True),
        (("See ibid., 3.", _TOLL, _CART, _MILL), "CIT027", True),
        ((_SALT, "Vgl. ebd., S. 14.", _TOLL, _MILL), "CIT027", False),
        ((_SALT, "Nobody kept these books.", "Ibid., 14.", _MILL), "CIT027", True),
        ((_SALT, "Qur’an 2:255.", "Ibid., 2:256.", _MILL), "CIT027", False),
        ((_SALT, "Joh 3,16; Röm 8,28.", "Ebd., 8,30.", _MILL), "CIT027", False),
        ((_SALT, "Cic. off. 1,20.", "Ibid., 1,21.", _MILL), "CIT027", False),
        (("Isto é, a estrada do sal.", _TOLL, _CART, _MILL), "CIT027", False),
    ],
)
def test_a_pointer_that_leads_to_no_one_work_is_told(
    tmp_path: Path, notes: tuple[str, ...], code: str, fires: bool
) -> None:
    found = audit_text(tmp_path, _TEXT.format(*notes), name="a.md", select=code)
    assert bool(found) is fires, [f.message for f in found]


@pytest.mark.parametrize(
    ("last", "fires"),
    [
        ("Bridges of the North. Fjord Press, 1990.", True),
        ("Bridges of the North (Bergen: Fjord Press, 1990).", True),
        ("Otto Weber, *Bridges of the North* (Bergen: Fjord Press, 1990).", False),
        ("Weber: Bridges of the North. Fjord Press, 1990.", False),
    ],
)
def test_a_whole_book_without_an_author_is_told_though_other_notes_could_not_be_read(
    tmp_path: Path, last: str, fires: bool
) -> None:
    notes = ("Otto Weber, letter to his son, 1 May.", "Norrvik, box 3.", "As the carters say.", last)
    found = audit_text(tmp_path, _TEXT.format(*notes), name="a.md", select="CIT028")
    assert [last in f.message for f in found] == ([True] if fires else []), [f.message for f in found]
