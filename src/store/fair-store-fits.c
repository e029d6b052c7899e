/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-fits.h"

#include "fair-store-private.h"

#define COLUMNS                                                                                                        \
  "model_id, design, origin, season, season_type, week, made_at, freeze, first_result, last_result, n_games, seed,"    \
  " version, data_hash, settings, scores"
#define STATE_COLUMN 16

/**
 * fair_store_put_fit:
 * @added: (out) (optional): whether it is new
 *
 * Keeps a fit. One whose name is known is kept as it was made first, since the same name means the same model.
 */
gboolean
fair_store_put_fit (FairStore *self, const FairModelFit *fit, gboolean *added, GError **error)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GBytes) state = NULL;
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT OR IGNORE INTO model_fit (" COLUMNS ", state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                        " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "sssisillttilssss", fit->model_id, fit->design, fit->origin, fit->week.season,
                 fair_season_type_to_string (fit->week.type), fit->week.week, fit->made_at, fit->freeze,
                 fit->first_result, fit->last_result, (int) fit->n_games, (gint64) fit->seed, fit->version,
                 fit->data_hash, fit->settings, fit->scores);
  if (fit->state != NULL)
    {
      state = fair_store_convert (compressor, fit->state, error);
      if (state == NULL)
        return FALSE;
      sqlite3_bind_blob64 (statement, STATE_COLUMN + 1, g_bytes_get_data (state, NULL), g_bytes_get_size (state),
                           SQLITE_STATIC);
    }
  if (!fair_sql_done (statement, error))
    return FALSE;
  if (added != NULL)
    *added = sqlite3_changes (fair_store_db (self)) > 0;
  return TRUE;
}

static void
read_fit (sqlite3_stmt *statement, FairModelFit *out)
{
  *out = (FairModelFit) {
    .design = g_intern_string (fair_sql_text (statement, 1)),
    .week.season = sqlite3_column_int (statement, 3),
    .week.week = sqlite3_column_int (statement, 5),
    .made_at = sqlite3_column_int64 (statement, 6),
    .freeze = sqlite3_column_int64 (statement, 7),
    .first_result = fair_sql_time (statement, 8),
    .last_result = fair_sql_time (statement, 9),
    .n_games = sqlite3_column_int (statement, 10),
    .seed = sqlite3_column_int64 (statement, 11),
    .version = g_strdup (fair_sql_text (statement, 12)),
    .data_hash = g_strdup (fair_sql_text (statement, 13)),
    .settings = g_strdup (fair_sql_text (statement, 14)),
    .scores = g_strdup (fair_sql_text (statement, 15)),
  };
  g_strlcpy (out->model_id, fair_sql_text (statement, 0), sizeof out->model_id);
  g_strlcpy (out->origin, fair_sql_text (statement, 2), sizeof out->origin);
  fair_season_type_parse (fair_sql_text (statement, 4), &out->week.type);
}

static gboolean
read_state (sqlite3_stmt *statement, FairModelFit *out, GError **error)
{
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GBytes) state = NULL;

  if (sqlite3_column_type (statement, STATE_COLUMN) == SQLITE_NULL)
    return TRUE;
  state = g_bytes_new (sqlite3_column_blob (statement, STATE_COLUMN), sqlite3_column_bytes (statement, STATE_COLUMN));
  out->state = fair_store_convert (decompressor, state, error);
  return out->state != NULL;
}

/**
 * fair_store_get_fit:
 * @out: (out caller-allocates): cleared where nothing is found
 * @found: (out): whether a fit of that name is kept
 *
 * Looks a kept fit up, with its state.
 */
gboolean
fair_store_get_fit (FairStore *self, const char *model_id, FairModelFit *out, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self), "SELECT " COLUMNS ", state FROM model_fit WHERE model_id = ?1", error);

  *out = (FairModelFit) { 0 };
  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "s", model_id);
  if (!fair_sql_next (statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  read_fit (statement, out);
  if (read_state (statement, out, error))
    return TRUE;
  fair_model_fit_clear (out);
  return FALSE;
}

/**
 * fair_store_list_fits:
 *
 * Returns: (transfer full) (element-type FairModelFit): all that are kept, without their states, newest freeze first
 */
GArray *
fair_store_list_fits (FairStore *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairModelFit));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT " COLUMNS " FROM model_fit ORDER BY freeze DESC, made_at DESC, design, model_id",
                        error);
  gboolean has_row;

  g_array_set_clear_func (list, (GDestroyNotify) fair_model_fit_clear);
  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairModelFit fit;

      if (!has_row)
        return g_steal_pointer (&list);
      read_fit (statement, &fit);
      g_array_append_val (list, fit);
    }
  return NULL;
}

/**
 * fair_store_prune_fits:
 * @keep: of each design
 * @n_pruned: (out) (optional): how many went
 *
 * Forgets the oldest fits. What was published or chosen stays, whatever its age.
 */
gboolean
fair_store_prune_fits (FairStore *self, guint keep, guint *n_pruned, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "DELETE FROM model_fit WHERE model_id IN (SELECT model_id FROM (SELECT model_id, row_number ()"
                        " OVER (PARTITION BY design ORDER BY freeze DESC, made_at DESC, model_id) AS age"
                        " FROM model_fit) WHERE age > ?1) AND model_id NOT IN (SELECT model_id FROM publication)"
                        " AND model_id NOT IN (SELECT model_id FROM model_choice)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "i", (int) keep);
  if (!fair_sql_done (statement, error))
    return FALSE;
  if (n_pruned != NULL)
    *n_pruned = sqlite3_changes (fair_store_db (self));
  return TRUE;
}

/**
 * fair_store_put_choice:
 *
 * Adds a person's choice to the log, from which nothing is ever taken.
 */
gboolean
fair_store_put_choice (FairStore *self, const FairModelChoice *choice, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self),
    "INSERT INTO model_choice (made_at, kind, design, model_id, reason) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lssss", choice->made_at, fair_choice_kind_to_string (choice->kind), choice->design,
                 choice->model_id, choice->reason == NULL ? "" : choice->reason);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_list_choices:
 *
 * Returns: (transfer full) (element-type FairModelChoice): all, oldest first
 */
GArray *
fair_store_list_choices (FairStore *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairModelChoice));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self),
    "SELECT choice_id, made_at, kind, design, model_id, reason FROM model_choice ORDER BY choice_id", error);
  gboolean has_row;

  g_array_set_clear_func (list, (GDestroyNotify) fair_model_choice_clear);
  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairModelChoice choice;

      if (!has_row)
        return g_steal_pointer (&list);
      choice = (FairModelChoice) {
        .id = sqlite3_column_int64 (statement, 0),
        .made_at = sqlite3_column_int64 (statement, 1),
        .design = g_intern_string (fair_sql_text (statement, 3)),
        .reason = g_strdup (fair_sql_text (statement, 5)),
      };
      fair_choice_kind_parse (fair_sql_text (statement, 2), &choice.kind);
      g_strlcpy (choice.model_id, fair_sql_text (statement, 4), sizeof choice.model_id);
      g_array_append_val (list, choice);
    }
  return NULL;
}
