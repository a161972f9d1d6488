"""Why a report is not made; the door writes the sentence."""


class CannotMake(Exception):
    """Nothing was made; `reason` is a word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
