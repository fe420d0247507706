"""An empty database gets its tables as they stand today, without living through how they came to be.

Each step of a migration draws every table anew that is related to the one it changes, and here all are related to the
territory: a first `youlin init` spent twenty seconds on that. No step carries data, so nothing is lost by leaving them
out; a guard compares both ways (decision 0022). A database that holds anything is migrated as ever.
"""

from __future__ import annotations

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from youlin.foundation import fulltext


def give_birth() -> bool:
    """Make every table and write down every migration as done; returns whether the database was empty.

    One transaction: what is broken off leaves an empty database behind.
    """
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    step = executor.recorder.Migration
    with connection.schema_editor() as editor:
        editor.create_model(step)
        # As the migrations describe them, not as the code does: Django numbers the table behind its own many-to-many
        # fields (auth_group_permissions) with another width in the one and in the other.
        for model in executor.loader.project_state().apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, _back in steps:
            for work in migration.operations:
                if isinstance(work, fulltext.MakeIndex):
                    fulltext.make(work.table, editor)
        step.objects.bulk_create(step(app=migration.app_label, name=migration.name) for migration, _back in steps)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    return True
