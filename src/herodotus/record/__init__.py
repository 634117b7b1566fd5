"""Reports, Claims, Judgements, Events, Issues <-> one database."""
