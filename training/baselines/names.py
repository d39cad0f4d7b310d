"""What a help page needs to know of the baselines; imports nothing."""

MAJORITY, KEYWORDS, LOGISTIC, SVM = "majority", "keywords", "logistic", "svm"
FASTTEXT, ENCODER, LIANSHEN = "fasttext", "encoder", "lianshen"

NAMES = (MAJORITY, KEYWORDS, LOGISTIC, SVM, FASTTEXT, ENCODER, LIANSHEN)
"""Of the baselines, in the order in which they are shown."""

PARTS = 5
"""Of the corpus; one is held out at a time."""
