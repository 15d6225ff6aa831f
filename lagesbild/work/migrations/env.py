"""Alembic's entry: runs the migrations on the connection that `lagesbild.work.open` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from lagesbild.work.models import Record

context.configure(connection=context.config.attributes["connection"], target_metadata=Record.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
