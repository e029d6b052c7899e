/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairMailServer:
 *
 * Who sends mail for the person.
 */
typedef struct
{
  char    *host;
  int      port;
  gboolean tls_at_once; /* from the first byte; otherwise by STARTTLS */
  gboolean plain;       /* without TLS; refused but for a server on this machine */
  char    *user;        /* "" without a login */
  char    *password;    /* nullable */
  char    *from;
  char    *ca_file;     /* "" for the system's */
} FairMailServer;

/**
 * FairMail:
 *
 * One message to one person, so that nobody sees the others.
 */
typedef struct
{
  char   *to;
  char   *subject;
  char   *body;
  char   *attachment_name; /* nullable */
  GBytes *attachment;      /* nullable */
} FairMail;

FairMail *fair_mail_new           (const char *to, const char *subject, const char *body);
void      fair_mail_free          (FairMail *self);
void      fair_mail_server_clear  (FairMailServer *self);
gboolean  fair_mail_check_address (const char *address, GError **error);
char     *fair_mail_encode_header (const char *text);
gboolean  fair_mail_send          (const FairMail *self, const FairMailServer *server, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairMail, fair_mail_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairMailServer, fair_mail_server_clear)

G_END_DECLS
