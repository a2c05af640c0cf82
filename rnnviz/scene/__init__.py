"""Pictures as data: every diagram is a tree of frozen shapes, computed without Qt."""
