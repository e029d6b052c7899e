-- SPDX-License-Identifier: GPL-3.0-or-later
-- What counted as a pick when a publication was made, so that it can be made again after the settings changed.

CREATE TABLE publication_policy (
  publication_id INTEGER PRIMARY KEY REFERENCES publication (publication_id),
  policy TEXT NOT NULL           -- as a settings file has it
) STRICT;

CREATE TRIGGER publication_policy_is_final BEFORE UPDATE ON publication_policy
BEGIN SELECT raise (ABORT, 'the policy of published picks cannot be changed'); END;
CREATE TRIGGER publication_policy_stays BEFORE DELETE ON publication_policy
BEGIN SELECT raise (ABORT, 'the policy of published picks cannot be deleted'); END;
