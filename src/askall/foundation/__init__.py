"""Clock, file store, parallel work and errors: everything that knows nothing of freedom of information."""
