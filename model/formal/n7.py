"""N7 用请示、报告、申请、感谢信等文体: the form of another kind of letter.

The title ends in the name of that form, or the body closes with its set phrases (妥否，请批示). A draft that
only tells of reports handed in earlier, or is called 议案, 提案 or 情况反映, is a suggestion.
"""

import re

from model.draft import Draft, Quote
from model.formal.hit import Hit, Span, cut, find, words

_FORMS = "请示报告|情况报告|调研报告|调查报告|请示|报告|申请书|申请|感谢信|表扬信|倡议书|工作总结|汇报|函"
_IN_TITLE = re.compile(rf"(?P<form>{_FORMS})[\s）)》”。！]*$")
_THANKS_TITLE = re.compile(r"^(?:衷心|特别|诚挚)?(?:感谢|致谢|表扬)")
_CLOSING = re.compile(
    r"(?:妥否|当否|可否|是否妥当|是否可行|如无不妥|以上(?:请示|报告|申请|意见)(?:如)?[^，。；]{0,6})[，,]?\s*(?:恳|敬|特|望)?(?:请|望|盼)[^，。；\n]{0,8}?(?:批示|批复|批准|审批|批转|指示|审阅|审议)"
    r"|特此(?:请示|申请|报告|汇报|致谢|感谢|函达|函告)|特(?:请示|申请)|(?:恳请|敬请|呈请|请|望)(?:予以?|给予|领导|上级|贵局|县政府|镇政府)?(?:批示|批复)|(?:请|望|恳请|敬请)(?:予以?|给予|领导|上级)?批准(?:为盼|为荷|为感)?(?=[。！\s]|$)"
)
_MAY_CLOSE = re.compile("批|指示|审[阅议]|特[此请申]")
"""One of these stands in every closing; a few characters are sooner looked for than all the phrases."""
_ASKS = re.compile("建议|恳请|希望|望|请(?!示|教|问|看|客)|要求|应当")


def check(draft: Draft) -> Hit | None:
    """Return the name of the form in the title and the set phrases in the body."""
    titled = _IN_TITLE.search(draft.canonical_title)
    closings = find(draft, _CLOSING, "body") if _MAY_CLOSE.search(draft.canonical_body) else []
    if titled:
        spans = [Span("title", titled.start("form"), titled.end("form")), *closings]
        form = titled["form"]
    elif closings:
        spans, form = closings, "请示、申请"
    elif (thanks := _THANKS_TITLE.search(draft.canonical_title)) and not _ASKS.search(draft.canonical_body):
        spans, form = [Span("title", thanks.start(), len(draft.title))], "感谢信"
    else:
        return None
    quotes = cut(draft, spans)
    closing = "".join(words(quote) for quote in quotes if quote.part == "body")
    dropped = f"，删去{closing}" if closing else ""
    return Hit(
        quotes,
        _message(form, quotes[0]),
        f"请改用建议的写法：{_title(draft, titled)}，以代表个人的名义提出{dropped}。",
    )


def _message(form: str, quoted: Quote) -> str:
    if form == quoted.text:
        return f"题目写成了“{form}”，这是单位之间往来的文体，不是代表建议。"
    return f"{words(quoted)}是{form}的写法，不是代表建议。"


def _title(draft: Draft, titled: re.Match[str] | None) -> str:
    """Say how the title should read, in its own words where it has a form to drop."""
    matter = draft.masked_title[: titled.start("form")].strip().removesuffix("的") if titled else ""
    if "关于" in matter:
        return f"题目可写“{matter[matter.index('关于') :]}的建议”"
    return "题目写“关于……的建议”，正文写情况和要求"
