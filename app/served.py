"""The search index that a server holds."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, closing

from ..search.index import Index

PASSWORD_ENV = "VOLTEXT_ELASTIC_PASSWORD"


def served_index(address: str, name: str) -> AbstractContextManager[Index]:
    """The index ``name`` of the server at ``address``, as ``voltext load --elastic`` filled it. Raises StoreError."""
    from ..search.elastic_index import ElasticIndex

    return closing(ElasticIndex.connect(address, name=name, user="elastic", password=os.environ.get(PASSWORD_ENV, "")))
