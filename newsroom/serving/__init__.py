"""The site's processes on one machine: web and worker, watched by one parent."""
