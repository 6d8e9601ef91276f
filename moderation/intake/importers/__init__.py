"""Importers: files and pages in, proposed reviews out."""
