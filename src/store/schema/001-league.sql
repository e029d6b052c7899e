-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the API told: every raw answer, and the league records read out of them. Times are UTC seconds.

CREATE TABLE raw_answer (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,            -- canonical path and query
  url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  checked_at INTEGER NOT NULL,   -- the last time the API gave these very bytes again
  status INTEGER NOT NULL,
  sha256 TEXT NOT NULL,          -- of the uncompressed body
  size INTEGER NOT NULL,         -- of the uncompressed body, bytes
  n_records INTEGER NOT NULL,    -- read out of it; 0 is an empty answer, never an error
  body BLOB NOT NULL             -- gzip
) STRICT;
CREATE INDEX raw_answer_path ON raw_answer (path, fetched_at);

CREATE TABLE refusal (
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refusal_path ON refusal (path);

CREATE TABLE team (
  season INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  school TEXT NOT NULL,
  mascot TEXT,
  abbreviation TEXT,
  conference TEXT,
  division TEXT NOT NULL,
  color TEXT,
  alternate_names TEXT,          -- one a line
  PRIMARY KEY (season, team_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE venue (
  venue_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city TEXT,
  state TEXT,
  time_zone TEXT,
  latitude REAL,
  longitude REAL,
  elevation REAL,                -- metres
  dome INTEGER NOT NULL CHECK (dome IN (0, 1))
) STRICT;

CREATE TABLE calendar (
  season INTEGER NOT NULL,
  season_type TEXT NOT NULL,
  week INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  PRIMARY KEY (season, season_type, week)
) STRICT, WITHOUT ROWID;

CREATE TABLE game (
  game_id INTEGER PRIMARY KEY,
  season INTEGER NOT NULL,
  season_type TEXT NOT NULL,
  week INTEGER NOT NULL,
  kickoff INTEGER NOT NULL,
  kickoff_tbd INTEGER NOT NULL CHECK (kickoff_tbd IN (0, 1)),
  completed INTEGER NOT NULL CHECK (completed IN (0, 1)),
  neutral_site INTEGER NOT NULL CHECK (neutral_site IN (0, 1)),
  conference_game INTEGER NOT NULL CHECK (conference_game IN (0, 1)),
  venue_id INTEGER NOT NULL,
  home_id INTEGER NOT NULL,
  away_id INTEGER NOT NULL CHECK (away_id <> home_id),
  home_team TEXT NOT NULL,
  away_team TEXT NOT NULL,
  home_conference TEXT,
  away_conference TEXT,
  home_division TEXT NOT NULL,
  away_division TEXT NOT NULL,
  home_points INTEGER CHECK (home_points >= 0),
  away_points INTEGER CHECK (away_points >= 0),
  notes TEXT,
  gone_at INTEGER                -- when the season's list no longer had it: games change their id when rescheduled
) STRICT;
CREATE INDEX game_season ON game (season, season_type, week);

CREATE TABLE line_snapshot (
  game_id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  spread REAL CHECK (abs (spread) <= 70),          -- home-relative, negative = home favoured
  spread_open REAL CHECK (abs (spread_open) <= 70),
  total REAL CHECK (total > 0),
  total_open REAL CHECK (total_open > 0),
  home_moneyline INTEGER CHECK (abs (home_moneyline) >= 100),
  away_moneyline INTEGER CHECK (abs (away_moneyline) >= 100),
  PRIMARY KEY (game_id, provider, seen_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_game_stats (
  game_id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  plays INTEGER NOT NULL,
  drives INTEGER NOT NULL,
  ppa REAL,
  success_rate REAL,
  explosiveness REAL,
  line_yards REAL,
  rushing_ppa REAL,
  rushing_success REAL,
  passing_ppa REAL,
  passing_success REAL,
  standard_ppa REAL,
  standard_success REAL,
  passing_downs_ppa REAL,
  passing_downs_success REAL,
  PRIMARY KEY (game_id, team_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_value (
  season INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  metric TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (season, team_id, metric)
) STRICT, WITHOUT ROWID;
