"""XML is read without entities and without the network, and no path into it is made of what a file says."""

import ast
from functools import cache

from tests.pages import ROOT
from tests.test_security import FILES, called, calls, named

READERS = {"XMLParser", "HTMLParser", "fromstring", "iterparse", "parse", "parseString", "XML", "HTML"}
LOOK_UPS = {"find", "findall", "iterfind", "findtext"}


@cache
def imports(file: str) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return frozenset(found)


def of_xml() -> list[str]:
    return [file for file in FILES if any(each.startswith(("lxml", "docx")) for each in imports(file))]


def shut(call: ast.Call) -> bool:
    """Whether a call says that no entities are resolved and the network is not asked."""
    told = {word.arg: ast.unparse(word.value) for word in call.keywords}
    return (told.get("resolve_entities"), told.get("no_network")) == ("False", "True")


def test_xml_is_read_by_lxml_alone_and_under_its_name() -> None:
    """What is called ``etree.something`` is found below; what hides behind another name is not."""
    assert len(of_xml()) > 5
    for file in FILES:
        readers = {each for each in imports(file) if each.startswith(("xml.", "lxml", "html5lib", "bs4"))}
        assert readers <= {"lxml.etree"}, file


def test_xml_is_read_without_entities_and_without_the_network() -> None:
    readers = [
        (file, call)
        for name in READERS
        for file, call in named(name)
        if called(call).startswith("etree.") or name == "XMLParser"
    ]
    assert {called(call) for _, call in readers} >= {"etree.XMLParser", "etree.fromstring", "etree.iterparse"}
    for file, call in readers:
        given = [ast.unparse(argument) for argument in call.args[1:]]
        assert shut(call) or given == ["_parser()"], f"{file}: {ast.unparse(call)}"


def is_written(node: ast.expr, names: frozenset[str]) -> bool:
    """Whether a text stands in the program as it is, made of constants alone."""
    if isinstance(node, ast.JoinedStr):
        return all(is_written(each, names) for each in node.values)
    if isinstance(node, ast.FormattedValue):
        return is_written(node.value, names)
    if isinstance(node, ast.Call):
        return called(node) == "qn" and all(is_written(each, names) for each in node.args)
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id in names
    return isinstance(node, ast.Constant)


def of_constants(file: str) -> frozenset[str]:
    """Return the names that run over a constant of the module."""
    runs = (node for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))))
    return frozenset(
        node.target.id
        for node in runs
        if isinstance(node, ast.comprehension)
        and isinstance(node.target, ast.Name)
        and isinstance(node.iter, ast.Name)
        and node.iter.id.isupper()
    )


def test_no_path_into_xml_is_made_of_what_a_file_says() -> None:
    """XPath is compiled from what stands in the program, and so is each short path that is looked up."""
    compiled = [*named("XPath"), *named("ETXPath")]
    assert compiled
    assert not [file for file, call in compiled if not is_written(call.args[0], frozenset())]
    assert not [*named("xpath"), *named("XPathEvaluator"), *named("XSLT")]
    looked_up = [
        (file, call) for file in of_xml() for call in calls(file) if called(call).split(".")[-1] in LOOK_UPS
    ]
    assert len(looked_up) > 5
    for file, call in looked_up:
        assert is_written(call.args[0], of_constants(file)), f"{file}:{call.lineno}"


def test_paths_made_of_other_words_are_known_for_such() -> None:
    for text, written in (
        ("'.//w:t'", True),
        ("f\"{qn('w:a')}/{qn(kind)}\"", True),
        ('f"//p[@id={given}]"', False),
        ("'//' + given", False),
        ("given", False),
        ("'//p[%s]' % given", False),
        ("qn(given)", False),
    ):
        assert is_written(ast.parse(text, mode="eval").body, frozenset({"kind"})) == written, text
