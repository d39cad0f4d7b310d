"""Many drafts on many machines: the same review, part by part, on a cluster of Dask (extra ``cluster``)."""
