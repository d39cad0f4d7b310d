"""A baseline that nobody listens to any more ends without a word."""

from multiprocessing import Pipe

from training.baselines.exams import TopicExam
from training.baselines.sitting import sit

EXAM = TopicExam("petitions", (("修路", "看病"), ("交通", "卫生")), (("修桥",), ("交通",)))


def test_who_is_not_listened_to_falls_silent() -> None:
    ours, theirs = Pipe(duplex=False)
    ours.close()
    sit("majority", None, EXAM, theirs)
    assert theirs.closed


def test_what_comes_of_it_is_sent() -> None:
    ours, theirs = Pipe(duplex=False)
    sit("majority", None, EXAM, theirs)
    said = ours.recv()
    assert said.topics.count == 1
