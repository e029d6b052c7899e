/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"

G_BEGIN_DECLS

gboolean fair_week_present       (const FairBook *book, gint64 now, FairWeek *out);
void     fair_week_note_others   (const FairBook *book, const FairWeek *week, gint64 now, GPtrArray *notes);

G_END_DECLS
