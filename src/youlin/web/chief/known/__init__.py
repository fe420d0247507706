"""Being known, on the phone: ticking who was handed a card, the register of groups, posters, how-to cards."""
