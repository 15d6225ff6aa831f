"""Pure statistics on counts and bases; nothing here knows of databases, pages or Swedish."""
