/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-circumstances.h"

#include "fair-pricer.h"
#include "fair-stock.h"

/* In the text that a publication keeps, below the settings. */
#define GROUP "run"

/**
 * fair_circumstances_measure:
 * @week: whose picks are made
 * @sync: how this run's sync went
 */
gboolean
fair_circumstances_measure (FairCircumstances *self, FairStore *store, const FairWeek *week, const FairSyncReport *sync,
                            GError **error)
{
  self->cached = sync->problems->len > 0;
  return fair_stock_schedule_time (store, week->season, &self->schedule_time, error)
         && fair_stock_lines_time (store, week, &self->lines_time, error);
}

/**
 * fair_circumstances_print:
 * @policy: of fair_profile_print_policy()
 *
 * Returns: (transfer full): @policy, and these below it
 */
char *
fair_circumstances_print (const FairCircumstances *self, const char *policy)
{
  return g_strdup_printf ("%s\n[" GROUP "]\ncached=%s\nschedule=%" G_GINT64_FORMAT "\nlines=%" G_GINT64_FORMAT "\n", policy,
                          self->cached ? "true" : "false", self->schedule_time, self->lines_time);
}

/**
 * fair_circumstances_parse:
 * @text: (nullable): of fair_circumstances_print()
 *
 * Returns: FALSE where the text says nothing about them, as before they were kept
 */
gboolean
fair_circumstances_parse (FairCircumstances *self, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (text == NULL || !g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL)
      || !g_key_file_has_group (file, GROUP))
    return FALSE;
  self->cached = g_key_file_get_boolean (file, GROUP, "cached", NULL);
  self->schedule_time = g_key_file_get_int64 (file, GROUP, "schedule", NULL);
  self->lines_time = g_key_file_get_int64 (file, GROUP, "lines", NULL);
  return TRUE;
}

/**
 * fair_circumstances_get_time:
 *
 * Returns: the older of both times
 */
gint64
fair_circumstances_get_time (const FairCircumstances *self)
{
  return MIN (self->schedule_time, self->lines_time);
}

/**
 * fair_circumstances_is_old:
 * @time: one of both times
 * @now: UTC seconds
 *
 * Returns: whether what was told then is too old to bet on, or of unknown age, as what a clock that ran ahead has dated
 */
gboolean
fair_circumstances_is_old (gint64 time, gint64 now)
{
  return time == FAIR_TIME_UNKNOWN || time > now || now - time > FAIR_MAX_DATA_AGE;
}
