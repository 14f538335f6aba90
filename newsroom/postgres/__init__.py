"""Django's PostgreSQL backend, without what it asks of the server for each reader."""
