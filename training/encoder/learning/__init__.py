"""A network and pairs come in; the same network goes out, a training later, whatever interrupted it."""
