/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

#define FAIR_TYPE_RATINGS_PAGE (fair_ratings_page_get_type ())
G_DECLARE_FINAL_TYPE (FairRatingsPage, fair_ratings_page, FAIR, RATINGS_PAGE, FairPage)

G_END_DECLS
