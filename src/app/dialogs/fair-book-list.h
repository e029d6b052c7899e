/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairBookList:
 *
 * The books that picks are stated against, in their order, which buttons change.
 */
#define FAIR_TYPE_BOOK_LIST (fair_book_list_get_type ())
G_DECLARE_FINAL_TYPE (FairBookList, fair_book_list, FAIR, BOOK_LIST, AdwPreferencesGroup)

void fair_book_list_set_settings (FairBookList *self, FairSettings *settings, const char *const *known);

G_END_DECLS
