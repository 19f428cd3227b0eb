"""What the province's pages show, reduced from the counties' summaries; one module a page or a family of pages."""
