/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-notice-draft.h"
#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairNoticeForm:
 *
 * A notice to the readers, to be written and sent.
 */
#define FAIR_TYPE_NOTICE_FORM (fair_notice_form_get_type ())
G_DECLARE_FINAL_TYPE (FairNoticeForm, fair_notice_form, FAIR, NOTICE_FORM, AdwBin)

void fair_notice_form_present (GtkWidget *parent, FairSession *session, const FairNoticeDraft *draft);

G_END_DECLS
