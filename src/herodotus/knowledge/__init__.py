"""Facts as data: words of languages, event types, actors, places and codebooks; no code knows a name."""
