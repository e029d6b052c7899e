/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a weekly job tells people beside its picks, a sentence each. */
#include "fair-weekly-notes.h"

#include <glib/gi18n-lib.h>

/**
 * fair_weekly_note:
 *
 * Adds a sentence about the picks, which whoever reads them has to know.
 */
void
fair_weekly_note (FairWeeklyResult *self, const char *format, ...)
{
  va_list args;
  char *note;

  va_start (args, format);
  note = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->notes, note);
  g_ptr_array_add (self->caveats, note);
}

/**
 * fair_weekly_note_sync:
 *
 * A request that failed is told of to whom the program belongs, and makes the run a degraded one.
 */
void
fair_weekly_note_sync (FairWeeklyResult *self, const FairSyncReport *sync)
{
  for (guint i = 0; i < sync->problems->len; i++)
    g_ptr_array_add (self->notes, g_strdup (g_ptr_array_index (sync->problems, i)));
  if (sync->clock_was_ahead)
    g_ptr_array_add (self->notes, g_strdup (fair_sync_clock_note ()));
  self->degraded = sync->problems->len > 0;
}

/**
 * fair_weekly_note_age:
 * @now: UTC seconds
 *
 * Old data must not be taken for news.
 */
void
fair_weekly_note_age (FairWeeklyResult *self, const FairCircumstances *known, gint64 now)
{
  g_autofree char *time = fair_time_format (fair_circumstances_get_time (known));

  if (fair_circumstances_is_old (known->lines_time, now))
    fair_weekly_note (self, _("The lines are older than 7 days, so only games whose lines were typed by hand are picked; run "
                              "again when the API answers, or type them with “fair lines sheet FILE”."));
  else if (fair_circumstances_is_old (known->schedule_time, now))
    fair_weekly_note (self, _("Schedule and results are older than 7 days, so no pick has more than low confidence; run again "
                              "when the API answers."));
  if (known->cached && *time != '\0')
    fair_weekly_note (self, _("Not all that was due could be fetched; these picks are from data of %s."), time);
}

/**
 * fair_weekly_note_model:
 *
 * Tells whose predictions these are; nobody shall forget that a kept model is in use.
 */
void
fair_weekly_note_model (FairWeeklyResult *self, const FairModelRegistry *registry)
{
  const FairModelFit *kept = registry->kept;
  g_autofree char *freeze = kept == NULL ? NULL : fair_time_format (kept->freeze);

  self->design = kept == NULL ? fair_design_to_string (registry->champion) : kept->design;
  if (kept == NULL)
    return;
  g_strlcpy (self->rolled_back_to, kept->model_id, sizeof self->rolled_back_to);
  fair_weekly_note (self, _("The kept model %s is used, which knows nothing from after %s; “fair model resume” ends that."),
                    kept->model_id, freeze);
}

/**
 * fair_weekly_note_policy:
 *
 * Fewer picks than usual must not look like a fault.
 */
void
fair_weekly_note_policy (FairWeeklyResult *self, FairSettings *settings)
{
  if (fair_settings_get_boolean (settings, "conservative"))
    fair_weekly_note (self, _("Conservative mode is on: a pick needs twice the edge, and stakes and the number of picks are "
                              "halved; “fair model conservative off” ends that."));
}

/**
 * fair_weekly_note_fallback:
 * @n_fallback: games of the week that the backup model predicted: nobody shall take it for the real one
 */
void
fair_weekly_note_fallback (FairWeeklyResult *self, guint n_fallback)
{
  if (n_fallback == 0)
    return;
  self->degraded = TRUE;
  fair_weekly_note (self, _("Most games of the last two weeks have no statistics yet, so the backup model made the "
                            "predictions from scores alone; run again when they have come."));
}

void
fair_weekly_note_conflicts (FairWeeklyResult *self)
{
  guint n = self->check.n_conflicting_lines;

  if (n > 0)
    fair_weekly_note (self,
                      ngettext ("%u game has two books too far apart to believe either; it has no line.",
                                "%u games have two books too far apart to believe either; they have no line.", n),
                      n);
}
