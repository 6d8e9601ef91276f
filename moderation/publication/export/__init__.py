"""A site's feed as files, for static generators and for pages without any server of their own."""

from moderation.publication.export.folder import ExportError
from moderation.publication.export.site import FORMATS, Report, export_site

__all__ = ["FORMATS", "ExportError", "Report", "export_site"]
