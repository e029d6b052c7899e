/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PERFORMANCE_PAGE (fair_performance_page_get_type ())
G_DECLARE_FINAL_TYPE (FairPerformancePage, fair_performance_page, FAIR, PERFORMANCE_PAGE, FairPage)

G_END_DECLS
