-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the watched rules stand, what changed, and how far each reader of the changes has come. Times are UTC seconds.

CREATE TABLE rule_state (
  rule TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('none', 'green', 'yellow', 'orange', 'red')),
  since INTEGER NOT NULL,
  checked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE state_change (
  change_id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice, so that no reader takes a new one for one it knows
  rule TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  sentence TEXT NOT NULL
) STRICT;

CREATE TABLE change_reader (
  reader TEXT PRIMARY KEY,
  change_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
