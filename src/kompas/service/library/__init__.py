"""The company folder as it is served: versions, preparation, reload."""
