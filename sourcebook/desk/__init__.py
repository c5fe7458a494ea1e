"""Tools for editors, called by commands: new pages, imports, link checks and more."""
