"""Working on a case, alike on the phone and at the desk: its record and the forms of its steps; one ladder, one way."""
