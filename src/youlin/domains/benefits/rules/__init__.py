"""Pure rules of benefits.

`roster`: what a roster's words say as facts. `exact`: figures as people write them. `clock`: an application.
`appeals`, `reviews` (with the grace of an exit), `register`: a list beside the record.
"""
