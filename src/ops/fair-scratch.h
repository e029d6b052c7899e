/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairScratch:
 *
 * The path of a folder that is gone, with all in it, when the name goes out of scope.
 */
typedef char FairScratch;

FairScratch *fair_scratch_new        (const char *parent, GError **error);
FairScratch *fair_scratch_new_beside (const char *data_dir, GError **error);
void         fair_scratch_free       (FairScratch *self);
void         fair_scratch_sweep      (const char *parent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairScratch, fair_scratch_free)

G_END_DECLS
