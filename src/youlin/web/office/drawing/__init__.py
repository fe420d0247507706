"""Drawing neighbourhoods at the desk: choose a place, see the proposal, change it by hand, take it or let it be."""
