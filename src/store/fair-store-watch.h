/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairRuleState:
 *
 * How a watched rule stands, and since when. Times are UTC seconds.
 */
typedef struct
{
  const char *rule;  /* interned */
  const char *state; /* interned: none, green, yellow, orange, red */
  gint64      since;
  gint64      checked_at;
  gint64      worsened_at; /* when it last became worse, by the changes; FAIR_TIME_UNKNOWN never; not put */
} FairRuleState;

/* Of what no rule said among the changes: a person's own words, and a notice to the readers. */
#define FAIR_NOTE_RULE   "note"
#define FAIR_NOTICE_RULE "notice"

/**
 * FairStateChange:
 *
 * One change of a rule's state that somebody should hear of.
 */
typedef struct
{
  gint64      id;
  const char *rule;   /* interned */
  const char *before; /* interned */
  const char *after;  /* interned */
  gint64      changed_at;
  char       *sentence; /* why, as it was then */
} FairStateChange;

void     fair_state_change_clear       (FairStateChange *self);

GArray  *fair_store_load_rule_states   (FairStore *self, GError **error);
gboolean fair_store_put_rule_states    (FairStore *self, const GArray *states, GArray *changes, GError **error);
GArray  *fair_store_list_state_changes (FairStore *self, const char *reader, GError **error);
gboolean fair_store_add_note           (FairStore *self, const char *rule, const char *text, gint64 now,
                                        GError **error);
gboolean fair_store_see_state_changes  (FairStore *self, const char *reader, gint64 last, GError **error);

G_END_DECLS
