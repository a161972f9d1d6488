"""The writers of this room: take a stack, look at its pages, read them, place them, bind them."""

from motcua.casework.scanning.actions.binding import bind as bind
from motcua.casework.scanning.actions.certifying import certify as certify
from motcua.casework.scanning.actions.looking import look_through as look_through
from motcua.casework.scanning.actions.placing import CannotPlace as CannotPlace
from motcua.casework.scanning.actions.placing import adopt as adopt
from motcua.casework.scanning.actions.placing import place as place
from motcua.casework.scanning.actions.reading import read_page as read_page
from motcua.casework.scanning.actions.sweeping import sweep as sweep
from motcua.casework.scanning.actions.taking import CannotTakeStack as CannotTakeStack
from motcua.casework.scanning.actions.taking import Offered as Offered
from motcua.casework.scanning.actions.taking import cancel as cancel
from motcua.casework.scanning.actions.taking import take_stack as take_stack
from motcua.casework.scanning.actions.taking import take_upload as take_upload
