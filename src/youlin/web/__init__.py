"""Pages, by audience. A page composes many nouns; it calls queries and actions and imports no models."""
