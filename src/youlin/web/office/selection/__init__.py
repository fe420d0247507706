"""Selection rounds at the desk: open one, its posts, its candidates, the vote, the decision, the record."""
