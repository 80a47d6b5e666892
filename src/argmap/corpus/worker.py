"""``python -m argmap.corpus.worker``: audits the papers that are asked for, one by one, a line of JSON each."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from argmap.corpus import records

_GRACE = 30


def main() -> None:
    """Say when all is loaded, then answer each line of standard input with a record, until there is no more.

    What libraries print goes nowhere: standard output is for records alone. Ctrl-C is for whoever started this.
    """
    from argmap.ground.files import allow_outside
    from argmap.ground.limited import limit_memory
    from argmap.ground.rings import look_seldom

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(int(sys.argv[1]))
    if sys.argv[2:] == ["outside"]:
        allow_outside()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    records.load()
    look_seldom()
    answers.write("ready\n")
    answers.flush()
    alarm = getattr(signal, "alarm", lambda _: None)  # not on Windows
    for line in sys.stdin:
        asked = json.loads(line)
        # should whoever is to end this have been ended first, nothing goes on for ever
        alarm(asked["seconds"] + _GRACE)
        path, options = Path(asked["path"]), (asked["select"], asked["ignore"])
        try:
            record = records.record_of(path, *options)
        except MemoryError:
            record = records.failure(path, "", "too large", "")
        except Exception as error:
            where = error.__traceback__
            while where and where.tb_next:
                where = where.tb_next
            place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
            record = records.failure(path, "", "fault", f"{type(error).__name__}: {error} ({place})")
        answers.write(json.dumps(record) + "\n")
        answers.flush()
        alarm(0)


if __name__ == "__main__":
    main()
