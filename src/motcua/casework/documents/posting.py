"""Papers that are drawn when asked for and counted by nobody: the notice sheet, an opinion."""

from datetime import datetime

from motcua.casework.documents.actions import verify_url
from motcua.casework.documents.render import Rendered, render
from motcua.casework.documents.rules.house_papers import NoticeSheet, OpinionSheet
from motcua.casework.documents.rules.packs import pack_on
from motcua.casework.documents.rules.pieces import as_payload
from motcua.kit.clock import VIETNAM


def draw_uncounted(sheet: NoticeSheet | OpinionSheet, at: datetime) -> Rendered:
    """Render the sheet with a QR to the public page of its procedure, or of its dossier.

    Basis: Decree 63/2010/NĐ-CP as amended by 92/2017/NĐ-CP (mem-mid).
    """
    pack = pack_on(at.astimezone(VIETNAM).date())
    url = verify_url(sheet)
    return render(sheet.kind, pack, as_payload(sheet), copy_number=0, verify_url=url)
