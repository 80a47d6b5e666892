"""The report: one HTML file for people, made of page data (`page`) and templates that hold no logic."""
