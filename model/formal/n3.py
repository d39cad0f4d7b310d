"""N3 代转群众来信: the draft passes on somebody else's letter.

A deputy who learned of a matter from a letter, looked into it and asks for something himself does not pass
it on; so a letter that is only mentioned never counts, the words that hand it over do.
"""

import re

from model.draft import Draft
from model.formal.hit import Hit, find, hit_clauses

_LETTER = "(?:来信|联名信|信件|申诉信|求助信|一封信|申诉材料|信访件|原信)"
_HAND_ON = "(?:转上|转交|转呈|转报|转来|摘转|转述|转递|转送|转达|转寄|转发|代转)"
_IN_TITLE = re.compile(
    rf"(?:^|关于){_HAND_ON}[^，。]{{0,40}}?(?:信|意见|反映|诉求|请求|材料)|^代?转[^，。型变移让办化]{{1,30}}?(?:来信|联名信|的信)$|代转[^，。]{{0,20}}?来信"
)
_MAY_HAND_ON = re.compile("[转信托]")
_IN_BODY = re.compile(
    rf"(?:(?:现|特|兹|谨)(?:将|把|就)[^。；！？\n“”]{{0,40}}?|现予?|特此|兹|谨){_HAND_ON}[^，。；！？\n“”]{{0,12}}"
    rf"|{_LETTER}[^。；！？\n“”不]{{0,16}}?(?:{_HAND_ON}|附后|附上|全文如下|内容如下|摘录如下)"
    r"|受[^，。；！？\n]{1,14}?(?:委托|之托)，?[^，。；！？\n]{0,6}(?:将|把)[^，。；！？\n]{0,14}(?:反映|转交|转达|递交|提交)(?:如下)?"
)


def check(draft: Draft) -> Hit | None:
    """Return the words that hand a letter over."""
    if not _MAY_HAND_ON.search(draft.canonical_body) and "转" not in draft.canonical_title:
        return None
    spans = [*find(draft, _IN_BODY, "body"), *find(draft, _IN_TITLE, "title")]
    if not spans:
        return None
    return hit_clauses(
        draft,
        spans,
        "{words}是代群众转交来信或意见，不是代表自己提出的建议。",
        "请先到当地核实来信所说的情况，再用自己的话写明问题和要求，删去{words}；来信原件可直接转有关单位或信访部门。",
    )
