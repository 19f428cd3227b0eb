"""What the province's pages show, made from the counties' summaries; one module per page or group of pages."""
