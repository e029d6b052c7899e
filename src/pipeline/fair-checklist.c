/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three emergencies of a week as lists of steps, each ticked where the program can see that it is done. */
#include "fair-checklist.h"

#include "fair-health-report.h"
#include "fair-model-registry.h"
#include "fair-store-watch.h"
#include "fair-typed-lines.h"
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
  gint64             typed; /* when lines were last typed */
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
  return state == FAIR_STEP_DONE ? "done" : state == FAIR_STEP_OPEN ? "open" : "person";
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
static void
add_rule (Making *making, FairEmergency emergency, FairRule rule, FairRemedy remedy)
{
  for (guint i = 0; i < FAIR_N_RULES; i++)
    {
      const FairVerdict *verdict = &making->report->items[i].verdict;
      FairStepState state = verdict->state == FAIR_HEALTH_GREEN   ? FAIR_STEP_DONE
                            : verdict->state > FAIR_HEALTH_YELLOW ? FAIR_STEP_OPEN
                                                                  : FAIR_STEP_PERSON;

      if (verdict->rule == rule)
        add_step (making, emergency, fair_rule_get_title (rule), verdict->sentence, state, remedy);
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

/* Every list ends with people. */
static void
add_telling (Making *making, FairEmergency emergency)
{
  gboolean told = is_noted (making, FAIR_NOTICE_RULE);
  gboolean noted = is_noted (making, FAIR_NOTE_RULE);

  add_step (making, emergency, _("Tell the readers"),
            told ? _("They had a notice within the last 7 days.") : _("They have had no notice in the last 7 days."),
            told ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_NOTICE);
  add_step (making, emergency, _("Note what happened"),
            noted ? _("The incident log has a note of the last 7 days.")
                  : _("The incident log has no note of the last 7 days beside what the program writes itself."),
            noted ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_NOTE);
}

static void
add_run (Making *making)
{
  gboolean typed = making->typed != FAIR_TIME_UNKNOWN && making->typed > making->now - FRESH;

  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_RUN, FAIR_REMEDY_RUN);
  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_DATA_AGE, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_RUN, FAIR_RULE_PICKS_AGE, FAIR_REMEDY_NONE);
  add_step (making, FAIR_EMERGENCY_RUN, _("Lines by hand"),
            typed ? _("Lines were typed within the last 7 days; the next run makes picks of them.")
                  : _("Where nothing answers: fill in a sheet with this week's lines, and run; the stored ratings price them."),
            typed ? FAIR_STEP_DONE : FAIR_STEP_PERSON, FAIR_REMEDY_SHEET);
  add_telling (making, FAIR_EMERGENCY_RUN);
}

static void
add_model (Making *making)
{
  gboolean rolled = making->registry->rollback != NULL;
  gboolean careful = fair_settings_get_boolean (making->profile->settings, "conservative");

  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_MODEL_ERROR, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_CALIBRATION, FAIR_REMEDY_NONE);
  add_rule (making, FAIR_EMERGENCY_MODEL, FAIR_RULE_WIN_RATE, FAIR_REMEDY_NONE);
  add_step (making, FAIR_EMERGENCY_MODEL, _("Last week's model"),
            rolled ? _("An earlier model is in use, which knows nothing of what came after it.")
                   : _("The newest model is in use."),
            rolled ? FAIR_STEP_DONE : FAIR_STEP_PERSON, rolled ? FAIR_REMEDY_RESUME : FAIR_REMEDY_ROLLBACK);
  add_step (making, FAIR_EMERGENCY_MODEL, _("Conservative mode"),
            careful ? _("On: a pick needs twice the edge, and stakes and the number of picks are halved.")
                    : _("Off; it asks for twice the edge, and halves stakes and the number of picks."),
            careful ? FAIR_STEP_DONE : FAIR_STEP_PERSON, careful ? FAIR_REMEDY_USUAL : FAIR_REMEDY_CONSERVATIVE);
  add_telling (making, FAIR_EMERGENCY_MODEL);
}

static void
add_needs (Making *making)
{
  static const FairRule rules[]
    = { FAIR_RULE_KEY, FAIR_RULE_QUOTA, FAIR_RULE_FOLDERS, FAIR_RULE_DISK, FAIR_RULE_BACKUP, FAIR_RULE_DATA_AGE };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    add_rule (making, FAIR_EMERGENCY_NEEDS, rules[i], FAIR_REMEDY_NONE);
  add_telling (making, FAIR_EMERGENCY_NEEDS);
}

static gboolean
gather (Making *making, FairStore *store, GError **error)
{
  making->report = fair_health_report_make (store, making->profile, making->now, error);
  making->registry = making->report == NULL ? NULL : fair_model_registry_load (store, error);
  making->changes = making->registry == NULL ? NULL : fair_store_list_state_changes (store, "", error);
  return making->changes != NULL
         && fair_typed_lines_taken_at (store, &making->typed, error);
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
      making.steps = g_array_new (FALSE, FALSE, sizeof (FairStep));
      g_array_set_clear_func (making.steps, (GDestroyNotify) fair_step_clear);
      add_run (&making);
      add_model (&making);
      add_needs (&making);
    }
  g_clear_pointer (&making.report, fair_health_report_free);
  g_clear_pointer (&making.registry, fair_model_registry_free);
  g_clear_pointer (&making.changes, g_array_unref);
  return making.steps;
}
