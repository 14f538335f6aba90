"""A newsroom to try the site with: its words and pictures, loading, taking out.

What it contains stands in content/; each module here is about one noun of it. All
is loaded in one transaction, so a load that is cut short leaves nothing behind.
"""

# Decisions on the demo's comments carry this as the policy that made them. They are
# rows of record and stay for good: by them a site knows that it had the demo.
POLICY = "demo"


class Refused(Exception):
    """Why the demo was not loaded, or not taken out; a sentence for the operator."""
