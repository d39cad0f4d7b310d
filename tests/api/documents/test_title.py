import pytest

from api.documents.reading import read_bytes
from model.draft import Draft
from tests.api.documents.samples import ASK, LETTERHEAD, SITUATION, TITLE


def draft(*lines: str, title: str | None = None) -> Draft:
    return read_bytes("-", "\n".join(lines).encode(), title=title).draft


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE,),
        (f"标题：{TITLE}",),
        (f"标　题： {TITLE}",),
        (f"案由:{TITLE}",),
        (f"题目\t{TITLE}",),
        ("建议名称：", TITLE),
        (f"# {TITLE}",),
        (f"## **{TITLE}** ##",),
        (f"**{TITLE}**",),
        ("关于在文昌路小学门口", "安装红绿灯的建议"),
        ("　关于在 文昌路小学门口安装红绿灯　的 建议",),
        (LETTERHEAD, "代表建议、批评和意见", "第　　号", TITLE),
        ("附件1", "人大代表建议用纸", f"标题：{TITLE}"),
        ("类别：交通", TITLE),
    ],
)
def test_found(lines: tuple[str, ...]) -> None:
    assert draft(*lines, SITUATION, ASK) == Draft(TITLE, f"{SITUATION}\n{ASK}")


@pytest.mark.parametrize(
    "title",
    [
        "给四组后巷装几盏路灯",
        "加快农业产业化步伐，促进农民增收",
        "太平巷2号楼居民：请管管对着窗户的排烟口",
        "园区下晚班没有公交",
    ],
)
def test_a_short_first_line_is_one(title: str) -> None:
    assert draft(title, SITUATION, ASK) == Draft(title, f"{SITUATION}\n{ASK}")


@pytest.mark.parametrize(
    "first",
    [SITUATION, "一、基本情况", "建议：", "尊敬的各位领导", "村口的桥坏了。", "1.修桥", "目前存在的问题："],
)
def test_a_line_of_the_draft_is_none(first: str) -> None:
    document = read_bytes("-", f"{first}\n{ASK}".encode())
    assert document.draft == Draft("", f"{first}\n{ASK}")
    assert document.notices == ("没有找到标题。标题也要审读，请写明（命令行里用 --title）。",)


def test_a_cause_told_at_length_is_body() -> None:
    assert draft(TITLE, f"案由：{SITUATION}", ASK) == Draft(TITLE, f"案由：{SITUATION}\n{ASK}")


def test_only_a_title_is_still_a_draft() -> None:
    assert draft(TITLE) == Draft(TITLE, "")


def test_a_title_of_mixed_script_keeps_its_blanks_between_words() -> None:
    assert draft("关于 推动 5G NR 网络 覆盖 产业园的建议", ASK).title == "关于推动5G NR网络覆盖产业园的建议"


def test_a_blank_between_two_halves_stays() -> None:
    assert (
        draft("大力弘扬爱国主义精神 筑牢国防建设根基", ASK).title == "大力弘扬爱国主义精神 筑牢国防建设根基"
    )


def test_a_given_title_leaves_the_body_whole() -> None:
    assert draft("园区下晚班没有公交", ASK, title=TITLE) == Draft(TITLE, f"园区下晚班没有公交\n{ASK}")
    assert draft(SITUATION, ASK, title=f" {TITLE} ") == Draft(TITLE, f"{SITUATION}\n{ASK}")


def test_a_given_title_that_stands_in_the_file_is_not_repeated() -> None:
    assert draft("园区下晚班没有公交", ASK, title="园区下晚班没有公交") == Draft("园区下晚班没有公交", ASK)
    assert draft("村口的桥坏了。", ASK, title="村口的桥坏了。") == Draft("村口的桥坏了。", ASK)


def test_a_given_title_takes_the_place_of_one_in_the_file() -> None:
    document = read_bytes("-", f"标题：{TITLE}\n{ASK}".encode(), title="装红绿灯")
    assert document.draft == Draft("装红绿灯", ASK)
    assert document.notices == (f"文件里的标题是“{TITLE}”，已按您给的标题审读。",)
