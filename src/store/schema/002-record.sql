-- SPDX-License-Identifier: GPL-3.0-or-later
-- What we made of it: runs, fitted models, predictions, and the published picks, which nothing may change.

CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  as_of INTEGER NOT NULL,
  season INTEGER NOT NULL,
  season_type TEXT NOT NULL,
  week INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'degraded', 'failed', 'cancelled')),
  calls INTEGER NOT NULL DEFAULT 0,
  error TEXT
) STRICT;

CREATE TABLE run_stage (
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  stage TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'kept')),
  count INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  error TEXT,
  PRIMARY KEY (run_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_cache (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction (
  game_id INTEGER NOT NULL,
  frozen_at INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  margin REAL NOT NULL,
  total REAL NOT NULL,
  margin_sd REAL NOT NULL,
  total_sd REAL NOT NULL,
  home_win_probability REAL NOT NULL,
  blend_margin REAL,
  blend_total REAL,
  blend_margin_sd REAL,
  blend_total_sd REAL,
  home_games INTEGER NOT NULL,
  away_games INTEGER NOT NULL,
  fallback INTEGER NOT NULL CHECK (fallback IN (0, 1)),
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (game_id, frozen_at, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rating (
  frozen_at INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  team_id INTEGER NOT NULL,
  offense REAL NOT NULL,
  defense REAL NOT NULL,
  overall REAL NOT NULL,
  overall_sd REAL NOT NULL,
  PRIMARY KEY (frozen_at, model_id, team_id)
) STRICT, WITHOUT ROWID;

-- One published picks table. chain_hash covers this row, its picks and the chain_hash before it.
CREATE TABLE publication (
  publication_id INTEGER PRIMARY KEY,
  season INTEGER NOT NULL,
  season_type TEXT NOT NULL,
  week INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('live', 'replay')),
  version INTEGER NOT NULL,
  frozen_at INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  n_picks INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  chain_hash TEXT NOT NULL UNIQUE,
  UNIQUE (season, season_type, week, kind, version)
) STRICT;

CREATE TABLE pick (
  publication_id INTEGER NOT NULL REFERENCES publication (publication_id),
  position INTEGER NOT NULL,
  game_id INTEGER NOT NULL,
  kickoff INTEGER NOT NULL,
  away_team TEXT NOT NULL,
  home_team TEXT NOT NULL,
  neutral_site INTEGER NOT NULL,
  market TEXT NOT NULL CHECK (market IN ('spread', 'total', 'moneyline')),
  side TEXT NOT NULL CHECK (side IN ('', 'home', 'away', 'over', 'under')),
  line REAL,
  price INTEGER NOT NULL,
  provider TEXT,
  model_value REAL,
  edge_points REAL,
  win_probability REAL,
  push_probability REAL,
  expected_value REAL,
  stake_units REAL NOT NULL,
  confidence TEXT NOT NULL,
  is_pick INTEGER NOT NULL CHECK (is_pick IN (0, 1)),
  reason TEXT NOT NULL,
  model_id TEXT NOT NULL,
  frozen_at INTEGER NOT NULL,
  PRIMARY KEY (publication_id, game_id, market)
) STRICT, WITHOUT ROWID;

CREATE TABLE pick_result (
  publication_id INTEGER NOT NULL,
  game_id INTEGER NOT NULL,
  market TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('win', 'loss', 'push', 'void')),
  units REAL NOT NULL,
  closing_line_value REAL,
  settled_at INTEGER NOT NULL,
  PRIMARY KEY (publication_id, game_id, market),
  FOREIGN KEY (publication_id, game_id, market) REFERENCES pick (publication_id, game_id, market)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER publication_is_final BEFORE UPDATE ON publication
BEGIN SELECT raise (ABORT, 'published picks cannot be changed'); END;
CREATE TRIGGER publication_stays BEFORE DELETE ON publication
BEGIN SELECT raise (ABORT, 'published picks cannot be deleted'); END;
CREATE TRIGGER pick_is_final BEFORE UPDATE ON pick
BEGIN SELECT raise (ABORT, 'published picks cannot be changed'); END;
CREATE TRIGGER pick_stays BEFORE DELETE ON pick
BEGIN SELECT raise (ABORT, 'published picks cannot be deleted'); END;
