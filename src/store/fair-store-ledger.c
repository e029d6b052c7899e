/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-ledger.h"

#include "fair-error.h"
#include "fair-store-adjustments.h"
#include "fair-store-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The canonical text of a pick: what its hash covers. Numbers are written so that they read back to the same bits. */

static void
add_text (GString *into, const char *text)
{
  g_string_append (into, text == NULL ? "" : text);
  g_string_append_c (into, '\x1f');
}

static void
add_integer (GString *into, gint64 number)
{
  g_string_append_printf (into, "%" G_GINT64_FORMAT "\x1f", number);
}

static void
add_number (GString *into, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double unsigned_zero = number == 0 ? 0 : number; /* SQLite keeps no negative nought */

  add_text (into, isnan (number) ? "" : g_ascii_dtostr (buffer, sizeof buffer, unsigned_zero));
}

static void
add_pick (GString *into, const FairPick *pick)
{
  add_integer (into, pick->game_id);
  add_integer (into, pick->kickoff);
  add_text (into, pick->away_team);
  add_text (into, pick->home_team);
  add_integer (into, pick->neutral_site);
  add_text (into, fair_market_to_string (pick->market));
  add_text (into, fair_side_to_string (pick->side));
  add_number (into, pick->line);
  add_integer (into, pick->price);
  add_text (into, pick->provider);
  add_number (into, pick->model_value);
  add_number (into, pick->edge_points);
  add_number (into, pick->win_probability);
  add_number (into, pick->push_probability);
  add_number (into, pick->expected_value);
  add_number (into, pick->stake_units);
  add_text (into, fair_confidence_to_string (pick->confidence));
  add_integer (into, pick->is_pick);
  add_text (into, pick->reason);
  add_text (into, pick->model_id);
  add_integer (into, pick->frozen_at);
  g_string_append_c (into, '\n');
}

static void
hash_text (const GString *text, char out[FAIR_HASH_LENGTH + 1])
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);

  g_strlcpy (out, hash, FAIR_HASH_LENGTH + 1);
}

static void
hash_picks (const FairPick *picks, guint n, char out[FAIR_HASH_LENGTH + 1])
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    add_pick (text, &picks[i]);
  hash_text (text, out);
}

static void
hash_chain (const FairPublication *publication, char out[FAIR_HASH_LENGTH + 1])
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_text (text, publication->previous_hash);
  add_text (text, publication->content_hash);
  add_integer (text, publication->week.season);
  add_text (text, fair_season_type_to_string (publication->week.type));
  add_integer (text, publication->week.week);
  add_text (text, publication->replay ? "replay" : "live");
  add_integer (text, publication->version);
  add_integer (text, publication->frozen_at);
  add_integer (text, publication->published_at);
  add_text (text, publication->model_id);
  add_integer (text, publication->n_picks);
  hash_text (text, out);
}

#define PUBLICATION_COLUMNS                                                                                            \
  "publication_id, season, season_type, week, kind, version, frozen_at, published_at, model_id, n_picks,"              \
  " content_hash, previous_hash, chain_hash"

static void
read_publication (sqlite3_stmt *statement, FairPublication *out)
{
  *out = (FairPublication) {
    .id = sqlite3_column_int64 (statement, 0),
    .week.season = sqlite3_column_int (statement, 1),
    .week.week = sqlite3_column_int (statement, 3),
    .replay = g_str_equal (fair_sql_text (statement, 4), "replay"),
    .version = sqlite3_column_int (statement, 5),
    .frozen_at = sqlite3_column_int64 (statement, 6),
    .published_at = sqlite3_column_int64 (statement, 7),
    .n_picks = sqlite3_column_int (statement, 9),
  };
  fair_season_type_parse (fair_sql_text (statement, 2), &out->week.type);
  g_strlcpy (out->model_id, fair_sql_text (statement, 8), sizeof out->model_id);
  g_strlcpy (out->content_hash, fair_sql_text (statement, 10), sizeof out->content_hash);
  g_strlcpy (out->previous_hash, fair_sql_text (statement, 11), sizeof out->previous_hash);
  g_strlcpy (out->chain_hash, fair_sql_text (statement, 12), sizeof out->chain_hash);
}

/**
 * fair_store_list_publications:
 *
 * Returns: (transfer full) (element-type FairPublication): all, oldest first
 */
GArray *
fair_store_list_publications (FairStore *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairPublication));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self), "SELECT " PUBLICATION_COLUMNS " FROM publication ORDER BY publication_id", error);
  gboolean has_row;

  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairPublication publication;

      if (!has_row)
        return g_steal_pointer (&list);
      read_publication (statement, &publication);
      g_array_append_val (list, publication);
    }
  return NULL;
}

/**
 * fair_store_find_live:
 * @out: (out): the newest table of @week that was not made afterwards
 * @found: (out): whether there is one
 */
gboolean
fair_store_find_live (FairStore *self, const FairWeek *week, FairPublication *out, gboolean *found, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (self, error);

  *found = FALSE;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FairPublication *publication = &g_array_index (list, FairPublication, i);

      if (publication->replay || fair_week_compare (&publication->week, week) != 0)
        continue;
      *out = *publication;
      *found = TRUE;
    }
  return list != NULL;
}

/* Fills in the number, the version and the hash before. */
static gboolean
place_in_chain (FairStore *self, FairPublication *publication, GError **error)
{
  g_autoptr (sqlite3_stmt) last = fair_sql_prepare (
    fair_store_db (self), "SELECT publication_id, chain_hash FROM publication ORDER BY publication_id DESC LIMIT 1",
    error);
  g_autoptr (sqlite3_stmt) version = fair_sql_prepare (
    fair_store_db (self),
    "SELECT count (*) FROM publication WHERE season = ?1 AND season_type = ?2 AND week = ?3 AND kind = ?4", error);
  gboolean has_row;

  if (last == NULL || version == NULL || !fair_sql_next (last, &has_row, error))
    return FALSE;
  publication->id = has_row ? sqlite3_column_int64 (last, 0) + 1 : 1;
  g_strlcpy (publication->previous_hash, has_row ? fair_sql_text (last, 1) : "", sizeof publication->previous_hash);

  fair_sql_bind (version, "isis", publication->week.season, fair_season_type_to_string (publication->week.type),
                 publication->week.week, publication->replay ? "replay" : "live");
  if (!fair_sql_next (version, &has_row, error))
    return FALSE;
  publication->version = sqlite3_column_int (version, 0) + 1;
  return TRUE;
}

static gboolean
insert_publication (FairStore *self, const FairPublication *publication, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT INTO publication (" PUBLICATION_COLUMNS
                        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lisisillsisss", publication->id, publication->week.season,
                 fair_season_type_to_string (publication->week.type), publication->week.week,
                 publication->replay ? "replay" : "live", publication->version, publication->frozen_at,
                 publication->published_at, publication->model_id, (int) publication->n_picks,
                 publication->content_hash, publication->previous_hash, publication->chain_hash);
  return fair_sql_done (statement, error);
}

static gboolean
insert_picks (FairStore *self, gint64 publication, const FairPick *picks, guint n, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT INTO pick VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                        " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
                        error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const FairPick *p = &picks[i];

      fair_sql_bind (statement, "lillssissdisddddddsissl", publication, (int) i, p->game_id, p->kickoff, p->away_team,
                     p->home_team, p->neutral_site, fair_market_to_string (p->market), fair_side_to_string (p->side),
                     p->line, p->price, p->provider, p->model_value, p->edge_points, p->win_probability,
                     p->push_probability, p->expected_value, p->stake_units,
                     fair_confidence_to_string (p->confidence), p->is_pick, p->reason, p->model_id, p->frozen_at);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_policy (FairStore *self, gint64 publication, const char *policy, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "INSERT INTO publication_policy VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ls", publication, policy);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_get_policy:
 *
 * Returns: (transfer full) (nullable): what counted as a pick when @publication was made, as a settings file has it; NULL
 *   without an error where that was not kept
 */
char *
fair_store_get_policy (FairStore *self, gint64 publication, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self), "SELECT policy FROM publication_policy WHERE publication_id = ?1", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", publication);
  return fair_sql_next (statement, &has_row, error) && has_row ? g_strdup (fair_sql_text (statement, 0)) : NULL;
}

/**
 * fair_store_publish:
 * @publication: (inout): its week, kind, times and model go in; number, version and hashes come out
 * @picks: of one week
 * @policy: (nullable): what counted as a pick, as a settings file has it
 * @unadjusted: (nullable): the picks CSV as it would have been without adjustments, where there were any
 *
 * Writes a picks table down for good, as the next version of its week, chained to the publication before it.
 */
gboolean
fair_store_publish (FairStore *self, FairPublication *publication, const FairPick *picks, guint n,
                    const char *policy, const char *unadjusted, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);

  if (transaction == NULL || !place_in_chain (self, publication, error))
    return FALSE;
  publication->n_picks = n;
  hash_picks (picks, n, publication->content_hash);
  hash_chain (publication, publication->chain_hash);
  return insert_publication (self, publication, error) && insert_picks (self, publication->id, picks, n, error)
         && (policy == NULL || put_policy (self, publication->id, policy, error))
         && (unadjusted == NULL || fair_store_put_unadjusted (self, publication->id, unadjusted, error))
         && fair_transaction_commit (transaction, error);
}

#define PICK_COLUMNS                                                                                                   \
  "u.season, u.season_type, u.week, p.game_id, p.kickoff, p.away_team, p.home_team, p.neutral_site, p.market, p.side," \
  " p.line, p.price, p.provider, p.model_value, p.edge_points, p.win_probability, p.push_probability,"                 \
  " p.expected_value, p.stake_units, p.confidence, p.is_pick, p.reason, p.model_id, p.frozen_at"

/* What PICK_COLUMNS selects. */
static void
read_pick (sqlite3_stmt *statement, FairPick *out)
{
  *out = (FairPick) {
    .week.season = sqlite3_column_int (statement, 0),
    .week.week = sqlite3_column_int (statement, 2),
    .game_id = sqlite3_column_int64 (statement, 3),
    .kickoff = sqlite3_column_int64 (statement, 4),
    .away_team = g_intern_string (fair_sql_text (statement, 5)),
    .home_team = g_intern_string (fair_sql_text (statement, 6)),
    .neutral_site = sqlite3_column_int (statement, 7),
    .line = fair_sql_number (statement, 10),
    .price = sqlite3_column_int (statement, 11),
    .provider = g_intern_string (fair_sql_text (statement, 12)),
    .model_value = fair_sql_number (statement, 13),
    .edge_points = fair_sql_number (statement, 14),
    .win_probability = fair_sql_number (statement, 15),
    .push_probability = fair_sql_number (statement, 16),
    .expected_value = fair_sql_number (statement, 17),
    .stake_units = sqlite3_column_double (statement, 18),
    .is_pick = sqlite3_column_int (statement, 20),
    .reason = g_intern_string (fair_sql_text (statement, 21)),
    .frozen_at = sqlite3_column_int64 (statement, 23),
  };
  fair_season_type_parse (fair_sql_text (statement, 1), &out->week.type);
  fair_market_parse (fair_sql_text (statement, 8), &out->market);
  fair_side_parse (fair_sql_text (statement, 9), &out->side);
  fair_confidence_parse (fair_sql_text (statement, 19), &out->confidence);
  g_strlcpy (out->model_id, fair_sql_text (statement, 22), sizeof out->model_id);
}

static GArray *
read_picks (FairStore *self, gint64 publication, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FairPick));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT " PICK_COLUMNS " FROM pick AS p JOIN publication AS u USING (publication_id)"
                        " WHERE publication_id = ?1 ORDER BY p.position",
                        error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", publication);
  while (fair_sql_next (statement, &has_row, error))
    {
      FairPick pick;

      if (!has_row)
        return g_steal_pointer (&picks);
      read_pick (statement, &pick);
      g_array_append_val (picks, pick);
    }
  return NULL;
}

static gboolean
set_altered (const FairPublication *publication, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The picks published as number %d (season %d, %s week %d, version %d) are not what was published then; put "
                 "your newest good copy of the store in its place."),
               (int) publication->id, publication->week.season, fair_season_type_to_string (publication->week.type),
               publication->week.week, publication->version);
  return FALSE;
}

static gboolean
check_picks (const FairPublication *publication, GArray *picks, GError **error)
{
  char content[FAIR_HASH_LENGTH + 1];

  hash_picks ((const FairPick *) (gpointer) picks->data, picks->len, content);
  return (picks->len == publication->n_picks && g_str_equal (content, publication->content_hash))
         || set_altered (publication, error);
}

/**
 * fair_store_load_picks:
 * @publication: its number
 *
 * Returns: (transfer full) (element-type FairPick): its picks, in their order; NULL with %FAIR_ERROR_BAD_DATA where they
 *   are not what was published
 */
GArray *
fair_store_load_picks (FairStore *self, gint64 publication, GError **error)
{
  g_autoptr (GArray) picks = read_picks (self, publication, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  FairPublication published;
  gboolean has_row;

  if (picks == NULL)
    return NULL;
  statement = fair_sql_prepare (fair_store_db (self),
                                "SELECT " PUBLICATION_COLUMNS " FROM publication WHERE publication_id = ?1", error);
  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", publication);
  if (!fair_sql_next (statement, &has_row, error))
    return NULL;
  if (!has_row)
    return g_steal_pointer (&picks);
  read_publication (statement, &published);
  return check_picks (&published, picks, error) ? g_steal_pointer (&picks) : NULL;
}

/* The version that counts for the record: the last one that was frozen before kickoff. One that was made too near it to look
 * at the line again takes nothing back. */
#define RECORD                                                                                                         \
  "SELECT " PICK_COLUMNS ", u.kind, r.outcome, r.units, r.closing_line_value, p.publication_id FROM ("                 \
  "  SELECT p.*, row_number () OVER (PARTITION BY u.kind, p.game_id, p.market"                                         \
  "   ORDER BY p.reason GLOB 'kickoff_near*', u.publication_id DESC) AS rank"                                          \
  "  FROM pick AS p JOIN publication AS u USING (publication_id) WHERE p.frozen_at <= p.kickoff) AS p"                 \
  " JOIN publication AS u USING (publication_id)"                                                                      \
  " LEFT JOIN pick_result AS r USING (publication_id, game_id, market)"                                                \
  " WHERE p.rank = 1 ORDER BY p.kickoff, p.game_id, p.market, u.kind"

/**
 * fair_store_load_record:
 *
 * Returns: (transfer full) (element-type FairSettledPick): every market of every published game once for live and once
 *   for replay, with its outcome where it is settled; of several versions the last that was frozen before kickoff and not
 *   too near it
 */
GArray *
fair_store_load_record (FairStore *self, GError **error)
{
  g_autoptr (GArray) record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), RECORD, error);
  gboolean has_row;

  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairSettledPick settled = { .outcome = FAIR_OUTCOME_OPEN };

      if (!has_row)
        return g_steal_pointer (&record);
      read_pick (statement, &settled.pick);
      settled.replay = g_str_equal (fair_sql_text (statement, 24), "replay");
      fair_outcome_parse (fair_sql_text (statement, 25), &settled.outcome);
      settled.units = sqlite3_column_double (statement, 26);
      settled.closing_line_value = fair_sql_number (statement, 27);
      settled.publication = sqlite3_column_int64 (statement, 28);
      g_array_append_val (record, settled);
    }
  return NULL;
}

#define PUT_RESULT                                                                                                     \
  "INSERT INTO pick_result VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (publication_id, game_id, market)"          \
  " DO UPDATE SET outcome = ?4, units = ?5, closing_line_value = ?6, settled_at = ?7"                                  \
  " WHERE (outcome, units, closing_line_value) IS NOT (?4, ?5, ?6)"

/**
 * fair_store_put_results:
 * @picks: with their outcomes; open ones are left out
 * @n_changed: (out): how many are new, or differ since a score was corrected
 */
gboolean
fair_store_put_results (FairStore *self, const FairSettledPick *picks, guint n, gint64 now, guint *n_changed,
                        GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  *n_changed = 0;
  if (transaction == NULL)
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self), PUT_RESULT, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (picks[i].outcome == FAIR_OUTCOME_OPEN)
        continue;
      fair_sql_bind (statement, "llssddl", picks[i].publication, picks[i].pick.game_id,
                     fair_market_to_string (picks[i].pick.market), fair_outcome_to_string (picks[i].outcome),
                     picks[i].units, picks[i].closing_line_value, now);
      if (!fair_sql_done (statement, error))
        return FALSE;
      *n_changed += sqlite3_changes (fair_store_db (self));
    }
  return fair_transaction_commit (transaction, error);
}

static gboolean
verify_publication (FairStore *self, const FairPublication *publication, const char *previous, GError **error)
{
  g_autoptr (GArray) picks = read_picks (self, publication->id, error);
  char chain[FAIR_HASH_LENGTH + 1];

  if (picks == NULL)
    return FALSE;
  hash_chain (publication, chain);
  if (!g_str_equal (chain, publication->chain_hash) || !g_str_equal (previous, publication->previous_hash))
    return set_altered (publication, error);
  return check_picks (publication, picks, error);
}

/**
 * fair_store_verify_ledger:
 * @n_publications: (out): how many were verified
 *
 * Computes all hashes again.
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA that names the first publication that was altered
 */
gboolean
fair_store_verify_ledger (FairStore *self, guint *n_publications, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (self, error);
  const char *previous = "";

  *n_publications = 0;
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const FairPublication *publication = &g_array_index (list, FairPublication, i);

      if (!verify_publication (self, publication, previous, error))
        return FALSE;
      previous = publication->chain_hash;
      ++*n_publications;
    }
  return TRUE;
}
