/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three emergencies of a week as lists of steps, each ticked where the program can see that it is done. */
#include "fair-checklist.h"

#include "fair-alerts.h"
#include "fair-health-report.h"
#include "fair-model-registry.h"
#include "fair-pricer.h"
#include "fair-reason.h"
#include "fair-store-league.h"
#include "fair-store-ledger.h"
#include "fair-store-raw.h"
#include "fair-store-runs.h"
#include "fair-store-watch.h"
#include "fair-week.h"

#include <glib/gi18n-lib.h>

/* What was done longer ago was done about something else. */
#define FRESH (7 * FAIR_DAY)

/* What the steps are made from. */
typedef struct
{
  const FairProfile *profile;
  FairHealthReport  *report;
  FairModelRegistry *registry;
  GArray            *changes; /* of FairStateChange */
  gint64             now;
  gint64             typed;      /* when lines were last typed */
  gint64             typed_open; /* the same of those in whose place the API has told none since */
  char              *silence;    /* nullable: why the last run got no answer */
  gboolean           asked;      /* there was a run that asked */
  gboolean           cached;     /* the newest picks are from stored data */
  gboolean           backup;     /* the newest picks are by the backup model */
  GArray            *steps; /* of FairStep */
} Making;

void
fair_step_clear (FairStep *self)
{
  g_free (self->sentence);
}

const char *
fair_emergency_get_title (FairEmergency emergency)
{
  static const char *const titles[FAIR_N_EMERGENCIES] = {
    [FAIR_EMERGENCY_RUN] = N_ ("The Run Fails"),
    [FAIR_EMERGENCY_MODEL] = N_ ("The Model Is in Doubt"),
    [FAIR_EMERGENCY_NEEDS] = N_ ("Something Needed Is Missing"),
  };

  return _(titles[emergency]);
}

/**
 * fair_emergency_get_advice:
 *
 * Returns: one sentence on how to go about it
 */
const char *
fair_emergency_get_advice (FairEmergency emergency)
{
  static const char *const advices[FAIR_N_EMERGENCIES] = {
    [FAIR_EMERGENCY_RUN] = N_ ("From the top down, until there are picks; a schedule tries again by itself."),
    [FAIR_EMERGENCY_MODEL] = N_ ("Look at the recent weeks and their uncertainty first; a bad week alone is no evidence."),
    [FAIR_EMERGENCY_NEEDS] = N_ ("What is stored is used meanwhile, files wait in the outbox, and nothing is lost."),
  };

  return _(advices[emergency]);
}

const char *
fair_step_state_to_string (FairStepState state)
{
  static const char *const words[] = {
    [FAIR_STEP_PERSON] = "person",
    [FAIR_STEP_OPEN] = "open",
    [FAIR_STEP_DONE] = "done",
    [FAIR_STEP_NONE] = "none",
  };

  return words[state];
}

/**
 * fair_remedy_get_command:
 *
 * Returns: (nullable): what does it from the command line
 */
const char *
fair_remedy_get_command (FairRemedy remedy)
{
  static const char *const commands[] = {
    [FAIR_REMEDY_NONE] = NULL,
    [FAIR_REMEDY_RUN] = "fair run",
    [FAIR_REMEDY_SHEET] = "fair lines sheet FILE",
    [FAIR_REMEDY_ROLLBACK] = "fair model rollback",
    [FAIR_REMEDY_RESUME] = "fair model resume",
    [FAIR_REMEDY_CONSERVATIVE] = "fair model conservative on",
    [FAIR_REMEDY_USUAL] = "fair model conservative off",
    [FAIR_REMEDY_NOTICE] = "fair alerts notice SUBJECT",
    [FAIR_REMEDY_NOTE] = "fair incidents add TEXT",
    [FAIR_REMEDY_RESTORE] = "fair backup restore FILE",
    [FAIR_REMEDY_BACKUP] = "fair backup create",
    [FAIR_REMEDY_KEY] = "fair key set",
    [FAIR_REMEDY_FOLDERS] = NULL,
    [FAIR_REMEDY_MAIL] = "fair alerts test",
  };

  return commands[remedy];
}

static void
add_step (Making *making, FairEmergency emergency, const char *title, const char *sentence, FairStepState state,
          FairRemedy remedy)
{
  FairStep step = { emergency, title, g_strdup (sentence), state, remedy };

  g_array_append_val (making->steps, step);
}

/* Yellow is to be known: neither well nor a reason to act. */
static FairStepState
state_of (FairHealthState health)
{
  if (health == FAIR_HEALTH_NONE)
    return FAIR_STEP_NONE;
  return health == FAIR_HEALTH_GREEN ? FAIR_STEP_DONE : health > FAIR_HEALTH_YELLOW ? FAIR_STEP_OPEN : FAIR_STEP_PERSON;
}

static void
add_rule (Making *making, FairEmergency emergency, FairRule rule, FairRemedy remedy)
{
  for (guint i = 0; i < FAIR_N_RULES; i++)
    {
      const FairVerdict *verdict = &making->report->items[i].verdict;

      if (verdict->rule == rule)
        add_step (making, emergency, fair_rule_get_title (rule), verdict->sentence, state_of (verdict->state), remedy);
    }
}

static gboolean
is_noted (const Making *making, const char *rule)
{
  for (guint i = 0; i < making->changes->len; i++)
    {
      const FairStateChange *change = &g_array_index (making->changes, FairStateChange, i);

      if (g_str_equal (change->rule, rule) && change->changed_at > making->now - FRESH && change->changed_at <= making->now)
        return TRUE;
    }
  return FALSE;
}

/* Every list ends with people. Whom a message waits for was not told. */
static void
add_telling (Making *making, FairEmergency emergency)
{
  g_autofree char *queue = fair_alerts_queue_folder (making->profile);
  gboolean written = is_noted (making, FAIR_NOTICE_RULE);
  gboolean told = written && fair_mail_queue_count (queue) == 0;
  gboolean noted = is_noted (making, FAIR_NOTE_RULE);

  add_step (making, emergency, _("Tell the readers"),
            told      ? _("They had a notice within the last 7 days.")
            : written ? _("There was a notice within the last 7 days, but messages wait for the mail server.")
                      : _("They have had no notice in the last 7 days."),
            told ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_NOTICE);
  add_step (making, emergency, _("Note what happened"),
            noted ? _("The incident log has a note of the last 7 days.")
                  : _("The incident log has no note of the last 7 days beside what the program writes itself."),
            noted ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_NOTE);
}

static void
add_api (Making *making, FairEmergency emergency)
{
  gboolean silent = making->silence != NULL;

  add_step (making, emergency, _("The API"),
            silent           ? making->silence
            : making->asked ? _("It answered all that the last run asked, or has answered since.")
                            : _("Nothing was asked yet."),
            silent           ? FAIR_STEP_OPEN
            : making->asked ? FAIR_STEP_DONE
                            : FAIR_STEP_PERSON,
            silent || !making->asked ? FAIR_REMEDY_RUN : FAIR_REMEDY_NONE);
}

static void
add_typed (Making *making, FairEmergency emergency)
{
  gboolean open = making->typed_open > making->now - FRESH;
  gboolean typed = making->typed > making->now - FRESH;

  add_step (making, emergency, _("Lines by hand"),
            open    ? _("Lines were typed within the last 7 days; a run makes picks of them until the API tells its own.")
            : typed ? _("Lines were typed within the last 7 days, and the API has told its own since: those count.")
                    : _("Where nothing answers: fill in a sheet with this week's lines, and run; the stored ratings price them."),
            open ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_SHEET);
}

static void
add_earlier_model (Making *making, FairEmergency emergency, const char *title, const char *usual)
{
  gboolean rolled = making->registry->rollback != NULL;

  add_step (making, emergency, title,
            rolled ? _("An earlier model is in use, which knows nothing of what came after it.") : usual,
            rolled ? FAIR_STEP_DONE : FAIR_STEP_PERSON, rolled ? FAIR_REMEDY_RESUME : FAIR_REMEDY_ROLLBACK);
}

static void
add_backup_model (Making *making, FairEmergency emergency)
{
  if (making->backup)
    add_step (making, emergency, _("Backup model"), _("The newest picks are by the backup model, since statistics are late."),
              FAIR_STEP_DONE, FAIR_REMEDY_NONE);
  else
    add_earlier_model (making, emergency, _("Backup model"),
                       _("The newest model is in use; where statistics are late the backup model takes over by itself, and "
                         "last week's can be chosen."));
}

static void
add_cached (Making *making, FairEmergency emergency)
{
  gboolean missing = making->silence != NULL && !making->cached;

  add_step (making, emergency, _("Stored data, lower confidence"),
            making->cached ? _("The newest picks are from stored data: their rows say so, with lower confidence.")
            : missing      ? _("A run makes picks from what is stored, with lower confidence.")
                           : _("Not needed: the newest picks are from fresh data."),
            missing ? FAIR_STEP_OPEN : FAIR_STEP_DONE, missing ? FAIR_REMEDY_RUN : FAIR_REMEDY_NONE);
}

static void
add_run (Making *making)
{
  add_api (making, FAIR_EMERGENCY_RUN);
  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_RUN, FAIR_REMEDY_RUN);
  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_DATA_AGE, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_PICKS_AGE, FAIR_REMEDY_NONE);
  add_typed (making, FAIR_EMERGENCY_RUN);
  add_backup_model (making, FAIR_EMERGENCY_RUN);
  add_telling (making, FAIR_EMERGENCY_RUN);
}

static void
add_model (Making *making)
{
  gboolean careful = fair_settings_get_boolean (making->profile->settings, "conservative");

  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_MODEL_ERROR, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_CALIBRATION, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_WIN_RATE, FAIR_REMEDY_NONE);
  add_earlier_model (making, FAIR_EMERGENCY_MODEL, _("Last week's model"), _("The newest model is in use."));
  add_step (making, FAIR_EMERGENCY_MODEL, _("Conservative mode"),
            careful ? _("On: a pick needs twice the edge, and stakes and the number of picks are halved.")
                    : _("Off; it asks for twice the edge, and halves stakes and the number of picks."),
            careful ? FAIR_STEP_DONE : FAIR_STEP_PERSON, careful ? FAIR_REMEDY_USUAL : FAIR_REMEDY_CONSERVATIVE);
  add_telling (making, FAIR_EMERGENCY_MODEL);
}

static void
add_needs (Making *making)
{
  static const struct
  {
    FairRule   rule;
    FairRemedy remedy;
  } needs[] = {
    { FAIR_RULE_KEY, FAIR_REMEDY_KEY },         { FAIR_RULE_QUOTA, FAIR_REMEDY_NONE },
    { FAIR_RULE_FOLDERS, FAIR_REMEDY_FOLDERS }, { FAIR_RULE_DISK, FAIR_REMEDY_NONE },
    { FAIR_RULE_BACKUP, FAIR_REMEDY_BACKUP },   { FAIR_RULE_ALERTS, FAIR_REMEDY_MAIL },
    { FAIR_RULE_DATA_AGE, FAIR_REMEDY_NONE },
  };

  add_api (making, FAIR_EMERGENCY_NEEDS);
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    add_rule (making, FAIR_EMERGENCY_NEEDS, needs[i].rule, needs[i].remedy);
  add_typed (making, FAIR_EMERGENCY_NEEDS);
  add_cached (making, FAIR_EMERGENCY_NEEDS);
  add_telling (making, FAIR_EMERGENCY_NEEDS);
}

/* What has answered since is not silent any more. */
static gboolean
ask_api (Making *making, FairStore *store, GError **error)
{
  g_autoptr (GArray) stages = NULL;
  g_auto (FairRun) run = { 0 };
  gint64 bytes;
  gint64 newest;
  guint n;

  if (!fair_store_get_last_run (store, &run, &making->asked, error)
      || !fair_store_raw_usage (store, &n, &bytes, &newest, error))
    return FALSE;
  stages = making->asked ? fair_store_get_run_stages (store, run.id, error) : g_array_new (FALSE, FALSE, sizeof (FairRunStage));
  for (guint i = 0; stages != NULL && i < stages->len; i++)
    {
      const FairRunStage *stage = &g_array_index (stages, FairRunStage, i);

      if (g_str_equal (stage->stage, "sync") && stage->error != NULL && newest <= run.as_of)
        making->silence = g_strdup (stage->error);
    }
  return stages != NULL;
}

static gboolean
look_at_picks (Making *making, FairStore *store, GError **error)
{
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);
  g_autoptr (GArray) picks = NULL;

  if (publications == NULL || publications->len == 0)
    return publications != NULL;
  picks = fair_store_load_picks (store, g_array_index (publications, FairPublication, publications->len - 1).id, error);
  for (guint i = 0; picks != NULL && i < picks->len; i++)
    {
      const char *reason = g_array_index (picks, FairPick, i).reason;

      making->cached = making->cached || fair_reason_has (reason, FAIR_REASON_CACHED_DATA);
      making->backup = making->backup || fair_reason_has (reason, FAIR_REASON_BACKUP_MODEL);
    }
  return picks != NULL;
}

static gboolean
gather (Making *making, FairStore *store, GError **error)
{
  making->report = fair_health_report_make (store, making->profile, making->now, error);
  making->registry = making->report == NULL ? NULL : fair_model_registry_load (store, error);
  making->changes = making->registry == NULL ? NULL : fair_store_list_state_changes (store, "", error);
  return making->changes != NULL && fair_store_find_typed_at (store, FALSE, &making->typed, error)
         && fair_store_find_typed_at (store, TRUE, &making->typed_open, error) && ask_api (making, store, error)
         && look_at_picks (making, store, error);
}

static GArray *
make_steps (void)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (FairStep));

  g_array_set_clear_func (steps, (GDestroyNotify) fair_step_clear);
  return steps;
}

/**
 * fair_checklist_make:
 * @now: UTC seconds
 *
 * Returns: (transfer full) (element-type FairStep): the steps of all emergencies, in their order
 */
GArray *
fair_checklist_make (FairStore *store, const FairProfile *profile, gint64 now, GError **error)
{
  Making making = { .profile = profile, .now = now };

  if (gather (&making, store, error))
    {
      making.steps = make_steps ();
      add_run (&making);
      add_model (&making);
      add_needs (&making);
    }
  g_clear_pointer (&making.report, fair_health_report_free);
  g_clear_pointer (&making.registry, fair_model_registry_free);
  g_clear_pointer (&making.changes, g_array_unref);
  g_free (making.silence);
  return making.steps;
}

/**
 * fair_checklist_make_without_store:
 * @problem: (nullable): why the store cannot be read; NULL: nothing is stored yet
 *
 * Returns: (transfer full) (element-type FairStep): what can be done all the same
 */
GArray *
fair_checklist_make_without_store (const GError *problem)
{
  Making making = { .steps = make_steps () };

  add_step (&making, FAIR_EMERGENCY_RUN, _("The store"),
            problem == NULL ? _("Nothing is stored yet; run the week, or restore a backup.") : problem->message,
            problem == NULL ? FAIR_STEP_PERSON : FAIR_STEP_OPEN, problem == NULL ? FAIR_REMEDY_RUN : FAIR_REMEDY_RESTORE);
  add_step (&making, FAIR_EMERGENCY_RUN, _("Tell the readers"),
            _("A notice needs no store; whether they have had one cannot be seen without it."), FAIR_STEP_PERSON,
            FAIR_REMEDY_NOTICE);
  add_step (&making, FAIR_EMERGENCY_RUN, _("Note what happened"),
            _("The incident log is in the store; a note stays in its field below until that is back."), FAIR_STEP_PERSON,
            FAIR_REMEDY_NOTE);
  return making.steps;
}
