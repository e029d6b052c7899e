-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lines that a person typed where the API did not answer. They stay apart from what it told: its next lines of a game take
-- their place, and nothing is measured by them. Times are UTC seconds.

CREATE TABLE typed_line (
  game_id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  typed_at INTEGER NOT NULL,
  spread REAL CHECK (abs (spread) <= 70),          -- home-relative, negative = home favoured
  total REAL CHECK (total > 0),
  home_moneyline INTEGER CHECK (abs (home_moneyline) >= 100),
  away_moneyline INTEGER CHECK (abs (away_moneyline) >= 100),
  superseded_at INTEGER,                           -- when the API told its own
  PRIMARY KEY (game_id, provider, typed_at)
) STRICT, WITHOUT ROWID;

-- The first that were typed went in between the API's.
INSERT INTO typed_line
  SELECT l.game_id, l.provider, l.seen_at, l.spread, l.total, l.home_moneyline, l.away_moneyline, NULL
  FROM line_snapshot AS l JOIN raw_answer AS r
    ON r.path = '/typed/lines/' || l.game_id || '/' || l.provider AND r.fetched_at = l.seen_at;
DELETE FROM line_snapshot WHERE (game_id, provider, seen_at) IN (SELECT game_id, provider, typed_at FROM typed_line);
UPDATE typed_line SET superseded_at = (
  SELECT min (seen_at) FROM line_snapshot AS l WHERE l.game_id = typed_line.game_id AND l.seen_at > typed_at);
DELETE FROM raw_answer WHERE path LIKE '/typed/lines/%';
