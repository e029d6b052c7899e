/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what when nobody is there. Owners hear of runs and of what changed, readers get the picks. */
#include "fair-news.h"

#include "fair-alerts.h"
#include "fair-error.h"
#include "fair-failure.h"
#include "fair-health-report.h"
#include "fair-hook.h"
#include "fair-notification.h"
#include "fair-pick-text.h"
#include "fair-picks-csv.h"
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

/* And what of a run was told last, and when picks were. */
#define TOLD    "told run"
#define TOLD_AT "told picks at"

/* One run's news, in words. */
typedef struct
{
  const FairRunNews *news;
  char              *outcome;
  char              *said;
  char              *what;   /* is told once: how a run failed, in each week anew, or what it picked */
  gboolean           is_new; /* nobody was told last */
  gboolean           mailed; /* the owners get a message about it */
} Story;

static char *
describe_run (const FairRunNews *news)
{
  g_autofree char *week = news->weekly == NULL ? NULL : fair_week_to_text (&news->weekly->week);
  guint n = news->weekly == NULL ? 0 : fair_pick_count (news->weekly->picks);

  if (news->weekly == NULL)
    return g_strdup_printf (_("The weekly run %s"), g_str_equal (news->status, "cancelled") ? _("was stopped") : _("failed"));
  return g_strdup_printf (ngettext ("%s: %u pick (%s)", "%s: %u picks (%s)", n), week, n,
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

/* The price of a wrong word is a reader's money: nothing but what the sheet says, and that it may lose.
 * @notes: (element-type utf8): what whoever it is for should know */
static char *
write_picks (const char *picks, const GPtrArray *notes)
{
  GString *text = g_string_new (picks);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "\n%s\n", (const char *) g_ptr_array_index (notes, i));
  g_string_append (text, _("\nThe attached sheet has every game with its line, price and chance. A chance is no promise; check "
                           "the line before you do anything with it.\n"));
  return g_string_free (text, FALSE);
}

static gboolean
queue_failure (const FairProfile *profile, const char *subject, const char *said, GError **error)
{
  g_autofree char *key = g_strdup_printf ("run %" G_GINT64_FORMAT, fair_clock_now (profile->clock));

  return fair_alerts_queue (profile, "mail-owners", key, subject, said, NULL, error);
}

static gboolean
queue_picks (const FairProfile *profile, const FairRunNews *news, const char *subject, const char *said, GError **error)
{
  const GArray *picks = news->weekly->picks;
  g_autoptr (GBytes) sheet = fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len);
  g_autofree char *all = write_picks (said, news->weekly->notes);
  g_autofree char *body = write_picks (said, news->weekly->caveats);
  g_autofree char *key = g_strdup_printf ("run %s", news->weekly->chain_hash);

  return fair_alerts_queue (profile, "mail-owners", key, subject, all, sheet, error)
         && (news->weekly->replay || fair_alerts_queue (profile, "mail-readers", key, subject, body, sheet, error));
}

static gboolean
queue_outcome (const FairProfile *profile, const Story *story, GError **error)
{
  g_autofree char *subject = g_strdup_printf (_("Fair Catch: %s"), story->outcome);

  return story->news->weekly == NULL ? queue_failure (profile, subject, story->said, error)
                                     : queue_picks (profile, story->news, subject, story->said, error);
}

static char *
identify (const FairProfile *profile, const Story *story)
{
  gint64 freeze = story->news->weekly != NULL ? 0 : fair_freeze_before (fair_clock_now (profile->clock));

  return g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s", freeze, story->outcome, story->said);
}

static void
story_init (Story *self, FairStore *store, const FairProfile *profile, const FairRunNews *news)
{
  g_autofree char *last = fair_store_get_cached (store, TOLD, NULL);

  *self = (Story) { .news = news, .outcome = describe_run (news) };
  self->said = news->weekly != NULL ? list_picks (news) : g_strdup_printf ("%s\n", news->error);
  self->what = identify (profile, self);
  self->is_new = g_strcmp0 (last, self->what) != 0;
}

static void
story_clear (Story *self)
{
  g_free (self->outcome);
  g_free (self->said);
  g_free (self->what);
}

static gboolean
keep (FairStore *store, const Story *story, gint64 now, GError **error)
{
  const FairWeeklyResult *weekly = story->news->weekly;
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  return fair_store_put_cached (store, TOLD, story->what, now, error)
         && (weekly == NULL || weekly->replay || fair_store_put_cached (store, TOLD_AT, time, now, error));
}

/* A run that is tried again every few hours is told of once, until it fares otherwise or picks something else. On the
 * desktop it is a change of the watch that tells of a failure. */
static gboolean
tell_outcome (FairStore *store, const FairProfile *profile, Story *story, GError **error)
{
  gboolean failed = story->news->weekly == NULL;

  if (story->is_new && !failed)
    fair_notification_show ("picks", _("Fair Catch"), story->outcome);
  story->mailed = story->is_new && fair_alerts_is_set (profile);
  return (!story->mailed || queue_outcome (profile, story, error))
         && (failed || keep (store, story, fair_clock_now (profile->clock), error));
}

static const char *
name_rule (const FairStateChange *change)
{
  FairRule rule;

  return fair_rule_parse (change->rule, &rule) ? fair_rule_get_title (rule) : change->rule;
}

static const char *
name_state (const char *kept)
{
  FairHealthState state;

  return fair_health_state_parse (kept, &state) ? fair_health_state_get_word (state) : kept;
}

static char *
describe_change (const FairStateChange *change)
{
  return g_strdup_printf (_("%s: %s, before %s.\n%s\n\n"), name_rule (change), name_state (change->after),
                          name_state (change->before), change->sentence);
}

static gboolean
queue_change (const FairProfile *profile, const FairStateChange *change, GError **error)
{
  g_autofree char *key = g_strdup_printf ("change %" G_GINT64_FORMAT, change->id);
  g_autofree char *subject = g_strdup_printf (_("Fair Catch: %s is %s"), name_rule (change), name_state (change->after));
  g_autofree char *body = describe_change (change);

  return fair_alerts_queue (profile, "mail-owners", key, subject, body, NULL, error);
}

static gboolean
queue_all_changes (const FairProfile *profile, const GArray *changes, GError **error)
{
  const FairStateChange *last = &g_array_index (changes, FairStateChange, changes->len - 1);
  g_autofree char *key = g_strdup_printf ("change %" G_GINT64_FORMAT, last->id);
  g_autofree char *subject = g_strdup_printf (
    ngettext ("Fair Catch: %u thing changed", "Fair Catch: %u things changed", changes->len), changes->len);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *said = describe_change (&g_array_index (changes, FairStateChange, i));

      g_string_append (body, said);
    }
  return fair_alerts_queue (profile, "mail-owners", key, subject, body->str, NULL, error);
}

static gboolean
queue_changes (const FairProfile *profile, const GArray *changes, GError **error)
{
  if (changes->len > MOST_SINGLE)
    return queue_all_changes (profile, changes, error);
  for (guint i = 0; i < changes->len; i++)
    if (!queue_change (profile, &g_array_index (changes, FairStateChange, i), error))
      return FALSE;
  return TRUE;
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

static void
leave_out (GArray *changes, FairRule rule)
{
  for (guint i = changes->len; i-- > 0;)
    if (g_str_equal (g_array_index (changes, FairStateChange, i).rule, fair_rule_to_string (rule)))
      g_array_remove_index (changes, i);
}

/* Once told, a change is seen; without a server there is nothing to tell later, either.
 * @run_mailed: how the run went is in a message of its own */
static gboolean
tell_changes (FairStore *store, const FairProfile *profile, gboolean run_mailed, GError **error)
{
  g_autoptr (GArray) changes = fair_store_list_state_changes (store, READER, error);
  gint64 last;

  if (changes == NULL)
    return FALSE;
  if (changes->len == 0)
    return TRUE;
  notify (changes);
  last = g_array_index (changes, FairStateChange, changes->len - 1).id;
  if (run_mailed)
    leave_out (changes, FAIR_RULE_RUN);
  return (!fair_alerts_is_set (profile) || queue_changes (profile, changes, error))
         && fair_store_see_state_changes (store, READER, last, error);
}

/**
 * fair_news_is_wanted:
 *
 * Returns: whether anybody is to be told of a run without a person
 */
gboolean
fair_news_is_wanted (const FairProfile *profile)
{
  g_autofree char *heartbeat = fair_settings_get_string (profile->settings, "heartbeat-url");

  return fair_alerts_is_set (profile) || *heartbeat != '\0';
}

/**
 * fair_news_told_at:
 *
 * Returns: when picks were told of last, UTC seconds; %FAIR_TIME_UNKNOWN never
 */
gint64
fair_news_told_at (FairStore *store)
{
  g_autofree char *kept = fair_store_get_cached (store, TOLD_AT, NULL);

  return kept == NULL ? FAIR_TIME_UNKNOWN : g_ascii_strtoll (kept, NULL, 10);
}

/* A heartbeat that stays away is noticed by who waits for it, also where this computer is dead. */
static gboolean
beat (const FairProfile *profile, GError **error)
{
  g_autofree char *url = fair_settings_get_string (profile->settings, "heartbeat-url");

  return *url == '\0' || fair_hook_call (url, NULL, error);
}

static void
check_lists (const FairProfile *profile, GPtrArray *notes)
{
  GError *error = NULL;

  if (!fair_alerts_is_set (profile))
    return;
  fair_alerts_check_list (profile, "mail-owners", &error);
  fair_error_note (notes, g_steal_pointer (&error));
  fair_alerts_check_list (profile, "mail-readers", &error);
  fair_error_note (notes, error);
}

/* A store that is full cannot remember what was told, and the run is tried again every hour. */
static void
tell_without_store (const FairProfile *profile, const FairRunNews *news, GPtrArray *notes)
{
  g_autoptr (GError) failure = g_error_new_literal (FAIR_ERROR, FAIR_ERROR_FAILED, news->error);

  fair_failure_tell (profile, failure, notes);
}

static void
tell_story (FairStore *store, const FairProfile *profile, Story *story, GPtrArray *notes)
{
  const FairRunNews *news = story->news;
  GError *error = NULL;

  fair_failure_end (profile);
  check_lists (profile, notes);
  tell_outcome (store, profile, story, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  tell_changes (store, profile, story->mailed, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  fair_alerts_send_queued (profile, &error);
  fair_error_note (notes, g_steal_pointer (&error));
  if (news->weekly == NULL)
    fair_failure_post (profile, news->status, news->error, &error);
  else if (g_str_equal (news->status, "done"))
    beat (profile, &error);
  fair_error_note (notes, error);
}

/**
 * fair_news_tell_run:
 * @store: a writing connection
 * @notes: (element-type utf8): gets a sentence for each who could not be told
 *
 * Tells how a weekly run went, and what changed with it. What could not be sent waits for the next time.
 */
void
fair_news_tell_run (FairStore *store, const FairProfile *profile, const FairRunNews *news, GPtrArray *notes)
{
  Story story;

  story_init (&story, store, profile, news);
  /* A failure is kept first: where this process ends in between, the change of the watch still tells of it. */
  if (news->weekly == NULL && !keep (store, &story, fair_clock_now (profile->clock), NULL))
    tell_without_store (profile, news, notes);
  else
    tell_story (store, profile, &story, notes);
  story_clear (&story);
}

/**
 * fair_news_tell_changes:
 * @store: a writing connection
 * @notes: (element-type utf8): gets a sentence for each who could not be told
 *
 * Tells what changed in what is watched since it was last told.
 *
 * Returns: whether everybody could be told
 */
gboolean
fair_news_tell_changes (FairStore *store, const FairProfile *profile, GPtrArray *notes)
{
  GError *error = NULL;
  gboolean told;

  tell_changes (store, profile, FALSE, &error);
  told = fair_error_note (notes, g_steal_pointer (&error));
  fair_alerts_send_queued (profile, &error);
  return fair_error_note (notes, error) && told;
}

/* Of what became so today there was a message already. */
static gboolean
was_told_today (const GArray *states, const FairVerdict *verdict, gint64 now)
{
  for (guint i = 0; i < states->len; i++)
    {
      const FairRuleState *kept = &g_array_index (states, FairRuleState, i);

      if (g_str_equal (kept->rule, fair_rule_to_string (verdict->rule)))
        return g_str_equal (kept->state, fair_health_state_to_string (verdict->state))
               && kept->since / FAIR_DAY == now / FAIR_DAY;
    }
  return FALSE;
}

/* @wanted: (out): whether anything needs a person that there was no message of today */
static gboolean
look_whether_wanted (FairStore *store, const FairHealthReport *report, gint64 now, gboolean *wanted, GError **error)
{
  g_autoptr (GArray) states = fair_store_load_rule_states (store, error);

  *wanted = FALSE;
  for (guint i = 0; states != NULL && i < FAIR_N_RULES; i++)
    *wanted = *wanted
              || (report->items[i].verdict.state >= FAIR_HEALTH_ORANGE
                  && !was_told_today (states, &report->items[i].verdict, now));
  return states != NULL;
}

static char *
write_digest (const FairHealthReport *report)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < FAIR_N_RULES && report->items[i].verdict.state > FAIR_HEALTH_GREEN; i++)
    g_string_append_printf (body, "%s (%s): %s\n\n", fair_rule_get_title (report->items[i].verdict.rule),
                            fair_health_state_get_word (report->items[i].verdict.state), report->items[i].verdict.sentence);
  return g_string_free (body, FALSE);
}

/* One that waits gives its place to the next day's. */
static gboolean
queue_digest (FairStore *store, const FairProfile *profile, GError **error)
{
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (FairHealthReport) report = fair_health_report_make (store, profile, now, error);
  g_autofree char *day = g_strdup_printf ("digest %" G_GINT64_FORMAT, now / FAIR_DAY);
  g_autofree char *last = fair_store_get_cached (store, DIGEST, NULL);
  g_autofree char *summary = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  gboolean wanted;

  if (report == NULL || !look_whether_wanted (store, report, now, &wanted, error))
    return FALSE;
  if (!wanted || g_strcmp0 (last, day) == 0)
    return TRUE;
  summary = fair_health_report_summarize (report);
  subject = g_strdup_printf (_("Fair Catch, today: %s"), summary);
  body = write_digest (report);
  return fair_alerts_queue (profile, "mail-owners", DIGEST, subject, body, NULL, error)
         && fair_store_put_cached (store, DIGEST, day, now, error);
}

/**
 * fair_news_tell_day:
 * @store: a writing connection
 * @done: whether the upkeep could do all of its work
 * @notes: (element-type utf8): gets a sentence for each who could not be told
 *
 * Tells what changed, and once a day what still needs a person.
 *
 * Returns: whether everybody could be told
 */
gboolean
fair_news_tell_day (FairStore *store, const FairProfile *profile, gboolean done, GPtrArray *notes)
{
  GError *error = NULL;
  gboolean told;

  fair_failure_end (profile);
  tell_changes (store, profile, FALSE, &error);
  told = fair_error_note (notes, g_steal_pointer (&error));
  if (fair_alerts_is_set (profile))
    queue_digest (store, profile, &error);
  told = fair_error_note (notes, g_steal_pointer (&error)) && told;
  fair_alerts_send_queued (profile, &error);
  told = fair_error_note (notes, g_steal_pointer (&error)) && told;
  if (done && told)
    beat (profile, &error);
  return fair_error_note (notes, error) && told;
}
