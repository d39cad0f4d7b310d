"""The forms of files with labels, by the names that ``--form`` knows."""

from typing import Literal, get_args

Form = Literal["table", "jsonl", "corpus", "doccano", "label-studio", "argilla"]
FORMS: tuple[Form, ...] = get_args(Form)
