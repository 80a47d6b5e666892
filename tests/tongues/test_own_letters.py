"""Tongues that alone have their letters, and papers in scripts that set no blanks between words."""

from __future__ import annotations

import pytest

from argmap.ground.text import spaced
from argmap.manuscript.account import count_words
from argmap.manuscript.headings import heads_references
from argmap.outputs.audit.audit import audit_paper
from argmap.sources.references.parse import parse_reference
from argmap.tongues.telling import tell_tongue

CHINESE = "港口在十八世紀發展得很快，商人因此變得富有。鹽的貿易後來衰落了。"


@pytest.mark.parametrize(
    ("sentence", "tongue"),
    [
        (CHINESE, "zh"),
        (CHINESE + " Salt was sold in the port.", "zh"),
        ("港は十八世紀にとても早く大きくなり、商人たちは豊かになった。", "ja"),
        ("항구는 빠르게 커졌고 상인들은 부유해졌다 그리고 소금 무역은 그 뒤로 점점 줄어들기 시작했다 하였다.", "ko"),
        ("הנמל גדל מהר והסוחרים התעשרו מאוד בזכות המלח אשר נמכר בו מדי שנה בשנה על ידי כולם", "he"),
        (
            "Порт рос быстро, и его купцы стали богаты, но торговля солью не была для них так важна, как это было до того.",
            "ru",
        ),
        (
            "Порт швидко зростав, і його купці стали багатими, але торгівля сіллю не була для них такою важливою, як це було.",
            "uk",
        ),
        (
            "Το λιμάνι μεγάλωσε γρήγορα και οι έμποροι του έγιναν πλούσιοι, αλλά το εμπόριο με την Ανατολή δεν ήταν για όλους.",
            "el",
        ),
        ("The port grew fast and its merchants grew rich, as 港 says in the list of it.", "en"),
    ],
)
def test_letters_of_its_own_tell_a_tongue(sentence, tongue):
    told = tell_tongue([sentence] * 2)
    assert told and told.code == tongue


def test_signs_without_blanks_between_count_one_by_one():
    assert count_words("鹽的貿易衰落了 in the port。") == 10
    assert spaced("The port.") == "The port."


def test_a_paper_in_chinese_alone_is_read_and_named(tmp_path):
    (tmp_path / "paper.md").write_text(f"# 港\n\n{CHINESE * 3}\n", encoding="utf-8")
    assert audit_paper(tmp_path / "paper.md").document.tongue == "zh"


@pytest.mark.parametrize(
    ("heading", "heads"),
    [("參考文獻", True), ("参 考 文 献", True), ("5 参考文献", True), ("参考", False), ("文献综述", False)],
)
def test_a_list_is_announced_in_chinese(heading, heads):
    assert heads_references(heading) is heads


@pytest.mark.parametrize(
    ("entry", "authors", "title", "year"),
    [
        ("[1]王明. 水史研究[j]. 水學刊, 2016.", ("王明",), "水史研究", "2016"),
        ("[2] 李華等．鹽的歷史[M/OL]．北京：清流出版社，2008.", ("李華",), "鹽的歷史", "2008"),
        ("[专著] 王明, 李華. 港口[M]. 上海: 江聲出版社, 2011.", ("王明", "李華"), "港口", "2011"),
        (
            "[3]Ried A, Moos B. The quiet mole[J]. Journal of Ports, 2001, 3(2): 1-9.",
            ("Ried, A", "Moos, B"),
            "The quiet mole",
            "2001",
        ),
    ],
)
def test_entries_with_the_letter_of_their_kind_are_read(entry, authors, title, year):
    read = parse_reference(entry)
    assert (read.authors, read.title, read.year) == (authors, title, year)
