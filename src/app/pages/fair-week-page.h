/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

#define FAIR_TYPE_WEEK_PAGE (fair_week_page_get_type ())
G_DECLARE_FINAL_TYPE (FairWeekPage, fair_week_page, FAIR, WEEK_PAGE, FairPage)

G_END_DECLS
