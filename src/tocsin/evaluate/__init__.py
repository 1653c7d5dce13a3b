"""Measuring tocsin against readings by hand."""
