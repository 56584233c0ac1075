"""A question understood comes in; passages of both searches and the sections they stand in go out."""
