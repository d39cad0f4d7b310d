"""Words that a reader of the rubric would look for, and nothing learned.

The lists follow ``data/rubric/``. A flag is asserted from two of its words on, 缺乏可行性 from one on: a
single 全面 or 加强 is in every other draft.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import rjieba

from model.content import units
from model.draft import Draft
from model.rubric import FLAGS, FlagName
from training.baselines.baseline import Judge, Judged, Sorter
from training.baselines.truth import text_of
from training.labels import Corpus

_WORDS: dict[FlagName, str] = {
    "too_broad": """
        全面推进 全面提升 全面加强 全方位 全领域 高质量发展 乡村振兴 做大做强 加快发展 大力发展 经济发展
        产业发展 社会事业 统筹推进 整体提升 综合治理 一体化 各项工作 各方面 各个方面 转型升级 营商环境
        教育质量 民生保障 现代化""",
    "vague": """
        有的地方 有些地方 部分路段 部分地区 部分群众 某些单位 不少地方 高度重视 引起重视 予以重视 尽快解决
        有关部门 相关部门 加强领导 提高认识 统一思想 加大力度 加大投入 完善机制 建立机制 健全机制 长效机制
        齐抓共管 形成合力 加强监管 加强管理 加强宣传 出台政策 狠抓落实 切实""",
    "infeasible": """
        修改法律 修订法律 立法 国家标准 税率 高考 中考 养老金标准 基础养老金 个人所得税 地铁 轻轨 机场 高铁站
        三甲医院 全部免费 全民免费 免费乘车 一律 取缔 强制 不得外地 禁止外地 罚款指标 永久基本农田 全额承担
        全部由县财政 全部由市财政 一个月内 一周内 两个月内 改判 撤销判决""",
}
_ENOUGH: dict[FlagName, int] = {"too_broad": 2, "vague": 2, "infeasible": 1}
_NAME = 5.0
"""How much a unit's name counts against a word of its duties that no other unit has."""


class Keywords:
    """Counts words."""

    def __init__(self) -> None:
        self._flags = [re.compile("|".join(_WORDS[flag].split())) for flag in FLAGS]
        self._units = [_weighted(name) for name in units()]

    def learn(self, corpus: Corpus) -> Judge:  # noqa: ARG002 - a rule has nothing to learn
        """Judge by the lists as they are."""
        return self._judge

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:  # noqa: ARG002 - as above
        """Look for pairs of characters of the topics' names; with none, the commonest topic."""
        names = [topic for topic, _ in Counter(topics).most_common()]
        pairs = {name: list(map("".join, pairwise(name))) for name in names}

        def sort(asked: Sequence[str]) -> list[str]:
            return [max(names, key=lambda name: sum(map(text.count, pairs[name]))) for text in asked]

        return sort

    def _judge(self, drafts: Sequence[Draft]) -> Judged:
        texts = [text_of(draft) for draft in drafts]
        counts = np.array([[len(set(words.findall(text))) for words in self._flags] for text in texts])
        enough = np.array([_ENOUGH[flag] for flag in FLAGS])
        scores = [
            [sum(weight for word, weight in words.items() if word in text) for words in self._units]
            for text in texts
        ]
        return Judged(counts / (counts + 1), counts >= enough, np.array(scores, np.float64))


def _duties(duties: str) -> set[str]:
    """Return the words of a unit's duties, of two characters at least."""
    return {word for word in rjieba.cut(duties) if len(word) > 1 and word.isalpha()}


def _weighted(name: str) -> dict[str, float]:
    """Return what speaks for a unit: its names, and the words of its duties by how few units have them."""
    unit = units()[name]
    everyone = [_duties(other.duties) for other in units().values()]
    words = {
        word: math.log(len(everyone) / sum(word in duties for duties in everyone)) / math.log(len(everyone))
        for word in _duties(unit.duties)
    }
    return words | dict.fromkeys((unit.name, *unit.aliases), _NAME)
