"""A zipped office file comes in; its parts go out as safe XML trees."""
