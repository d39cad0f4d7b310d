"""What people may say, for hypothesis."""

from hypothesis import strategies as st

from model.content import REASONS, units
from model.review import TRIAGE
from model.rubric import FLAGS
from training.local.said import Said

NAMES = st.sampled_from(sorted(units()))
SAID = st.builds(
    Said,
    flags=st.dictionaries(st.sampled_from(FLAGS), st.booleans()),
    codes=st.none() | st.lists(st.sampled_from(REASONS), unique=True).map(tuple),
    main=st.none() | NAMES,
    co=st.none() | st.lists(NAMES, max_size=3, unique=True).map(tuple),
    triage=st.none() | st.sampled_from(TRIAGE),
)
