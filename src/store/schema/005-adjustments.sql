-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people know and the model does not, and what would have been picked without it. Neither is ever deleted.

CREATE TABLE adjustment (
  adjustment_id INTEGER PRIMARY KEY,
  team_id INTEGER,
  game_id INTEGER,
  margin REAL NOT NULL,
  total REAL NOT NULL,
  note TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  CHECK ((team_id IS NULL) <> (game_id IS NULL))
) STRICT;

-- The picks CSV of a publication as it would have been without adjustments.
CREATE TABLE unadjusted (
  publication_id INTEGER PRIMARY KEY REFERENCES publication (publication_id),
  picks TEXT NOT NULL
) STRICT;

CREATE TRIGGER adjustment_is_final BEFORE UPDATE ON adjustment
WHEN OLD.withdrawn_at IS NOT NULL
  OR (OLD.team_id, OLD.game_id, OLD.margin, OLD.total, OLD.note, OLD.made_at, OLD.expires_at)
    IS NOT (NEW.team_id, NEW.game_id, NEW.margin, NEW.total, NEW.note, NEW.made_at, NEW.expires_at)
BEGIN SELECT raise (ABORT, 'an adjustment can only be withdrawn'); END;
CREATE TRIGGER adjustment_stays BEFORE DELETE ON adjustment
BEGIN SELECT raise (ABORT, 'an adjustment can only be withdrawn'); END;
CREATE TRIGGER unadjusted_is_final BEFORE UPDATE ON unadjusted
BEGIN SELECT raise (ABORT, 'published picks cannot be changed'); END;
CREATE TRIGGER unadjusted_stays BEFORE DELETE ON unadjusted
BEGIN SELECT raise (ABORT, 'published picks cannot be deleted'); END;
