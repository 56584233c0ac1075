"""One run is one folder that says all about itself: settings, provenance, responses, scores."""
