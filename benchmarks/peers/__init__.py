"""Scripts for the interpreters of peers, with what they and we both read. No name here is the name of a package."""
