/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fair_number_to_text (double number, int decimals);
char *fair_number_signed  (double number, int decimals);
char *fair_number_typeset (const char *text);

G_END_DECLS
