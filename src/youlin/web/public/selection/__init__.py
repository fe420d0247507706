"""Selection rounds for residents: see the candidates, put somebody forward, vote with the household's code."""
