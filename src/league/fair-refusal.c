/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-refusal.h"

struct _FairRefusals
{
  GArray *rows; /* of FairRefusal */
};

static void
refusal_clear (gpointer data)
{
  FairRefusal *refusal = data;

  g_free (refusal->detail);
}

FairRefusals *
fair_refusals_new (void)
{
  FairRefusals *self = g_new0 (FairRefusals, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (FairRefusal));
  g_array_set_clear_func (self->rows, refusal_clear);
  return self;
}

void
fair_refusals_free (FairRefusals *self)
{
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * fair_refusals_add:
 * @self: (nullable): NULL where nobody counts
 * @reason: short code
 * @format: what was refused, for a person
 */
void
fair_refusals_add (FairRefusals *self, const char *reason, const char *format, ...)
{
  FairRefusal refusal = { g_intern_string (reason), NULL };
  va_list args;

  if (self == NULL)
    return;
  va_start (args, format);
  refusal.detail = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (self->rows, refusal);
}

guint
fair_refusals_count (const FairRefusals *self)
{
  return self->rows->len;
}

const FairRefusal *
fair_refusals_get (const FairRefusals *self, guint index)
{
  return &g_array_index (self->rows, FairRefusal, index);
}
