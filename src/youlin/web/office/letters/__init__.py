"""How the street's words reach people: the own notices, the log of letters, the outbox page, words, hours, burden."""
