"""Tables of the folder's papers, one file per thing."""

from motcua.casework.documents.models.form import FormIssue
from motcua.casework.documents.models.paper import Digitisation, PaperFile, PaperItem
from motcua.casework.documents.models.result import Result, Results, ResultVersion

__all__ = [
    "Digitisation",
    "FormIssue",
    "PaperFile",
    "PaperItem",
    "Result",
    "ResultVersion",
    "Results",
]
