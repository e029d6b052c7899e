/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

void fair_export_csv (FairPage *page, const char *name, GBytes *csv);

G_END_DECLS
