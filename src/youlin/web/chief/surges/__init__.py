"""A surge on the phone: who of mine is still unheard."""
