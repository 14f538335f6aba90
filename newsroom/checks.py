"""Deploy checks of our own."""
