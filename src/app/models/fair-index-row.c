/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-index-row.h"

struct _FairIndexRow
{
  GObject parent_instance;
  guint   number;
};

G_DEFINE_FINAL_TYPE (FairIndexRow, fair_index_row, G_TYPE_OBJECT)

static void
fair_index_row_class_init (FairIndexRowClass *klass)
{
}

static void
fair_index_row_init (FairIndexRow *self)
{
}

/**
 * fair_index_row_new:
 * @number: of the row in the data
 */
FairIndexRow *
fair_index_row_new (guint number)
{
  FairIndexRow *self = g_object_new (FAIR_TYPE_INDEX_ROW, NULL);

  self->number = number;
  return self;
}

guint
fair_index_row_get_number (FairIndexRow *self)
{
  return self->number;
}

/**
 * fair_index_row_set_number:
 * @number: of the row that stands in this place from now on
 */
void
fair_index_row_set_number (FairIndexRow *self, guint number)
{
  self->number = number;
}
