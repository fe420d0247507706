"""Who answers for every permanent household, on any day: figures, places, a map, and whoever has nobody."""
