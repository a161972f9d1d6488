"""The writers of this room: keep, take in, receive piece by piece, prove, clear away."""

from motcua.foundation.files.actions.keeping import derive as derive
from motcua.foundation.files.actions.keeping import keep as keep
from motcua.foundation.files.actions.taking import Offer as Offer
from motcua.foundation.files.actions.taking import take_in as take_in
from motcua.foundation.files.actions.taking import turn_away as turn_away
from motcua.foundation.files.actions.upkeep import clear_away as clear_away
from motcua.foundation.files.actions.upkeep import prove as prove
from motcua.foundation.files.actions.uploading import WrongOffset as WrongOffset
from motcua.foundation.files.actions.uploading import announce as announce
from motcua.foundation.files.actions.uploading import append as append
from motcua.foundation.files.actions.uploading import finish as finish
