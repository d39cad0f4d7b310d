"""The labels of printed forms (标题, 领衔代表, 内容 …) and what each says about the words beside it."""

import re
from dataclasses import dataclass
from typing import Literal

from api.documents.source import Line
from model.canonical import canonical

Kind = Literal["title", "field", "loose", "content", "section"]
"""``title``: the title follows; ``field``: something about a person or the file; ``loose``: the same, but the
word is common in drafts too (地址), so it counts only in a form, at the head or at the foot; ``content``: the
body follows and the label is no part of it; ``section``: the body follows and the label heads it (建议)."""

_WORDS: dict[Kind, str] = {
    "title": """
        标题 题目 案由 题名 建议名称 建议题目 建议标题 建议案由 建议案题目 提案名称 提案题目 提案标题
        提案案由 议案名称 议案题目 议案标题 议案案由 意见名称 建议议案名称 建议、批评和意见标题
        建议批评和意见题目
    """,
    "field": """
        领衔代表 领衔人 领衔代表姓名 领衔代表签名 领衔代表签字 领衔人姓名 领衔提出人 第一提案人 提案人
        提案者 建议人 提建议人 提建议代表 提出人 提出建议人 建议提出人 提议人 提议案人 议案提出人
        提出代表 代表姓名 代表签名 代表签字 联名代表 联名人 联名代表姓名 联名代表签名 联名提出人
        附议代表 附议人 附议代表姓名 附议代表签名 附议人姓名 联系电话 电话号码 手机 手机号 手机号码
        移动电话 固定电话 办公电话 住宅电话 联系人电话 联系方式 联系人 单位及职务 单位职务 单位和职务
        单位、职务 工作单位 工作单位及职务 工作单位和职务 职业及职务 通讯地址 通信地址 联系地址 家庭住址
        家庭地址 通讯住址 邮编 邮政编码 电子邮箱 电子邮件 电子信箱 代表团 所在代表团 所属代表团
        代表团名称 代表证号 代表证号码 代表证编号 代表证 代表号 代表编号 届次 届别 建议编号 建议号
        建议案号 提案编号 提案号 议案编号 议案号 提出日期 提交日期 提交时间 提出时间 填表日期 填报日期
        填表时间 收到日期 收件日期 收到时间 建议类别 提案类别 议案类别 内容分类 案别 主办单位 会办单位
        协办单位 承办单位 建议承办单位 交办单位 办理类型 审查意见 审核意见 审查人 审定意见 承办意见
        交办意见 大会秘书处意见 秘书处意见 议案组意见 议案审查委员会意见 人大常委会意见 代表团意见
        代表团审核意见 代表团审查意见 选举单位 所在选区 身份证号 身份证号码 是否公开 是否同意公开
        是否同意网上公开 是否同意全文公开 提交层级 建议层级 联名人数 附议人数 填表说明 填写说明
    """,
    "loose": """
        代表 姓名 签名 签字 联名 附议 电话 单位 职务 职业 地址 住址 邮箱 传真 会议 编号 案号 序号 顺序号
        收文号 日期 类别 分类 办理单位 办理方式 处理意见 选区 性别 年龄 民族 党派 政治面貌 学历 文化程度
        备注 层级 级别 本级 附件 附 注 微信 微信号 年度 签章 公开方式
    """,
    "content": """
        内容 正文 建议内容 主要内容 具体内容 提案内容 议案内容 建议正文 内容及建议 内容和建议 建议的内容
        建议具体内容 建议主要内容 情况及建议 情况和建议 问题及建议 问题和建议 情况分析及建议
        情况分析和建议 情况、分析、建议 情况、分析和建议 建议、批评和意见内容 建议批评和意见内容
        建议、批评、意见内容
    """,
    "section": """
        建议 具体建议 意见建议 意见和建议 意见及建议 工作建议 有关建议 解决建议 对策建议 措施建议
        建议措施 建议和措施 建议及措施 建议事项 建议办法 对策 对策措施 办法 解决办法 具体办法 措施
        具体措施 解决措施 改进措施 办法和建议 诉求 具体诉求 具体要求 方案 解决方案 情况 基本情况
        情况说明 情况介绍 情况分析 调研情况 问题 存在问题 存在的问题 主要问题 反映问题 反映的问题
        问题分析 背景 建议背景 背景情况 理由 提出理由 建议理由 分析 原因 原因分析 存在原因 现状 现状分析
        现状及问题 现状和问题 事由 案据 依据
    """,
}
LABELS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}

_LONGEST = 80
_SHEET = 400


def _spaced(words: list[str]) -> str:
    return "|".join(" {0,4}".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


_KNOWN = _spaced(list(LABELS))
_PERSONAL = _spaced([word for word, kind in LABELS.items() if kind in ("field", "loose")])
_AT_START = re.compile(
    rf"(?P<label>{_KNOWN})(?:（[^（）]{{0,20}}）)?(?:(?P<colon> ?：) *|(?P<gap> +)|(?=\d{{7}}))"
)
_FURTHER = re.compile(
    rf"(?:(?<=[ ；，、（）])|(?<=\d))(?P<label>{_PERSONAL})"
    r"(?:（[^（）]{0,20}）)?(?: ?： *| +|(?=\d{7}))"
)
_NOTE = re.compile(r"(?:（[^（）]*）)?：?$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what stands beside it in the same line.

    Attributes:
        label: without blanks, such as ``联系电话``.
        kind: what it says.
        colon: whether a colon follows the label, rather than a gap.
        value: the words beside it; may be empty.
    """

    label: str
    kind: Kind
    colon: bool
    value: Line


def label_alone(line: Line) -> str | None:
    """Return the label if the line is nothing but one, such as ``标　题`` or ``内容（可另附页）：``."""
    text = canonical(line.text)
    if len(text) > _LONGEST:
        return None
    bare = _NOTE.sub("", text.replace(" ", "").replace("\n", "")).lstrip("*＊")
    return bare if bare in LABELS else None


def labelled(line: Line) -> Labelled | None:
    """Return the label at the start of a line and all that follows it; ``None`` where there is none."""
    match = _AT_START.match(canonical(line.text))
    if match is None:
        return None
    label = match["label"].replace(" ", "")
    return Labelled(label, LABELS[label], match["colon"] is not None, line.cut(match.end(), len(line.text)))


def split_labelled(line: Line) -> list[Labelled]:
    """Return every label of a line, each with its own value: ``领衔代表：张三　联系电话 13800000000``."""
    line = line.stripped("（）—-·")
    first = labelled(line)
    text = canonical(line.text)
    if first is None or len(text) > _SHEET:
        return []
    found = [first]
    start = len(text) - len(first.value.text)
    for match in _FURTHER.finditer(text, start):
        last = found[-1]
        found[-1] = Labelled(last.label, last.kind, last.colon, line.cut(start, match.start()))
        label = match["label"].replace(" ", "")
        found.append(Labelled(label, LABELS[label], "：" in match.group(), line.cut(match.end(), len(text))))
        start = match.end()
    return found
