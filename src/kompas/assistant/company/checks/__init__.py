"""What must hold between the files of a company folder; what must hold within one value stands in the shapes."""
