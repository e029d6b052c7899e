/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>

#define FIRST_YEAR 1869

struct _FairClock
{
  gatomicrefcount refs;
  gint64          fixed; /* FAIR_TIME_UNKNOWN: follow the system */
};

/**
 * fair_clock_new_system:
 *
 * Returns: (transfer full): a clock that follows the system's time
 */
FairClock *
fair_clock_new_system (void)
{
  return fair_clock_new_fixed (FAIR_TIME_UNKNOWN);
}

/**
 * fair_clock_new_fixed:
 * @now: UTC seconds
 *
 * Returns: (transfer full): a clock that stands still at @now
 */
FairClock *
fair_clock_new_fixed (gint64 now)
{
  FairClock *self = g_new0 (FairClock, 1);

  g_atomic_ref_count_init (&self->refs);
  self->fixed = now;
  return self;
}

FairClock *
fair_clock_ref (FairClock *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fair_clock_unref (FairClock *self)
{
  if (g_atomic_ref_count_dec (&self->refs))
    g_free (self);
}

/**
 * fair_clock_now:
 *
 * Returns: the present in UTC seconds
 */
gint64
fair_clock_now (const FairClock *self)
{
  return fair_clock_is_fixed (self) ? self->fixed : g_get_real_time () / G_USEC_PER_SEC;
}

gboolean
fair_clock_is_fixed (const FairClock *self)
{
  return self->fixed != FAIR_TIME_UNKNOWN;
}

/**
 * fair_time_parse:
 * @text: an ISO 8601 time such as `2023-10-11T12:00:00Z` or `2023-10-11T12:00:00.000Z`; without a zone it is UTC; a
 *   date alone is midnight UTC
 * @out: (out): UTC seconds
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE where @text is no such time
 */
gboolean
fair_time_parse (const char *text, gint64 *out, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL && strlen (text) == strlen ("YYYY-MM-DD"))
    {
      g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);

      time = g_date_time_new_from_iso8601 (midnight, utc);
    }
  /* Before that there was no such game, and a year of three digits would not be written as it is read. */
  if (time == NULL || g_date_time_get_year (time) < FIRST_YEAR)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("“%s” is not a time; write it like 2023-10-11T12:00:00Z."), text);
      return FALSE;
    }
  *out = g_date_time_to_unix (time);
  return TRUE;
}

/**
 * fair_time_format:
 * @time: UTC seconds
 *
 * Returns: (transfer full): @time as `YYYY-MM-DDTHH:MM:SSZ`, or an empty string where it is unknown
 */
char *
fair_time_format (gint64 time)
{
  g_autoptr (GDateTime) utc = time == FAIR_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_utc (time);

  return utc == NULL ? g_strdup ("") : g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}
