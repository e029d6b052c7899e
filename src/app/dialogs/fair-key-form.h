/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairKeyForm:
 *
 * Takes the API's key: where one is had, a place to paste it, a test, and the keyring or a file to keep it in. Nothing
 * blocks. Signals: `kept ()` when another key than before is kept, `done ()` when the person goes on with one.
 */
#define FAIR_TYPE_KEY_FORM (fair_key_form_get_type ())
G_DECLARE_FINAL_TYPE (FairKeyForm, fair_key_form, FAIR, KEY_FORM, AdwBin)

void fair_key_form_begin (FairKeyForm *self, const char *api_url);
void fair_key_form_stop  (FairKeyForm *self);

G_END_DECLS
