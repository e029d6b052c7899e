/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-page.h"

G_BEGIN_DECLS

#define FAIR_TYPE_MODEL_PAGE (fair_model_page_get_type ())
G_DECLARE_FINAL_TYPE (FairModelPage, fair_model_page, FAIR, MODEL_PAGE, FairPage)

G_END_DECLS
