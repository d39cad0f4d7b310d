"""The documentation site: it is built, its links lead somewhere, its commands are carried out."""
