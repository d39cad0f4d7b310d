"""TF-IDF under logistic regression: what most people would try first."""

from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from training.baselines.tfidf import Linear


class Logistic(Linear):
    """One logistic regression a flag, one against the rest for each unit or topic."""

    def __init__(self) -> None:
        super().__init__(
            lambda: OneVsRestClassifier(LogisticRegression(C=10.0, solver="liblinear", random_state=0))
        )
