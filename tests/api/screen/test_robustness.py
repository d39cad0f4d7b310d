from dataclasses import replace

from api.screen.paper import Paper
from api.screen.robustness import KINDS, PLACES, write_robustness
from tests.api.robustnesses import ROBUSTNESS
from training.robustness import kinds, padding
from training.robustness.outcome import Robustness, share


def written(robustness: Robustness) -> list[str]:
    paper = Paper(colour=False, columns=None)
    write_robustness(paper, robustness)
    return paper.text().splitlines()


def test_the_table_says_what_was_measured_and_whether_it_meets_the_targets() -> None:
    assert written(ROBUSTNESS)[:20] == [
        "模型 fast-0123456789ab，草稿来自 甲.jsonl、乙.jsonl，共 40 件。",
        "区间是 95% 的威尔逊区间；一项改动没有改到的草稿，不算在它的件数里。",
        "注意：其中 3 件就在自带的标注数据里，模型学过，量出来的比实际的稳。",
        "",
        "结论变了多少",
        "  改动            件数  结论变了     占  95% 区间  目标            问题变了",
        "  加五处套话        40         6  15.0%  7.1–29.1   ≤5%  没有达到         7",
        "  换地名            40         0   0.0%   0.0–8.8   ≤3%      达到         0",
        "  换数字            40         0   0.0%   0.0–8.8   ≤3%      达到         0",
        "  标点换全角半角    40         0   0.0%   0.0–8.8   ≤3%      达到         0",
        "  换分段            40         0   0.0%   0.0–8.8   ≤3%      达到         0",
        "  增减空格          40         0   0.0%   0.0–8.8   ≤3%      达到         0",
        "  句号分号互换       0         —      —         —   ≤3%         —         0",
        "",
        "掺四分之一政策文字以后，内容模糊还认不认得出",
        "  改动      件数  不再成立     占  95% 区间  目标            其中拿不准",
        "  掺在文首    10         0   0.0%  0.0–27.8   ≤0%      达到           0",
        "  掺在文中    10         0   0.0%  0.0–27.8   ≤0%      达到           0",
        "  掺在文末    10         1  10.0%  1.8–40.4   ≤0%  没有达到           1",
        "",
    ]


def test_drafts_that_moved_are_shown_five_to_a_change() -> None:
    lines = written(ROBUSTNESS)[20:]
    assert lines[:3] == [
        "加五处套话：6 件，这里列出 5 件",
        "  关于第0条路的建议（h-0）",
        "    修改后提交 → 可提交；内容模糊不再成立",
    ]
    assert lines[11:] == [
        "",
        "政策文字掺在文末：1 件",
        "  （没有标题）（h-9）",
        "    修改后提交；题目过大成立了；内容模糊不再成立",
    ]


def test_what_could_not_be_measured_is_said() -> None:
    none = tuple(replace(each, cleared=share(0, 0), met=None, flips=()) for each in ROBUSTNESS.clearing)
    lines = written(replace(ROBUSTNESS, files=(), seen=0, clearing=none))
    assert "草稿来自自带标注数据中留作检验的一份" in lines[0]
    assert not any("模型学过" in line for line in lines)
    assert "  没有标为内容模糊又认得出来的草稿，这一项没有量。" in lines


def test_every_change_has_a_name() -> None:
    assert list(KINDS) == [kind.name for kind in kinds.KINDS]
    assert tuple(PLACES) == padding.PLACES
