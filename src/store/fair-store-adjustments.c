/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-adjustments.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-store-private.h"

#include <glib/gi18n-lib.h>

/**
 * fair_store_add_adjustment:
 * @adjustment: (inout): its number comes out
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE where it is not one that can be kept, or with what went wrong
 */
gboolean
fair_store_add_adjustment (FairStore *self, FairAdjustment *adjustment, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!fair_adjustment_check (adjustment, error))
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self),
                                "INSERT INTO adjustment (team_id, game_id, margin, total, note, made_at, expires_at)"
                                " VALUES (nullif (?1, 0), nullif (?2, 0), ?3, ?4, ?5, ?6, ?7)",
                                error);
  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "llddsll", adjustment->team_id, adjustment->game_id, adjustment->margin, adjustment->total,
                 adjustment->note, adjustment->made_at, adjustment->expires_at);
  if (!fair_sql_done (statement, error))
    return FALSE;
  adjustment->id = sqlite3_last_insert_rowid (fair_store_db (self));
  return TRUE;
}

/**
 * fair_store_withdraw_adjustment:
 * @now: UTC seconds; from then on it does not count
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE where none has that number or it was withdrawn before
 */
gboolean
fair_store_withdraw_adjustment (FairStore *self, gint64 id, gint64 now, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self),
    "UPDATE adjustment SET withdrawn_at = ?2 WHERE adjustment_id = ?1 AND withdrawn_at IS NULL", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ll", id, now);
  if (!fair_sql_done (statement, error))
    return FALSE;
  if (sqlite3_changes (fair_store_db (self)) == 1)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("No adjustment with the number %" G_GINT64_FORMAT " is in force; see “fair adjust list”."), id);
  return FALSE;
}

/**
 * fair_store_list_adjustments:
 *
 * Returns: (transfer full) (element-type FairAdjustment): all, newest first
 */
GArray *
fair_store_list_adjustments (FairStore *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairAdjustment));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT adjustment_id, ifnull (team_id, 0), ifnull (game_id, 0), margin, total, note, made_at,"
                        " expires_at, withdrawn_at FROM adjustment ORDER BY adjustment_id DESC",
                        error);
  gboolean has_row;

  g_array_set_clear_func (list, (GDestroyNotify) fair_adjustment_clear);
  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairAdjustment adjustment;

      if (!has_row)
        return g_steal_pointer (&list);
      adjustment = (FairAdjustment) {
        .id = sqlite3_column_int64 (statement, 0),
        .team_id = sqlite3_column_int64 (statement, 1),
        .game_id = sqlite3_column_int64 (statement, 2),
        .margin = sqlite3_column_double (statement, 3),
        .total = sqlite3_column_double (statement, 4),
        .note = g_strdup (fair_sql_text (statement, 5)),
        .made_at = sqlite3_column_int64 (statement, 6),
        .expires_at = sqlite3_column_int64 (statement, 7),
        .withdrawn_at = fair_sql_time (statement, 8),
      };
      g_array_append_val (list, adjustment);
    }
  return NULL;
}

/**
 * fair_store_put_unadjusted:
 * @picks: the picks CSV of @publication, as it would have been without adjustments
 */
gboolean
fair_store_put_unadjusted (FairStore *self, gint64 publication, const char *picks, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "INSERT INTO unadjusted VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ls", publication, picks);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_get_unadjusted:
 *
 * Returns: (transfer full) (nullable): what fair_store_put_unadjusted() kept; NULL without an error where there was no
 *   adjustment
 */
char *
fair_store_get_unadjusted (FairStore *self, gint64 publication, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT picks FROM unadjusted WHERE publication_id = ?1", error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", publication);
  return fair_sql_next (statement, &has_row, error) && has_row ? g_strdup (fair_sql_text (statement, 0)) : NULL;
}

/**
 * fair_store_list_unadjusted:
 *
 * Returns: (transfer full) (element-type gint64): the publications that were made with adjustments
 */
GArray *
fair_store_list_unadjusted (FairStore *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT publication_id FROM unadjusted ORDER BY 1", error);
  gboolean has_row;

  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      gint64 publication;

      if (!has_row)
        return g_steal_pointer (&list);
      publication = sqlite3_column_int64 (statement, 0);
      g_array_append_val (list, publication);
    }
  return NULL;
}
