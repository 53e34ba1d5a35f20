"""The history of the two databases: one function a change, never edited once released."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database, Migrations

main = Migrations("hub-openness")
facts = Migrations("hub-openness-facts")


@main()
def m0001_models_evidence_and_runs(db: Database) -> None:
    """Every table of the contract, with evidence stored compactly behind its view."""
    _execute(db, "main_0001.sql")


@main()
def m0002_derivatives(db: Database) -> None:
    """May a licensed work be changed, and the change be passed on."""
    for table in ("licenses", "license_texts"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN derivatives TEXT")


@main()
def m0003_effective_terms(db: Database) -> None:
    """Licences by part, and terms along the family: each distinct clause and each distinct set of them once."""
    _execute(db, "main_0003.sql")


@main()
def m0004_imported_history(db: Database) -> None:
    """History that others kept."""
    _execute(db, "main_0004.sql")


@main()
def m0010_reading(db: Database) -> None:
    """What readers ask at once: trends with shares, organisations, search, and indexes behind the facets."""
    _execute(db, "main_0010.sql")


@main()
def m0011_nights(db: Database) -> None:
    """What a night changed, sizes, names of own licences, accuracy, and indexes for what is rare."""
    _execute(db, "main_0011.sql")


@main()
def m0012_osi_list(db: Database) -> None:
    """The day of the list that an approval was looked up in."""
    db.execute("ALTER TABLE licenses ADD COLUMN osi_list TEXT")


@main()
def m0013_data_information(db: Database) -> None:
    """Is the training data described so that it can be put together again."""
    db.execute("ALTER TABLE models ADD COLUMN data_information TEXT NOT NULL DEFAULT 'unknown'")


@main()
def m0014_changes_by_run(db: Database) -> None:
    """The feed of changes reads the newest run and stops."""
    db.execute("CREATE INDEX changes_run ON changes (run_id DESC, repo_id)")


@main()
def m0015_stage_of_evidence(db: Database) -> None:
    """Which stage of training a piece of evidence is about."""
    _execute(db, "main_0015.sql")


@facts()
def f0001_texts_listings_and_frontier(db: Database) -> None:
    """What was fetched and what is still to be fetched."""
    _execute(db, "facts_0001.sql")


@facts()
def f0002_kind_and_name_of_what_is_named(db: Database) -> None:
    """Kind and name of refs and neighbours in two columns."""
    _execute(db, "facts_0002.sql")


@facts()
def f0003_linked_licences(db: Database) -> None:
    """What linked addresses answered, each once."""
    _execute(db, "facts_0003.sql")


@facts()
def f0004_judgements_are_not_kept(db: Database) -> None:
    """A model's judgement of its own last step is worked out where it is needed."""
    db.execute("DROP TABLE judgements")


def _execute(db: Database, name: str) -> None:
    script = files("crawler.store").joinpath("sql", name).read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
