"""The moderators' pages. Every page under /desk/ stands in this package."""
