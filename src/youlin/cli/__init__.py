"""The `youlin` command: one file a verb family; each calls queries and actions and prints words or JSON."""
