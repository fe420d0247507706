"""What neighbours agreed, at the desk: wordings, publishing, looking at it again."""
