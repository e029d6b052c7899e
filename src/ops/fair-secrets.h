/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_SECRET_CFBD "cfbd" /* the API's key */
#define FAIR_SECRET_MAIL "mail" /* the mail server's password */

/**
 * FairSecretPlace:
 *
 * How a secret stands.
 */
typedef enum
{
  FAIR_SECRET_FOUND,
  FAIR_SECRET_LOCKED,      /* in a keyring that its owner has to unlock */
  FAIR_SECRET_UNREACHABLE, /* the keyring does not answer, and it is nowhere else */
  FAIR_SECRET_MISSING,
} FairSecretPlace;

FairSecretPlace fair_secrets_probe (const char *service, char **problem);

char    *fair_secrets_lookup (const char *service, GError **error);
char    *fair_secrets_locate (const char *service, GError **error);
gboolean fair_secrets_store  (const char *service, const char *secret, char **where, GError **error);
gboolean fair_secrets_clear  (const char *service, GError **error);
void     fair_secrets_free   (char *secret);

G_END_DECLS
