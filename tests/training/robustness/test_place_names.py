import re

import pytest

from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus, read_corpus
from training.robustness.place_names import NAMES, place_names

FICTIONAL = "|".join(name for names in NAMES.values() for name in names)


def test_a_name_changes_alike_in_title_and_body() -> None:
    draft = Draft("关于修通鹿鸣镇道路的建议", "鹿鸣镇的路不通。鹿鸣人盼了多年，请修到鹿鸣镇政府。", "乡镇")
    changed = place_names(draft, chance())
    (new,) = set(re.findall(FICTIONAL, changed.title + changed.body))
    assert changed == Draft(draft.title.replace("鹿鸣", new), draft.body.replace("鹿鸣", new), draft.level)


def test_two_places_get_two_names() -> None:
    draft = Draft("", "贵池区鹿鸣镇的路。")
    changed = place_names(draft, chance())
    assert re.fullmatch(f"({FICTIONAL})区({FICTIONAL})镇的路。", changed.body)
    assert len(set(re.findall(FICTIONAL, changed.body))) == 2


@pytest.mark.parametrize(
    "body",
    [
        *("全县农村的路。", "各乡镇和城区都有。", "偏远村的老人多。", "美丽乡村建设。", "邻近村也这样。"),
        *(
            "我镇我乡我村。",
            "中心小学和实验小学。",
            "鼓励大学生村官。",
            "各小区和超市。",
            "苏南地区和沿海地区。",
        ),
    ],
)
def test_what_is_no_name_stays(body: str) -> None:
    assert place_names(Draft("", body), chance()) == Draft("", body)


def test_only_names_change_in_real_drafts(small_corpus: Corpus) -> None:
    altered = 0
    for row in small_corpus.drafts:
        changed = place_names(row.draft, chance(3))
        altered += changed != row.draft
        before, after = (f"{draft.title}\n{draft.body}" for draft in (row.draft, changed))
        assert len(changed.title) == len(row.draft.title)
        assert len(after) == len(before)
        new = {at for found in re.finditer(FICTIONAL, after) for at in range(*found.span())}
        assert all(
            old == other for at, (old, other) in enumerate(zip(before, after, strict=True)) if at not in new
        )
    assert altered > len(small_corpus.drafts) / 10


def test_the_names_are_fictional_and_of_the_stated_length() -> None:
    texts = "\n".join(row.draft.title + row.draft.body for row in read_corpus().drafts)
    for length, names in NAMES.items():
        assert {len(name) for name in names} == {length}
        assert len(set(names)) == len(names)
        assert [name for name in names if name in texts] == []
