"""Downloading the official texts behind the digests, for a user who asks for them.

``listing`` reads what can be had (``sources.yaml`` of a collection); ``job`` downloads the chosen works into a folder
that ``kb ingest`` takes as it is. One link goes through ``download`` (resumed, limited, checked), over ``client``
(https, redirects, waiting), which connects only to addresses that ``addresses`` has checked. ``ledger`` remembers what
was downloaded, ``shelf`` names the files and says beside each what it is.
"""
