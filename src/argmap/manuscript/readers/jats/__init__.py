"""JATS: the XML in which publishers keep articles."""
