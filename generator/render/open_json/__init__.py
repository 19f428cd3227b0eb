"""What pages show, as JSON: one document a page beside it, and the JSON Schema of each."""

from generator.render.open_json.county_document import county_json
from generator.render.open_json.document_schemas import published_schemas
from generator.render.open_json.project_document import project_json

__all__ = ["county_json", "project_json", "published_schemas"]
