/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-model.h"

#include "fair-clock.h"
#include "fair-store-private.h"

/**
 * fair_store_get_cached:
 *
 * Returns: (transfer full) (nullable): what fair_store_put_cached() kept under @key; NULL without an error where
 *   there is nothing
 */
char *
fair_store_get_cached (FairStore *self, const char *key, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT text FROM model_cache WHERE key = ?1", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "s", key);
  if (!fair_sql_next (statement, &has_row, error) || !has_row)
    return NULL;
  return g_strdup (fair_sql_text (statement, 0));
}

/**
 * fair_store_put_cached:
 *
 * Keeps what was dear to compute. It can always be computed again, to the same bytes.
 */
gboolean
fair_store_put_cached (FairStore *self, const char *key, const char *text, gint64 now, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self), "INSERT OR REPLACE INTO model_cache (key, text, saved_at) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ssl", key, text, now);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_put_predictions:
 * @model_id: of the model that made them
 */
gboolean
fair_store_put_predictions (FairStore *self, const char *model_id, const FairPrediction *predictions, guint n,
                            gint64 now, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self),
                                "INSERT OR REPLACE INTO prediction VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                                " ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                                error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const FairPrediction *p = &predictions[i];
      g_autofree char *parts = fair_explanation_to_text (&p->why);

      fair_sql_bind (statement, "llsdddddddddiiils", p->game_id, p->frozen_at, model_id, p->margin, p->total,
                     p->margin_sd, p->total_sd, p->home_win_probability, p->blend_margin, p->blend_total,
                     p->blend_margin_sd, p->blend_total_sd, p->home_games, p->away_games, p->fallback, now,
                     parts);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return fair_transaction_commit (transaction, error);
}

#define COLUMNS                                                                                                        \
  "SELECT p.game_id, p.frozen_at, margin, total, margin_sd, total_sd, home_win_probability, blend_margin,"             \
  " blend_total, blend_margin_sd, blend_total_sd, home_games, away_games, fallback, parts FROM "
#define PREDICTIONS COLUMNS "prediction p WHERE model_id = ?1"

static GArray *
read_predictions (sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GArray) predictions = g_array_new (FALSE, FALSE, sizeof (FairPrediction));
  gboolean has_row;

  while (fair_sql_next (statement, &has_row, error))
    {
      FairPrediction p;

      if (!has_row)
        return g_steal_pointer (&predictions);
      p = (FairPrediction) {
        .game_id = sqlite3_column_int64 (statement, 0),
        .frozen_at = sqlite3_column_int64 (statement, 1),
        .margin = sqlite3_column_double (statement, 2),
        .total = sqlite3_column_double (statement, 3),
        .margin_sd = sqlite3_column_double (statement, 4),
        .total_sd = sqlite3_column_double (statement, 5),
        .home_win_probability = sqlite3_column_double (statement, 6),
        .blend_margin = fair_sql_number (statement, 7),
        .blend_total = fair_sql_number (statement, 8),
        .blend_margin_sd = fair_sql_number (statement, 9),
        .blend_total_sd = fair_sql_number (statement, 10),
        .home_games = sqlite3_column_int (statement, 11),
        .away_games = sqlite3_column_int (statement, 12),
        .fallback = sqlite3_column_int (statement, 13),
      };
      fair_explanation_from_text (fair_sql_text (statement, 14), &p.why);
      g_array_append_val (predictions, p);
    }
  return NULL;
}

/**
 * fair_store_load_predictions:
 *
 * Returns: (transfer full) (element-type FairPrediction): all that @model_id predicted, by freeze and game
 */
GArray *
fair_store_load_predictions (FairStore *self, const char *model_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), PREDICTIONS " ORDER BY frozen_at, game_id", error);

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "s", model_id);
  return read_predictions (statement, error);
}

/**
 * fair_store_load_game_predictions:
 *
 * Returns: (transfer full) (element-type FairPrediction): what @model_id predicted of one game, by freeze
 */
GArray *
fair_store_load_game_predictions (FairStore *self, gint64 game_id, const char *model_id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), PREDICTIONS " AND game_id = ?2 ORDER BY frozen_at", error);

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "sl", model_id, game_id);
  return read_predictions (statement, error);
}

/**
 * fair_store_load_published_predictions:
 * @from: UTC seconds
 *
 * Returns: (transfer full) (element-type FairPrediction): what was predicted of the games that kick off from then on, as
 *   it stood behind published picks, by game and freeze; a game that was published again has several
 */
GArray *
fair_store_load_published_predictions (FairStore *self, gint64 from, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        COLUMNS "pick k CROSS JOIN prediction p USING (game_id, frozen_at, model_id)"
                                " WHERE k.market = 'spread' AND k.kickoff >= ?1"
                                " GROUP BY p.game_id, p.frozen_at, p.model_id ORDER BY p.game_id, p.frozen_at",
                        error);

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", from);
  return read_predictions (statement, error);
}

/**
 * fair_store_put_ratings:
 * @frozen_at: the freeze for which they hold
 */
gboolean
fair_store_put_ratings (FairStore *self, const char *model_id, gint64 frozen_at, const FairRating *ratings, guint n,
                        GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (transaction == NULL)
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self),
                                "INSERT OR REPLACE INTO rating VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      fair_sql_bind (statement, "lsldddd", frozen_at, model_id, ratings[i].team_id, ratings[i].offense,
                     ratings[i].defense, ratings[i].overall, ratings[i].overall_sd);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return fair_transaction_commit (transaction, error);
}

/* The table that was written last. */
#define NEWEST_RATINGS                                                                                                 \
  "SELECT frozen_at, model_id, team_id, offense, defense, overall, overall_sd FROM rating WHERE (frozen_at, model_id)" \
  " = (SELECT frozen_at, model_id FROM rating ORDER BY frozen_at DESC LIMIT 1) ORDER BY overall DESC, team_id"

/**
 * fair_store_load_ratings:
 * @frozen_at: (out): their freeze
 * @model_id: (out) (transfer full) (nullable): their model
 *
 * Returns: (transfer full) (element-type FairRating): the newest ratings, best first; empty where there are none
 */
GArray *
fair_store_load_ratings (FairStore *self, gint64 *frozen_at, char **model_id, GError **error)
{
  g_autoptr (GArray) ratings = g_array_new (FALSE, FALSE, sizeof (FairRating));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), NEWEST_RATINGS, error);
  gboolean has_row;

  *frozen_at = FAIR_TIME_UNKNOWN;
  *model_id = NULL;
  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairRating rating;

      if (!has_row)
        return g_steal_pointer (&ratings);
      if (ratings->len == 0)
        {
          *frozen_at = sqlite3_column_int64 (statement, 0);
          *model_id = g_strdup (fair_sql_text (statement, 1));
        }
      rating = (FairRating) {
        .team_id = sqlite3_column_int64 (statement, 2),
        .offense = sqlite3_column_double (statement, 3),
        .defense = sqlite3_column_double (statement, 4),
        .overall = sqlite3_column_double (statement, 5),
        .overall_sd = sqlite3_column_double (statement, 6),
      };
      g_array_append_val (ratings, rating);
    }
  g_clear_pointer (model_id, g_free);
  return NULL;
}
