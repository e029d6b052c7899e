/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sim-source.h"

G_BEGIN_DECLS

FairSimSource *fair_sim_archive_new (const char *folder, GError **error);

G_END_DECLS
