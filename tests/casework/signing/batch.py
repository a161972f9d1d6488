"""A batch as a program, to be killed: python -m tests.casework.signing.batch WHAT OFFICER FILE…

WHAT is "results" or "opinions". Each FILE is the step and the fingerprint that was shown, with a
colon between them.
"""

import sys

import django


def main() -> None:
    """Sign what is named; settings come from the environment."""
    django.setup()
    from motcua.casework.lifecycle.sign_opinion import sign_opinions
    from motcua.casework.lifecycle.sign_result import sign_results
    from motcua.casework.lifecycle.signing_batch import Chosen
    from motcua.kit import clock
    from motcua.registers.organisation.queries import acting
    from tests.casework.signing.authority import PIN

    what, officer, *files = sys.argv[1:]
    by = acting(int(officer), clock.now())
    assert by is not None
    parts = (one.partition(":") for one in files)
    chosen = [Chosen(int(task), sha256) for task, _colon, sha256 in parts]
    sign = sign_opinions if what == "opinions" else sign_results
    sign(chosen, PIN, by=by, now=clock.now())


if __name__ == "__main__":
    main()
