/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-mail.h"

G_BEGIN_DECLS

gboolean fair_mail_queue_add    (const char *folder, const char *key, const FairMail *mail, GError **error);
guint    fair_mail_queue_count  (const char *folder);
gint64   fair_mail_queue_oldest (const char *folder);
gboolean fair_mail_queue_send   (const char *folder, const FairMailServer *server, guint *n_sent, GError **error);

G_END_DECLS
