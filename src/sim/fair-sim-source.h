/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-week.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairSimQuery:
 *
 * A question to the API after its rules have been checked.
 */
typedef struct
{
  const char    *path; /* such as "/games" */
  int            year; /* 0: not given */
  int            week; /* 0: the season */
  gboolean       has_type; /* FALSE: all parts of the season */
  FairSeasonType type;
  const char    *classification; /* nullable */
  gint64         now; /* UTC seconds; FAIR_TIME_UNKNOWN: everything is known */
} FairSimQuery;

/**
 * FairSimSource:
 *
 * Where the stand-in takes its answers from. Used by the server's thread only.
 */
typedef struct _FairSimSource FairSimSource;

struct _FairSimSource
{
  /* Gives the rows that are known at the query's time, as a JSON array. */
  GBytes *(*answer) (FairSimSource *self, const FairSimQuery *query);
  void    (*free)   (FairSimSource *self);
};

G_END_DECLS
