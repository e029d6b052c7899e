/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-fit.h"

void
fair_model_fit_clear (FairModelFit *self)
{
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->data_hash, g_free);
  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->state, g_bytes_unref);
}
