/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_export_csv (GtkWidget *widget, const char *name, GBytes *csv);

G_END_DECLS
