/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-adjustment.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

void
fair_adjustment_clear (FairAdjustment *self)
{
  g_clear_pointer (&self->note, g_free);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE, why);
  return FALSE;
}

/**
 * fair_adjustment_check:
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE, and in one sentence what to do, where it is not one that can be kept
 */
gboolean
fair_adjustment_check (const FairAdjustment *self, GError **error)
{
  g_autofree char *note = g_strstrip (g_strdup (self->note == NULL ? "" : self->note));

  if ((self->team_id == 0) == (self->game_id == 0))
    return refuse (error, _("An adjustment is of one team or of one game; name one of them."));
  if (!(fabs (self->margin) <= FAIR_MOST_ADJUSTMENT && fabs (self->total) <= FAIR_MOST_ADJUSTMENT))
    return refuse (error, _("An adjustment is at most 21 points either way; give fewer."));
  if (self->margin == 0 && self->total == 0)
    return refuse (error, _("An adjustment of no points changes nothing; give points for the margin or the total."));
  if (*note == '\0' || strpbrk (note, "\r\n") != NULL || g_utf8_strlen (note, -1) > FAIR_LONGEST_NOTE)
    return refuse (error, _("Say in a note of one line, at most 200 characters, why; you will wonder later."));
  if (self->expires_at <= self->made_at)
    return refuse (error, _("The adjustment would be over before it begins; give a later end."));
  return TRUE;
}

/**
 * fair_adjustment_counts:
 * @freeze: UTC seconds
 * @kickoff: of a game that it concerns
 */
gboolean
fair_adjustment_counts (const FairAdjustment *self, gint64 freeze, gint64 kickoff)
{
  return self->made_at <= freeze && freeze < self->expires_at && kickoff < self->expires_at
         && (self->withdrawn_at == FAIR_TIME_UNKNOWN || freeze < self->withdrawn_at);
}

/**
 * fair_adjustment_expiry:
 *
 * Returns: when one ends that is made @now and says nothing about it: the second freeze from now, after which the
 *   week's games, and their news, are over
 */
gint64
fair_adjustment_expiry (gint64 now)
{
  return fair_freeze_before (now) + 2 * FAIR_WEEK_SECONDS;
}
