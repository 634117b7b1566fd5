"""The pages over a record: made here, whole without a script, offline, for one machine unless a token is set.

`create_app(record)` is the whole application; every page has a JSON twin at the same address with
`.json` after it, and shows nothing that `explore` does not know.
"""
