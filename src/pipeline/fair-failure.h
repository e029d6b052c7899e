/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"

G_BEGIN_DECLS

void     fair_failure_tell (const FairProfile *profile, const GError *failure, GPtrArray *notes);
void     fair_failure_end  (const FairProfile *profile);
gboolean fair_failure_post (const FairProfile *profile, const char *status, const char *sentence, GError **error);

G_END_DECLS
