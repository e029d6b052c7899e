/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fair_reason_add        (const char *reason, const char *remark);
gboolean    fair_reason_has        (const char *reason, const char *code);
gboolean    fair_reason_is_to_pass (const char *reason);
const char *fair_reason_to_text    (const char *reason);

G_END_DECLS
