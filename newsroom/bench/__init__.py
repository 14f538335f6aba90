"""Measuring the site: a synthetic newspaper of any size, and load from outside."""
