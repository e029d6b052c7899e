#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the results of several test runs, case by case, and says them in one line; fails if any failed or none ran."""

import json
import re
import sys

PASSED = re.compile(r'^ok\b', re.M)
SKIPPED = re.compile(r'^ok\b.*# SKIP', re.M | re.I)
FAILED = re.compile(r'^not ok\b(?!.*# TODO)', re.M)


def cases(test):
    """(passed, failed, skipped) of one entry of a log; a program that does not speak TAP is one case."""
    output = test.get('stdout') or ''
    skipped = len(SKIPPED.findall(output))
    passed = len(PASSED.findall(output)) - skipped
    failed = len(FAILED.findall(output))
    result = test['result']
    if passed + failed + skipped == 0:
        return result in ('OK', 'EXPECTEDFAIL'), result not in ('OK', 'EXPECTEDFAIL', 'SKIP'), result == 'SKIP'
    if result not in ('OK', 'SKIP') and failed == 0:
        failed = 1 # it crashed or timed out on the way
    return passed, failed, skipped


def main():
    passed = failed = skipped = 0
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as log:
            for line in log:
                if line.strip():
                    one = cases(json.loads(line))
                    passed, failed, skipped = passed + one[0], failed + one[1], skipped + one[2]
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    sys.exit(1 if failed or not passed else 0)


if __name__ == '__main__':
    main()
