/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-watch.h"

#include "fair-store-private.h"

void
fair_state_change_clear (FairStateChange *self)
{
  g_clear_pointer (&self->sentence, g_free);
}

/* The words for the states in the order of the states. */
#define ORDER "'none green yellow orange red'"

/**
 * fair_store_load_rule_states:
 *
 * Returns: (transfer full) (element-type FairRuleState): one for each rule that was ever looked at
 */
GArray *
fair_store_load_rule_states (FairStore *self, GError **error)
{
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (FairRuleState));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT rule, state, since, checked_at, (SELECT max (changed_at) FROM state_change WHERE rule ="
                        " rule_state.rule AND instr (" ORDER ", after) > instr (" ORDER ", before)) FROM rule_state"
                        " ORDER BY rule",
                        error);
  gboolean has_row;

  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairRuleState state;

      if (!has_row)
        return g_steal_pointer (&states);
      state = (FairRuleState) {
        .rule = g_intern_string (fair_sql_text (statement, 0)),
        .state = g_intern_string (fair_sql_text (statement, 1)),
        .since = sqlite3_column_int64 (statement, 2),
        .checked_at = sqlite3_column_int64 (statement, 3),
        .worsened_at = fair_sql_time (statement, 4),
      };
      g_array_append_val (states, state);
    }
  return NULL;
}

static gboolean
put_states (sqlite3 *db, const GArray *states, GError **error)
{
  for (guint i = 0; i < states->len; i++)
    {
      const FairRuleState *state = &g_array_index (states, FairRuleState, i);
      g_autoptr (sqlite3_stmt) statement
        = fair_sql_prepare (db, "INSERT OR REPLACE INTO rule_state VALUES (?1, ?2, ?3, ?4)", error);

      if (statement == NULL)
        return FALSE;
      fair_sql_bind (statement, "ssll", state->rule, state->state, state->since, state->checked_at);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_changes (sqlite3 *db, GArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      FairStateChange *change = &g_array_index (changes, FairStateChange, i);
      g_autoptr (sqlite3_stmt) statement
        = fair_sql_prepare (db,
                            "INSERT INTO state_change (rule, before, after, changed_at, sentence)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)",
                            error);

      if (statement == NULL)
        return FALSE;
      fair_sql_bind (statement, "sssls", change->rule, change->before, change->after, change->changed_at,
                     change->sentence);
      if (!fair_sql_done (statement, error))
        return FALSE;
      change->id = sqlite3_last_insert_rowid (db);
    }
  return TRUE;
}

/**
 * fair_store_put_rule_states:
 * @states: (element-type FairRuleState): that take the place of what was kept of their rules
 * @changes: (element-type FairStateChange): what there is to tell of it; their numbers come out
 *
 * Keeps both or neither, so that no change is lost and none is told twice.
 */
gboolean
fair_store_put_rule_states (FairStore *self, const GArray *states, GArray *changes, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);

  return transaction != NULL && put_states (fair_store_db (self), states, error)
         && add_changes (fair_store_db (self), changes, error) && fair_transaction_commit (transaction, error);
}

/**
 * fair_store_list_state_changes:
 * @reader: a name of the caller's own, such as "mail"; "" for all that ever happened, with people's own notes
 *
 * Returns: (transfer full) (element-type FairStateChange): what changed since @reader last said that it had seen
 *   everything, oldest first; looking alone does not count, so that an alert that could not be sent is not lost
 */
GArray *
fair_store_list_state_changes (FairStore *self, const char *reader, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FairStateChange));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT change_id, rule, before, after, changed_at, sentence FROM state_change WHERE change_id >"
                        " ifnull ((SELECT change_id FROM change_reader WHERE reader = ?1), 0)"
                        " AND (rule NOT IN ('" FAIR_NOTE_RULE "', '" FAIR_NOTICE_RULE "') OR ?1 = '') ORDER BY change_id",
                        error);
  gboolean has_row;

  g_array_set_clear_func (changes, (GDestroyNotify) fair_state_change_clear);
  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "s", reader);
  while (fair_sql_next (statement, &has_row, error))
    {
      FairStateChange change;

      if (!has_row)
        return g_steal_pointer (&changes);
      change = (FairStateChange) {
        .id = sqlite3_column_int64 (statement, 0),
        .rule = g_intern_string (fair_sql_text (statement, 1)),
        .before = g_intern_string (fair_sql_text (statement, 2)),
        .after = g_intern_string (fair_sql_text (statement, 3)),
        .changed_at = sqlite3_column_int64 (statement, 4),
        .sentence = g_strdup (fair_sql_text (statement, 5)),
      };
      g_array_append_val (changes, change);
    }
  return NULL;
}

/**
 * fair_store_see_state_changes:
 * @reader: as for fair_store_list_state_changes()
 * @last: the number of the newest change that it has dealt with
 */
gboolean
fair_store_see_state_changes (FairStore *self, const char *reader, gint64 last, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT INTO change_reader VALUES (?1, ?2) ON CONFLICT (reader) DO UPDATE"
                        " SET change_id = max (change_id, excluded.change_id)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "sl", reader, last);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_add_note:
 * @rule: %FAIR_NOTE_RULE or %FAIR_NOTICE_RULE
 * @text: one sentence
 *
 * Puts a person's own words among what happened; nobody is told of them.
 */
gboolean
fair_store_add_note (FairStore *self, const char *rule, const char *text, gint64 now, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT INTO state_change (rule, before, after, changed_at, sentence)"
                        " VALUES (?3, 'none', 'none', ?1, ?2)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lss", now, text, rule);
  return fair_sql_done (statement, error);
}
