"""Django's Arabic has no form for a date with its time, and a comma inside the date."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، g:i A"
