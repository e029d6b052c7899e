-- SPDX-License-Identifier: GPL-3.0-or-later
-- The fitted models that are kept, and which of them people chose. Times are UTC seconds.

CREATE TABLE model_fit (
  model_id TEXT PRIMARY KEY,
  design TEXT NOT NULL,
  origin TEXT NOT NULL,          -- the kept fit that this one repeats; '' for one of its own
  season INTEGER NOT NULL,       -- the week that was to be played next
  season_type TEXT NOT NULL,
  week INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  freeze INTEGER NOT NULL,       -- nothing that was known later went into it
  first_result INTEGER,          -- kickoffs of the first and the last game that it learned from
  last_result INTEGER,
  n_games INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  version TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  settings TEXT NOT NULL,
  scores TEXT NOT NULL,          -- JSON
  state BLOB                     -- gzip
) STRICT, WITHOUT ROWID;
CREATE INDEX model_fit_age ON model_fit (design, freeze);

-- Append-only; the newest row decides.
CREATE TABLE model_choice (
  choice_id INTEGER PRIMARY KEY,
  made_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('promote', 'rollback', 'resume')),
  design TEXT NOT NULL,
  model_id TEXT NOT NULL CHECK ((model_id <> '') = (kind = 'rollback')),
  reason TEXT NOT NULL
) STRICT;

CREATE TRIGGER model_fit_is_final BEFORE UPDATE ON model_fit
BEGIN SELECT raise (ABORT, 'a kept model cannot be changed'); END;
CREATE TRIGGER model_fit_stays BEFORE DELETE ON model_fit
WHEN EXISTS (SELECT 1 FROM publication WHERE model_id = old.model_id)
  OR EXISTS (SELECT 1 FROM model_choice WHERE model_id = old.model_id)
BEGIN SELECT raise (ABORT, 'a model that was published or chosen cannot be deleted'); END;
CREATE TRIGGER model_choice_is_final BEFORE UPDATE ON model_choice
BEGIN SELECT raise (ABORT, 'a choice of model cannot be changed'); END;
CREATE TRIGGER model_choice_stays BEFORE DELETE ON model_choice
BEGIN SELECT raise (ABORT, 'a choice of model cannot be deleted'); END;
