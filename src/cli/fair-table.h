/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairTableColumn:
 */
typedef struct
{
  const char *title;
  gboolean    right; /* numbers stand on the right */
  guint       spare; /* on a narrow terminal the column with the smallest number is left out first; 0 never */
} FairTableColumn;

void  fair_table_print  (const FairTableColumn *columns, guint n, GPtrArray *rows);
char *fair_table_number (const char *format, double number);

G_END_DECLS
