"""What answers: the product, baselines, and what is reached by HTTP, as a callable, or as a file of someone's run."""
