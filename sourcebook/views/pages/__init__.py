"""What the templates of written pages and lists see, one module for each kind of page."""
