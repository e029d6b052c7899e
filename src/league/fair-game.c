/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game.h"

void
fair_game_clear (FairGame *self)
{
  g_clear_pointer (&self->home_team, g_free);
  g_clear_pointer (&self->away_team, g_free);
  g_clear_pointer (&self->home_conference, g_free);
  g_clear_pointer (&self->away_conference, g_free);
  g_clear_pointer (&self->notes, g_free);
}
