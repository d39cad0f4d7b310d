"""What the comments of a Word document say, and on which words they stand."""

from collections import defaultdict

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from api.documents.word import texts_of, walk


def marked(word: WordDocument) -> dict[str, str]:
    """Return the words between the marks of each comment, by what the comment says."""
    texts = {element: text for paragraph in walk(word) for element, text in texts_of(paragraph)}
    words: dict[str, str] = defaultdict(str)
    within: set[str] = set()
    for element in word.element.body.iter():
        name = element.get(qn("w:id"), "")
        if element.tag == qn("w:commentRangeStart"):
            within.add(name)
        elif element.tag == qn("w:commentRangeEnd"):
            within.remove(name)
        for open_comment in within:
            words[open_comment] += texts.get(element, "")
    assert not within
    return {comment.text: words[str(comment.comment_id)] for comment in word.comments}
