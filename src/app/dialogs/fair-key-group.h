/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairKeyGroup:
 *
 * Where the API's key is kept, and what can be done with it; for the demo league, that it needs none. Signals:
 * `set-key ()` when the person wants to set one, `leave ()` when the preferences are to make room for something else.
 */
#define FAIR_TYPE_KEY_GROUP (fair_key_group_get_type ())
G_DECLARE_FINAL_TYPE (FairKeyGroup, fair_key_group, FAIR, KEY_GROUP, AdwPreferencesGroup)

void fair_key_group_set_session (FairKeyGroup *self, FairSession *session);
void fair_key_group_refresh     (FairKeyGroup *self);

G_END_DECLS
