"""Adversarial text by hand: what people have found to be slow for readers of Chinese and of numbers."""

import re
from typing import NamedTuple

SIZE = 100_000
"""Code points of one text."""

_BREAKS = "\n\r\v\f\x85\u2028\u2029"

UNITS = {
    "数字": "1",
    "数字和空格": "1 ",
    "全角数字": "１",
    "身份证号": "11010519491231002X",
    "手机号加空格": "138 0013 8000 ",
    "带横线的数字": "6222-0210-",
    "卡号": "6222021001116245702",
    "数字间隔三格": "1   ",
    "左括号": "（",
    "括号对": "（）",
    "半截括号": "（一",
    "左引号": "“",
    "套叠引号": "“‘",
    "引号对": "“”",
    "书名号": "《",
    "顿号": "、",
    "逗号": "，",
    "句号": "。",
    "问号叹号": "！？",
    "省略号": "…",
    "冒号": "：",
    "换行": "\n",
    "回车换行": "\r\n",
    "空格": " ",
    "全角空格": "\u3000",
    "零宽空格": "\u200b",
    "制表符": "\t",
    "一个字": "的",
    "生僻字": "𠀀",
    "表情": "😀",
    "拉丁字母": "a",
    "拉丁和空格": "a ",
    "大写土耳其字母": "İ",
    "希腊字母": "Σ",
    "组合符号": "e\u0301",
    "建议": "建议",
    "请": "请",
    "建议逗号": "建议，",
    "建议句号": "建议。",
    "建议换行": "建议\n",
    "关于": "关于",
    "关于的建议": "关于的建议",
    "情况和问题": "情况和问题及其原因的建议内容",
    "建议内容": "建议内容建议内容建议内容建议内容建议内容的。",
    "序号": "一、",
    "序号和字": "一、修路。",
    "括号序号": "（一）",
    "数字序号": "1、",
    "圈码": "①",
    "第一": "第一，",
    "一是": "一是",
    "教育局": "教育局",
    "请教育局": "请县教育局，",
    "多个单位": "县教育局、公安局、交通运输局",
    "单位半截": "县教育",
    "法院": "请法院",
    "我家": "我家",
    "请解决我": "请解决我",
    "本人的": "本人的",
    "弟弟": "我弟弟",
    "邻县": "请邻县",
    "与某县": "与甲乙县",
    "来信": "来信",
    "公司牌": "我公司“",
    "年月日": "2025年1月8日",
    "一百": "一百",
    "万": "一万",
    "数目": "1,234.5万元",
    "每人": "每人1万元",
    "三百多户": "三百多户",
    "村": "李家村",
    "路": "红星路",
    "村道": "村道",
    "地点": "红星村石桥镇东风路",
    "发生": "去年发生",
    "标签": "<a ",
    "注释": "<!--",
    "实体": "&",
    "网址": "http://",
    "星号": "**",
    "方括号": "[",
    "链接": "[a](",
    "井号": "# ",
    "反引号": "`",
    "联系电话": "联系电话",
    "联系 电话": "联 系 电 话 ",
    "代表": "代表：张三　",
    "代表团": "第一代表团",
    "人大": "第一届人民代表大会",
    "半截代理对": "\ud800",
    "兼容字": "\u2f00",
    "空字节": "\x00",
    "删除符": "\x7f",
}
"""By what they are called in the table; each is repeated."""

FRAMES = {
    "": ("", ""),
    "关于…的建议": ("关于", "的建议"),
    "建议…。": ("建议", "。"),
}
"""What the repetitions stand between: nothing, the frame of a title, an ask."""


class Repeated(NamedTuple):
    """A text that says the same again and again.

    Attributes:
        head: what it begins with.
        unit: what is repeated.
        tail: what it ends with.
    """

    head: str
    unit: str
    tail: str = ""

    def text(self, size: int = SIZE) -> str:
        """Return it, ``size`` code points long where head and tail leave room."""
        room = max(size - len(self.head) - len(self.tail), len(self.unit))
        return self.head + (self.unit * (room // len(self.unit) + 1))[:room] + self.tail


def strings() -> dict[str, Repeated]:
    """Return the texts by name."""
    return {
        f"{name} {frame}".rstrip(): Repeated(head, unit, tail)
        for name, unit in UNITS.items()
        for frame, (head, tail) in FRAMES.items()
    }


def lined(text: str, width: int) -> str:
    """Return a text with a line break wherever a line would be longer than ``width``."""
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
    )


def few_lines(text: str, most: int) -> str:
    """Return a text with commas in place of all line breaks but the first ones."""
    head = re.split(f"([{_BREAKS}])", text, maxsplit=most - 1)
    return "".join(head[:-1]) + head[-1].translate(dict.fromkeys(map(ord, _BREAKS), "，"))
