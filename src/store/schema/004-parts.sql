-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a prediction is made of: the parts of its margin and then of its total, as text; empty where it was not kept.

ALTER TABLE prediction ADD COLUMN parts TEXT;
