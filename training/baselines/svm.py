"""TF-IDF under a linear support-vector machine: the strongest of the simple ways on short texts."""

from sklearn.svm import LinearSVC

from training.baselines.tfidf import Linear


class Svm(Linear):
    """One support-vector machine a flag, one against the rest for each unit or topic."""

    def __init__(self) -> None:
        super().__init__(lambda: LinearSVC(C=1.0, random_state=0))
