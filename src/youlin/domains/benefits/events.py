"""What benefits announces: nothing yet. A lead waits on the page of whoever visits; nothing else follows from it."""
