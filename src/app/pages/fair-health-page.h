/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

#define FAIR_TYPE_HEALTH_PAGE (fair_health_page_get_type ())
G_DECLARE_FINAL_TYPE (FairHealthPage, fair_health_page, FAIR, HEALTH_PAGE, FairPage)

G_END_DECLS
