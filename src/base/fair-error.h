/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_ERROR (fair_error_quark ())

/**
 * FairError:
 *
 * Every message in this domain is one sentence for a person: what happened, and what to do. No message ever holds a
 * secret. The code says how the caller, and in the end the exit status, should treat it.
 */
typedef enum
{
  FAIR_ERROR_FAILED,
  FAIR_ERROR_USAGE,        /* the call itself was wrong */
  FAIR_ERROR_REFUSED,      /* another run holds the lock, or the quota reserve would be touched */
  FAIR_ERROR_BAD_DATA,     /* an answer or file does not have the promised shape */
  FAIR_ERROR_UNAUTHORIZED, /* the API refuses the key */
  FAIR_ERROR_TIER,         /* the key is good, but this endpoint needs a paid tier */
  FAIR_ERROR_QUOTA,        /* the month's calls are used up */
  FAIR_ERROR_UNREACHABLE,  /* no usable answer after all tries: network, 5xx, or not the API's content */
  FAIR_ERROR_NO_STORE,     /* nothing is stored yet */
  FAIR_ERROR_VANISHED,     /* a data folder that held a store is gone */
  FAIR_ERROR_NEWER_STORE,  /* the store was written by a newer version */
} FairError;

GQuark   fair_error_quark     (void);
int      fair_error_exit_code (const GError *error);
gboolean fair_error_note      (GPtrArray *notes, GError *error);

G_END_DECLS
