"""Making the chiefs known (让居民知道): notices, stations, cards, posters, groups, and what has been handed out."""
