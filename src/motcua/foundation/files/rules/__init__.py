"""What a file is, what is allowed in, and how a refusal is called."""

from motcua.foundation.files.rules.judging import judge as judge
from motcua.foundation.files.rules.kinds import Facts as Facts
from motcua.foundation.files.rules.kinds import FaultKind as FaultKind
from motcua.foundation.files.rules.kinds import IntakeRule as IntakeRule
from motcua.foundation.files.rules.kinds import IntakeState as IntakeState
from motcua.foundation.files.rules.kinds import MediaType as MediaType
from motcua.foundation.files.rules.kinds import Problem as Problem
from motcua.foundation.files.rules.kinds import Refusal as Refusal
from motcua.foundation.files.rules.kinds import VirusCheck as VirusCheck
from motcua.foundation.files.rules.names import clean_name as clean_name
