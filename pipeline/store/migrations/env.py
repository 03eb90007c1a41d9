"""What Alembic runs: the steps, on the connection it is given, in one transaction."""

from alembic import context

from pipeline.store.schema import schema

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=schema, render_as_batch=True)
context.run_migrations()
