/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-choice.h"

static const char *const names[] = {
  [FAIR_CHOICE_PROMOTE] = "promote",
  [FAIR_CHOICE_ROLLBACK] = "rollback",
  [FAIR_CHOICE_RESUME] = "resume",
};

void
fair_model_choice_clear (FairModelChoice *self)
{
  g_clear_pointer (&self->reason, g_free);
}

const char *
fair_choice_kind_to_string (FairChoiceKind kind)
{
  return names[kind];
}

gboolean
fair_choice_kind_parse (const char *text, FairChoiceKind *out)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}
