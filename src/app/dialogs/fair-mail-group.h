/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairMailGroup:
 *
 * Who is written to, by which server, and whether that works.
 */
#define FAIR_TYPE_MAIL_GROUP (fair_mail_group_get_type ())
G_DECLARE_FINAL_TYPE (FairMailGroup, fair_mail_group, FAIR, MAIL_GROUP, AdwPreferencesGroup)

void fair_mail_group_fill (FairMailGroup *self, FairSession *session, FairSettings *settings);

G_END_DECLS
