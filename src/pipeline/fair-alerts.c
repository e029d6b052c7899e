/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what when nobody is there. Owners hear of runs and of what changed, readers get the picks and notices. */
#include "fair-alerts.h"

#include "fair-error.h"
#include "fair-health-report.h"
#include "fair-hook.h"
#include "fair-json.h"
#include "fair-notification.h"
#include "fair-pick-text.h"
#include "fair-picks-csv.h"
#include "fair-secrets.h"
#include "fair-store-model.h"
#include "fair-store-watch.h"
#include "fair-week-choice.h"

#include <glib/gi18n-lib.h>

/* More at once are told in one message. */
#define MOST_SINGLE 3

/* As which the store knows how far the changes were told. */
#define READER "mail"

/* Under which the store keeps the day of the last digest. */
#define DIGEST "digest"

/* And what of a run was told last. */
#define TOLD "told run"

#define SHEET "fair-catch-picks.csv"

/**
 * fair_alerts_queue_folder:
 *
 * Returns: (transfer full): where messages wait
 */
char *
fair_alerts_queue_folder (const FairProfile *profile)
{
  return g_build_filename (profile->paths->data_dir, "outbox-mail", NULL);
}

static gboolean
is_set (const FairProfile *profile)
{
  g_autofree char *host = fair_settings_get_string (profile->settings, "mail-server");

  return *host != '\0';
}

/**
 * fair_alerts_load_server:
 * @out: (out): to be cleared
 *
 * Fills in who sends mail, with the password from the keyring.
 */
gboolean
fair_alerts_load_server (const FairProfile *profile, FairMailServer *out, GError **error)
{
  g_autofree char *security = fair_settings_get_string (profile->settings, "mail-security");
  g_autoptr (GError) failure = NULL;

  *out = (FairMailServer) {
    .host = fair_settings_get_string (profile->settings, "mail-server"),
    .port = fair_settings_get_int (profile->settings, "mail-port"),
    .tls_at_once = g_str_equal (security, "tls"),
    .plain = g_str_equal (security, "none"),
    .user = fair_settings_get_string (profile->settings, "mail-user"),
    .from = fair_settings_get_string (profile->settings, "mail-from"),
    .ca_file = fair_settings_get_string (profile->settings, "mail-ca-file"),
  };
  if (*out->user != '\0')
    out->password = fair_secrets_lookup (FAIR_SECRET_MAIL, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  fair_mail_server_clear (out);
  return FALSE;
}

/* @sheet: (nullable): goes with it. An address that is none keeps nobody else from being told; check_list() tells of it. */
static gboolean
queue (const FairProfile *profile, const char *list, const char *key, const char *subject, const char *body, GBytes *sheet,
       GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);
  g_autofree char *folder = fair_alerts_queue_folder (profile);

  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autoptr (FairMail) mail = fair_mail_new (people[i], subject, body);

      if (!fair_mail_check_address (people[i], NULL))
        continue;
      if (sheet != NULL)
        {
          mail->attachment_name = g_strdup (SHEET);
          mail->attachment = g_bytes_ref (sheet);
        }
      if (!fair_mail_queue_add (folder, key, mail, error))
        return FALSE;
    }
  return TRUE;
}

/* Returns: FALSE with the first address that is none */
static gboolean
check_list (const FairProfile *profile, const char *list, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);

  for (guint i = 0; people[i] != NULL; i++)
    if (!fair_mail_check_address (people[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
send_queued (const FairProfile *profile, GError **error)
{
  g_autofree char *folder = fair_alerts_queue_folder (profile);
  g_auto (FairMailServer) server = { 0 };
  guint n;

  return fair_mail_queue_count (folder) == 0
         || (fair_alerts_load_server (profile, &server, error) && fair_mail_queue_send (folder, &server, &n, error));
}

static guint
count_picks (const FairWeeklyResult *weekly)
{
  guint n = 0;

  for (guint i = 0; i < weekly->picks->len; i++)
    n += g_array_index (weekly->picks, FairPick, i).is_pick;
  return n;
}

static char *
describe_run (const FairRunNews *news)
{
  g_autofree char *week = news->weekly == NULL ? NULL : fair_week_to_text (&news->weekly->week);

  if (news->weekly == NULL)
    return g_strdup_printf (_("The weekly run %s"), g_str_equal (news->status, "cancelled") ? _("was stopped") : _("failed"));
  return g_strdup_printf (_("%s: %u picks (%s)"), week, count_picks (news->weekly),
                          g_str_equal (news->status, "done") ? _("all done") : _("done with something missing"));
}

static char *
list_picks (const FairRunNews *news)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < news->weekly->picks->len; i++)
    {
      const FairPick *pick = &g_array_index (news->weekly->picks, FairPick, i);
      g_autofree char *said = pick->is_pick ? fair_pick_to_text (pick, FAIR_ODDS_AMERICAN) : NULL;

      if (said != NULL)
        g_string_append_printf (text, _("%s at %s: %s\n"), pick->away_team, pick->home_team, said);
    }
  if (text->len == 0)
    g_string_append (text, _("There are no picks this week.\n"));
  return g_string_free (text, FALSE);
}

/* The price of a wrong word is a reader's money: nothing but what the sheet says, and that it may lose. */
static char *
write_picks (const FairRunNews *news, const char *picks)
{
  GString *text = g_string_new (picks);

  for (guint i = 0; i < news->weekly->notes->len; i++)
    g_string_append_printf (text, "\n%s\n", (const char *) g_ptr_array_index (news->weekly->notes, i));
  g_string_append (text, _("\nThe attached sheet has every game with its line, price and chance. A chance is no promise; check "
                           "the line before you do anything with it.\n"));
  return g_string_free (text, FALSE);
}

static gboolean
queue_failure (const FairProfile *profile, const char *subject, const char *said, GError **error)
{
  g_autofree char *key = g_strdup_printf ("run %" G_GINT64_FORMAT, fair_clock_now (profile->clock));

  return queue (profile, "mail-owners", key, subject, said, NULL, error);
}

static gboolean
queue_picks (const FairProfile *profile, const FairRunNews *news, const char *subject, const char *said, GError **error)
{
  const GArray *picks = news->weekly->picks;
  g_autoptr (GBytes) sheet = fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len);
  g_autofree char *body = write_picks (news, said);
  g_autofree char *key = g_strdup_printf ("run %s", news->weekly->chain_hash);

  return queue (profile, "mail-owners", key, subject, body, sheet, error)
         && (news->weekly->replay || queue (profile, "mail-readers", key, subject, body, sheet, error));
}

static gboolean
queue_outcome (const FairProfile *profile, const FairRunNews *news, const char *outcome, const char *said, GError **error)
{
  g_autofree char *subject = g_strdup_printf (_("Fair Catch: %s"), outcome);

  return news->weekly == NULL ? queue_failure (profile, subject, said, error)
                              : queue_picks (profile, news, subject, said, error);
}

/* A run that is tried again every few hours is told of once, until it fares otherwise or picks something else. On the
 * desktop it is a change of the watch that tells of a failure. */
static gboolean
tell_outcome (FairStore *store, const FairProfile *profile, const FairRunNews *news, GError **error)
{
  g_autofree char *outcome = describe_run (news);
  g_autofree char *said = news->weekly != NULL ? list_picks (news) : g_strdup_printf ("%s\n", news->error);
  g_autofree char *all = g_strconcat (outcome, "\n", said, NULL);
  g_autofree char *last = fair_store_get_cached (store, TOLD, NULL);

  if (g_strcmp0 (last, all) == 0)
    return TRUE;
  if (news->weekly != NULL)
    fair_notification_show ("picks", _("Fair Catch"), outcome);
  return (!is_set (profile) || queue_outcome (profile, news, outcome, said, error))
         && fair_store_put_cached (store, TOLD, all, fair_clock_now (profile->clock), error);
}

static gboolean
queue_changes (const FairProfile *profile, const GArray *changes, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *key = NULL;
  g_autofree char *subject = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      const FairStateChange *change = &g_array_index (changes, FairStateChange, i);
      FairRule rule;
      const char *title = fair_rule_parse (change->rule, &rule) ? fair_rule_get_title (rule) : change->rule;

      g_string_append_printf (all, _("%s: %s, before %s.\n%s\n\n"), title, change->after, change->before, change->sentence);
      g_free (subject);
      g_free (key);
      subject = g_strdup_printf (_("Fair Catch: %s is %s"), title, change->after);
      key = g_strdup_printf ("change %" G_GINT64_FORMAT, change->id);
      if (changes->len > MOST_SINGLE)
        continue;
      if (!queue (profile, "mail-owners", key, subject, all->str, NULL, error))
        return FALSE;
      g_string_truncate (all, 0);
    }
  if (changes->len <= MOST_SINGLE)
    return TRUE;
  g_free (subject);
  subject = g_strdup_printf (_("Fair Catch: %u things changed"), changes->len);
  return queue (profile, "mail-owners", key, subject, all->str, NULL, error);
}

static void
notify (const GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const FairStateChange *change = &g_array_index (changes, FairStateChange, i);
      FairHealthState state = FAIR_HEALTH_NONE;

      if (!fair_health_state_parse (change->after, &state))
        continue;
      if (state >= FAIR_HEALTH_ORANGE)
        fair_notification_show (change->rule, _("Fair Catch"), change->sentence);
      else
        fair_notification_withdraw (change->rule);
    }
}

/* Once told, a change is seen; without a server there is nothing to tell later, either. */
static gboolean
tell_changes (FairStore *store, const FairProfile *profile, GError **error)
{
  g_autoptr (GArray) changes = fair_store_list_state_changes (store, READER, error);

  if (changes == NULL)
    return FALSE;
  if (changes->len == 0)
    return TRUE;
  notify (changes);
  return (!is_set (profile) || queue_changes (profile, changes, error))
         && fair_store_see_state_changes (store, READER, g_array_index (changes, FairStateChange, changes->len - 1).id,
                                          error);
}

static char *
write_failure (const FairProfile *profile, const FairRunNews *news)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fair_json_text (builder, "program", "faircatch");
  fair_json_text (builder, "status", news->status);
  fair_json_text (builder, "error", news->error);
  fair_json_time (builder, "time_utc", fair_clock_now (profile->clock));
  json_builder_end_object (builder);
  return fair_json_finish (builder, FALSE);
}

/* A heartbeat that stays away is noticed by who waits for it, also where this computer is dead. */
static void
call_hooks (const FairProfile *profile, const FairRunNews *news, GPtrArray *notes)
{
  g_autofree char *heartbeat = fair_settings_get_string (profile->settings, "heartbeat-url");
  g_autofree char *webhook = fair_settings_get_string (profile->settings, "webhook-url");
  gboolean failed = news->weekly == NULL;
  g_autofree char *json = failed ? write_failure (profile, news) : NULL;
  const char *url = failed ? webhook : heartbeat;
  GError *error = NULL;

  if (*url != '\0')
    fair_hook_call (url, json, &error);
  fair_error_note (notes, error);
}

/**
 * fair_alerts_tell_run:
 * @store: a writing connection
 * @notes: (nullable) (element-type utf8): gets a sentence for each who could not be told
 *
 * Tells how a weekly run went, and what changed with it. What could not be sent waits for the next time.
 */
void
fair_alerts_tell_run (FairStore *store, const FairProfile *profile, const FairRunNews *news, GPtrArray *notes)
{
  GError *error = NULL;

  if (is_set (profile))
    {
      check_list (profile, "mail-owners", &error);
      fair_error_note (notes, g_steal_pointer (&error));
      check_list (profile, "mail-readers", &error);
      fair_error_note (notes, g_steal_pointer (&error));
    }
  tell_outcome (store, profile, news, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  tell_changes (store, profile, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  send_queued (profile, &error);
  fair_error_note (notes, error);
  call_hooks (profile, news, notes);
}

static gboolean
queue_digest (FairStore *store, const FairProfile *profile, GError **error)
{
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (FairHealthReport) report = fair_health_report_make (store, profile, now, error);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *summary = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *key = g_strdup_printf ("digest %" G_GINT64_FORMAT, now / FAIR_DAY);
  g_autofree char *last = fair_store_get_cached (store, DIGEST, NULL);

  if (report == NULL)
    return FALSE;
  if (report->state < FAIR_HEALTH_ORANGE || g_strcmp0 (last, key) == 0)
    return TRUE;
  summary = fair_health_report_summarize (report);
  subject = g_strdup_printf (_("Fair Catch, today: %s"), summary);
  for (guint i = 0; i < FAIR_N_RULES && report->items[i].verdict.state > FAIR_HEALTH_GREEN; i++)
    g_string_append_printf (body, "%s (%s): %s\n\n", fair_rule_get_title (report->items[i].verdict.rule),
                            fair_health_state_get_word (report->items[i].verdict.state), report->items[i].verdict.sentence);
  return queue (profile, "mail-owners", key, subject, body->str, NULL, error)
         && fair_store_put_cached (store, DIGEST, key, now, error);
}

/**
 * fair_alerts_tell_day:
 * @store: a writing connection
 * @notes: (nullable) (element-type utf8): as for fair_alerts_tell_run()
 *
 * Tells what changed, and once a day what still needs a person.
 */
void
fair_alerts_tell_day (FairStore *store, const FairProfile *profile, GPtrArray *notes)
{
  GError *error = NULL;

  tell_changes (store, profile, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  if (is_set (profile))
    queue_digest (store, profile, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  send_queued (profile, &error);
  fair_error_note (notes, error);
}

/* @n: (out): how many are on the list */
static gboolean
look_for_people (const FairProfile *profile, const char *list, guint *n, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);

  *n = g_strv_length (people);
  if (*n > 0)
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Nobody is on that list yet; name somebody in the preferences, under Alerts."));
  return FALSE;
}

static gboolean
look_for_server (const FairProfile *profile, GError **error)
{
  if (!is_set (profile))
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("No mail server is set; name one in the preferences, under Alerts."));
  return is_set (profile);
}

/* What is on its way is on its way, whether or not there is a store to say so, or a run that holds it. */
static void
note_notice (const FairProfile *profile, const char *subject)
{
  g_autoptr (FairStore) reader = fair_store_open_reader (profile->paths, NULL);
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (profile->paths, NULL);

  if (store != NULL)
    fair_store_add_note (store, FAIR_NOTICE_RULE, subject, fair_clock_now (profile->clock), NULL);
}

/**
 * fair_alerts_send_notice:
 * @n: (out): how many readers were told
 *
 * Sends a notice to the readers, now, and notes it among what happened. Who could not be told is told with the next run;
 * the same notice sent again takes the place of one that waits.
 *
 * Returns: FALSE with the first thing that went wrong
 */
gboolean
fair_alerts_send_notice (const FairProfile *profile, const char *subject, const char *body, guint *n, GError **error)
{
  g_autofree char *key = g_strdup_printf ("notice %s\n%s", subject, body);

  if (!look_for_people (profile, "mail-readers", n, error) || !look_for_server (profile, error)
      || !queue (profile, "mail-readers", key, subject, body, NULL, error))
    return FALSE;
  note_notice (profile, subject);
  return send_queued (profile, error) && check_list (profile, "mail-readers", error);
}

/**
 * fair_alerts_test:
 * @n: (out): how many owners were written to
 *
 * Writes to the owners, now, so that they see whether it arrives.
 */
gboolean
fair_alerts_test (const FairProfile *profile, guint *n, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, "mail-owners");
  g_auto (FairMailServer) server = { 0 };

  if (!look_for_people (profile, "mail-owners", n, error) || !fair_alerts_load_server (profile, &server, error))
    return FALSE;
  for (guint i = 0; i < *n; i++)
    {
      g_autoptr (FairMail) mail
        = fair_mail_new (people[i], _("Fair Catch: a test"), _("This is a test of the alerts. Nothing is wrong.\n"));

      if (!fair_mail_send (mail, &server, error))
        return FALSE;
    }
  return TRUE;
}
