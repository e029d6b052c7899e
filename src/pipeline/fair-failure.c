/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a run from beginning, or from leaving a trace: there may be no store to note it in, and no room on the disk. */
#include "fair-failure.h"

#include "fair-alerts.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-hook.h"
#include "fair-json.h"
#include "fair-notification.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define NOTIFICATION "failure"

/* Where what was told today is kept: in memory, so that neither store nor disk is needed. */
static char *
find_stamp (const FairProfile *profile)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, profile->paths->data_dir, -1);

  return g_strdup_printf ("%s/fair-catch-%.16s.told", g_get_user_runtime_dir (), hash);
}

/* Returns: (transfer full): a line for the day, and one for each sentence that was told on it */
static char *
load_stamp (const FairProfile *profile)
{
  g_autofree char *path = find_stamp (profile);
  g_autofree char *today = g_strdup_printf ("%" G_GINT64_FORMAT "\n", fair_clock_now (profile->clock) / FAIR_DAY);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, today) ? g_steal_pointer (&text)
                                                                                         : g_steal_pointer (&today);
}

static char *
write_json (const FairProfile *profile, const char *status, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fair_json_text (builder, "program", "faircatch");
  fair_json_text (builder, "status", status);
  fair_json_text (builder, "error", sentence);
  fair_json_time (builder, "time_utc", fair_clock_now (profile->clock));
  json_builder_end_object (builder);
  return fair_json_finish (builder, FALSE);
}

/**
 * fair_failure_post:
 * @status: of the run
 *
 * Tells the webhook, where one is set.
 */
gboolean
fair_failure_post (const FairProfile *profile, const char *status, const char *sentence, GError **error)
{
  g_autofree char *url = fair_settings_get_string (profile->settings, "webhook-url");
  g_autofree char *json = write_json (profile, status, sentence);

  return *url == '\0' || fair_hook_call (url, json, error);
}

static gboolean
queue (const FairProfile *profile, const char *sentence, GError **error)
{
  g_autofree char *key = g_strconcat ("failure ", sentence, NULL);
  g_autofree char *body = g_strconcat (sentence, "\n", NULL);

  return !fair_alerts_is_set (profile)
         || fair_alerts_queue (profile, "mail-owners", key, _("Fair Catch could not do what was due"), body, NULL, error);
}

/* @known: what was told today */
static void
tell (const FairProfile *profile, const char *sentence, const char *known, const char *mark, GPtrArray *notes)
{
  g_autofree char *path = find_stamp (profile);
  g_autofree char *all = g_strconcat (known, mark, "\n", NULL);
  GError *error = NULL;

  fair_notification_show (NOTIFICATION, _("Fair Catch"), sentence);
  fair_failure_post (profile, "failed", sentence, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  if (queue (profile, sentence, &error))
    fair_file_write_atomically (path, all, strlen (all), 0600, NULL);
  fair_error_note (notes, error);
}

/* Another run does what is due; and before the first run there is nothing that could have failed. */
static gboolean
is_news (const GError *failure)
{
  return !g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_REFUSED)
         && !g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_NO_STORE)
         && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * fair_failure_tell:
 * @failure: why a run, an upkeep or the schedule could not begin, or left nothing in the store
 * @notes: (element-type utf8): gets a sentence for each who could not be told
 *
 * Tells the owners, the desktop and the webhook, without the store. The same sentence is told once a day, however often
 * what is due is tried again.
 */
void
fair_failure_tell (const FairProfile *profile, const GError *failure, GPtrArray *notes)
{
  g_autofree char *known = NULL;
  g_autofree char *mark = NULL;
  GError *error = NULL;

  if (!is_news (failure))
    return;
  known = load_stamp (profile);
  mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, failure->message, -1);
  if (strstr (known, mark) == NULL)
    tell (profile, failure->message, known, mark, notes);
  fair_alerts_send_queued (profile, &error);
  fair_error_note (notes, error);
}

/**
 * fair_failure_end:
 *
 * A run could begin: what kept it from that is told at once should it come again.
 */
void
fair_failure_end (const FairProfile *profile)
{
  g_autofree char *path = find_stamp (profile);

  if (g_unlink (path) == 0)
    fair_notification_withdraw (NOTIFICATION);
}
