"""The wording of clauses as data: one file a subject, one table a rule."""
