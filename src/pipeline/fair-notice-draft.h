/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-checklist.h"

G_BEGIN_DECLS

/**
 * FairNoticeDraft:
 *
 * A notice to the readers that can be sent as it is.
 */
typedef struct
{
  char *subject;
  char *text;
} FairNoticeDraft;

FairNoticeDraft *fair_notice_draft_new  (FairEmergency emergency, const GArray *steps);
void             fair_notice_draft_free (FairNoticeDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairNoticeDraft, fair_notice_draft_free)

G_END_DECLS
