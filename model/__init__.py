"""What a review is and how one is made: a draft in, a review out.

Start at :mod:`model.draft` (``Draft``), :mod:`model.review` (``Review`` and its parts) and
:mod:`model.reviewer` (``Reviewer``). Nothing here knows of training, files or faces.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""onnxruntime as published keeps an identifier of the machine and reports its sessions to its makers, unless
told not to before it is loaded. Here is before anything of ours loads it, and what we start inherits it."""
