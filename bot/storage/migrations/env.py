"""Where Alembic is told with which connection to migrate; a new migration is made with `alembic revision`."""

from alembic import context

from bot.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite too, for our transactions begin where we say
    render_as_batch=True,  # SQLite changes a column by making the table anew
)
context.run_migrations()
