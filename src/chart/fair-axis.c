/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-axis.h"

#include "fair-number.h"

#include <math.h>

/* About so many ticks are readable in either direction. */
#define WANTED_TICKS 6

void
fair_axis_init (FairAxis *self, const char *title)
{
  *self = (FairAxis) { .title = g_strdup (title), .low = 1, .high = -1 };
}

void
fair_axis_clear (FairAxis *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->categories, g_strfreev);
}

/**
 * fair_axis_include:
 * @value: shall be on the axis; NaN asks for nothing
 */
void
fair_axis_include (FairAxis *self, double value)
{
  if (!isfinite (value))
    return;
  if (self->low > self->high)
    self->low = self->high = value;
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

/* 1, 2 or 5 times a power of ten. */
static double
nice_step (double range)
{
  double rough = range / WANTED_TICKS;
  double power = pow (10, floor (log10 (rough)));
  double factor = rough / power;

  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/**
 * fair_axis_finish:
 *
 * Chooses ticks and widens the range to them; a range of one value gets room to both sides.
 */
void
fair_axis_finish (FairAxis *self)
{
  if (self->categories != NULL)
    {
      self->low = -0.5;
      self->high = g_strv_length (self->categories) - 0.5;
      self->step = 1;
      return;
    }
  if (self->low > self->high)
    self->low = self->high = 0;
  if (self->low == self->high)
    {
      self->low -= 1;
      self->high += 1;
    }
  self->step = nice_step (self->high - self->low);
  self->low = floor (self->low / self->step + 1e-9) * self->step;
  self->high = ceil (self->high / self->step - 1e-9) * self->step;
  self->decimals = MAX (0, (int) -floor (log10 (self->step) + 1e-9));
}

/**
 * fair_axis_place:
 *
 * Returns: where @value is, from 0 at the low end to 1 at the high end
 */
double
fair_axis_place (const FairAxis *self, double value)
{
  return (value - self->low) / (self->high - self->low);
}

guint
fair_axis_n_ticks (const FairAxis *self)
{
  if (self->categories != NULL)
    return g_strv_length (self->categories);
  return lround ((self->high - self->low) / self->step) + 1;
}

double
fair_axis_tick (const FairAxis *self, guint index)
{
  double tick = self->categories != NULL ? index : self->low + index * self->step;

  /* What is nought but for rounding must not read "-0". */
  return fabs (tick) < self->step * 1e-9 ? 0 : tick;
}

/**
 * fair_axis_format:
 *
 * Returns: (transfer full): @value as the axis labels it
 */
char *
fair_axis_format (const FairAxis *self, double value)
{
  int index = lround (value);

  if (isnan (value))
    return g_strdup ("–");
  if (self->categories != NULL)
    return g_strdup (index >= 0 && index < (int) g_strv_length (self->categories) ? self->categories[index] : "");
  return self->as_signed ? fair_number_signed (value, self->decimals) : fair_number_to_text (value, self->decimals);
}

/**
 * fair_axis_tell:
 *
 * Returns: (transfer full): @value as a point tells it: one digit finer than the labels, where there are such digits
 */
char *
fair_axis_tell (const FairAxis *self, double value)
{
  FairAxis finer = *self;

  finer.decimals += self->whole ? 0 : 1;
  return fair_axis_format (&finer, value);
}
