import docx
import pytest
from docx.document import Document as WordDocument

from api.documents.document import Document
from api.documents.reading import read_bytes
from tests.api.documents.samples import ASK, FORM, SITUATION, TITLE, fill_form, form_bytes, saved, word_bytes

BODY = f"{SITUATION}\n建议\n{ASK}"


def form(*rows: tuple[str, ...]) -> Document:
    return read_bytes("表.docx", word_bytes(lambda document: fill_form(document, rows)))


def text(*lines: str) -> Document:
    return read_bytes("-", "\n".join(lines).encode())


def test_a_printed_form() -> None:
    document = read_bytes("表.docx", form_bytes())
    assert (document.draft.title, document.draft.body) == (TITLE, BODY)
    assert document.fields == {
        "表头": "松涧县第十八届人民代表大会第四次会议 代表建议、批评和意见",
        "领衔代表": "张三",
        "代表团": "鹭湾代表团",
        "联系电话": "138 0000 0001",
        "邮政编码": "421000",
    }


def test_labels_above_their_values() -> None:
    document = form(
        ("案由",),
        (TITLE,),
        ("领衔代表", "单位及职务", "联系电话"),
        ("张三", "鹭湾镇农技站站长", "13800000001"),
        ("李四", "鹭湾镇小学教师", "13800000002"),
        ("建议内容（可另附页）",),
        (f"{SITUATION}\n建议：\n{ASK}",),
    )
    assert (document.draft.title, document.draft.body) == (TITLE, f"{SITUATION}\n建议：\n{ASK}")
    assert document.fields == {
        "领衔代表": "张三、李四",
        "单位及职务": "鹭湾镇农技站站长、鹭湾镇小学教师",
        "联系电话": "13800000001、13800000002",
    }


def test_text_below_a_list_of_names_is_body() -> None:
    document = form(("标题", TITLE), ("姓名", "联系电话"), ("李四", "138 0000 0002"), ("", SITUATION + ASK))
    assert (document.draft.title, document.draft.body) == (TITLE, SITUATION + ASK)
    assert document.fields == {"姓名": "李四", "联系电话": "138 0000 0002"}


def test_a_cause_below_a_title_is_body() -> None:
    document = text(TITLE, "案由：", "村口的桥坏了三年", "建议：", ASK)
    assert (document.draft.title, document.draft.body) == (TITLE, f"案由：\n村口的桥坏了三年\n建议：\n{ASK}")


def test_labels_that_run_down_a_cell() -> None:
    document = form(("题\n目", TITLE), ("内\n\n容", SITUATION), ("建\n议", ASK))
    assert (document.draft.title, document.draft.body) == (TITLE, BODY)


def test_label_and_value_in_one_cell() -> None:
    document = form(
        (f"标题：{TITLE}",),
        ("领衔代表：张三　　联系电话：13800000001",),
        (f"内容：\n{SITUATION}\n建议：{ASK}",),
    )
    assert (document.draft.title, document.draft.body) == (TITLE, f"{SITUATION}\n建议：{ASK}")
    assert document.fields == {"领衔代表": "张三", "联系电话": "13800000001"}


def test_what_officials_fill_in_is_not_the_draft() -> None:
    document = form(
        ("编号", "", "类别", "交通"),
        *FORM,
        ("大会秘书处意见", "交县公安局办理。"),
        ("是否同意公开", "☑是　□否"),
        ("签收", "年　月　日"),
    )
    assert (document.draft.title, document.draft.body) == (TITLE, BODY)
    assert document.fields["大会秘书处意见"] == "交县公安局办理。"
    assert document.fields["类别"] == "交通"


def test_a_label_nobody_knows_heads_its_text() -> None:
    document = form(("标题", TITLE), ("事情缘由", SITUATION), ("建议", ASK))
    assert document.draft.body == f"事情缘由\n{SITUATION}\n建议\n{ASK}"


def test_merged_cells_come_once_and_columns_stay_in_line() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(3, 0))
    for (row, column), words in {
        (0, 0): "标题", (0, 1): TITLE,
        (1, 0): "联名代表", (1, 1): "姓名", (1, 2): "联系电话",
        (2, 1): "李四", (2, 2): "13800000002",
        (3, 1): "王五", (3, 2): "13800000003",
    }.items():  # fmt: skip
        table.cell(row, column).paragraphs[0].text = words
    document.add_paragraph(ASK)
    read = read_bytes("表.docx", saved(document))
    assert (read.draft.title, read.draft.body) == (TITLE, ASK)
    assert read.fields == {"姓名": "李四、王五", "联系电话": "13800000002、13800000003"}


def test_a_form_inside_a_frame() -> None:
    def build(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        inner = cell.add_table(2, 2)
        for row, words in zip(inner.rows, (("标题", TITLE), ("内容", SITUATION)), strict=True):
            for part, word in zip(row.cells, words, strict=True):
                part.text = word

    document = read_bytes("表.docx", word_bytes(build))
    assert (document.draft.title, document.draft.body) == (TITLE, SITUATION)


def test_a_table_of_facts_is_body() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph(TITLE)
        document.add_paragraph(SITUATION)
        fill_form(document, (("年份", "事故（起）"), ("2023", "1"), ("2024", "3")))
        document.add_paragraph(ASK)

    document = read_bytes("表.docx", word_bytes(build))
    assert document.draft.body == f"{SITUATION}\n年份\t事故（起）\n2023\t1\n2024\t3\n{ASK}"


def test_a_form_typed_as_text() -> None:
    document = text(
        f"标题\t{TITLE}",
        "领衔代表：张三　联 系 电 话 138 0000 0001",
        "联名代表：李四、王五；代表团：鹭湾代表团",
        "联系地址",
        "鹭湾镇新街12号",
        "内容：",
        SITUATION,
        "建议：",
        ASK,
    )
    assert (document.draft.title, document.draft.body) == (TITLE, f"{SITUATION}\n建议：\n{ASK}")
    assert document.fields == {
        "领衔代表": "张三",
        "联系电话": "138 0000 0001",
        "联名代表": "李四、王五",
        "代表团": "鹭湾代表团",
        "联系地址": "鹭湾镇新街12号",
    }


@pytest.mark.parametrize(
    "foot",
    [
        "领衔代表：张三 联系电话 13800000001",
        "松涧县人大代表　张三",
        "松涧县人大代表张三",
        "提建议人：张三、李四",
        "鹭湾代表团　张三",
        "（联系人：张三，电话：13800000001）",
        "2025年1月8日",
        "二〇二五年一月八日",
        "2025 年　1 月 8 日",
        "2025-01-08",
        "附件：现场照片3张",
    ],
)
def test_names_and_dates_at_the_foot_are_fields(foot: str) -> None:
    document = text(TITLE, SITUATION, ASK, foot, "2025年1月9日")
    assert document.draft.body == f"{SITUATION}\n{ASK}"
    assert "2025年1月9日" in document.fields["日期"]
    assert len(document.fields) > 1 or "、" in document.fields["日期"]


@pytest.mark.parametrize("head", ["——张三代表", "松涧县人大代表 张三", "（领衔代表：张三）", "代表：张三"])
def test_names_under_the_title_are_fields(head: str) -> None:
    document = text(TITLE, head, SITUATION, ASK)
    assert document.draft.body == f"{SITUATION}\n{ASK}"
    assert document.fields


@pytest.mark.parametrize(
    "line",
    [
        "地址：文昌路12号至36号。",
        "联系电话打不通，群众反映了多次。",
        "代表团走访了12户，家长都很担心。",
        "责任单位：县公安局。",
        "建议 由县公安局办理。",
        "2024年7月，两名学生受伤。",
        "内容分类办法不清楚，请教育局说明。",
    ],
)
def test_sentences_that_begin_like_a_label_are_body(line: str) -> None:
    assert text(TITLE, SITUATION, line, ASK).draft.body == f"{SITUATION}\n{line}\n{ASK}"


def test_instructions_are_no_body() -> None:
    document = text(
        "填表说明：", "1.一件建议只写一件事。", "2.字迹要清楚。", f"标题：{TITLE}", SITUATION, ASK
    )
    assert (document.draft.title, document.draft.body) == (TITLE, f"{SITUATION}\n{ASK}")
