"""The catalogue as data: one file a family of licences, one table a licence."""
