"""From the files people have to a :class:`~api.documents.document.Document`."""
