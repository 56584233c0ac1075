"""Networks and held-out questions come in; cosines, figures and a ranker fitted on them go out."""
