"""What a review is and how one is made: a draft in, a review out.

Start at :mod:`model.draft` (``Draft``), :mod:`model.review` (``Review`` and its parts) and
:mod:`model.reviewer` (``Reviewer``). Nothing here knows of training, files or faces.
"""
