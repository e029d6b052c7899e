/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-secrets.h"

G_BEGIN_DECLS

/**
 * FairMonitorLimits:
 *
 * From where on something is worth a word; all are settings.
 */
typedef struct
{
  double age_hours;     /* picks and data may be so old */
  int    games;         /* so many are priced in a week */
  double games_percent; /* or so many of those with a line, where the week has few games */
  double win_percent;
  double model_error;   /* points by which the difference to the close may exceed the backtest's */
  double calibration;   /* standard errors */
  int    calls;         /* that are left beside the reserve */
  double disk_megabytes;
  double backup_days;
  double sharing_percent;
  double mail_hours; /* a message may wait so long */
} FairMonitorLimits;

/**
 * FairMonitorInputs:
 *
 * All that the rules look at, so that they need nothing else. Times are UTC seconds, FAIR_TIME_UNKNOWN where there is
 * none.
 */
typedef struct
{
  gint64      now;
  gboolean    in_season;    /* FALSE: neither games nor picks are expected */
  gint64      season_due;   /* when the first weekly run of this season was */
  gint64      next_due;     /* when the next one is, in the off-season */

  gint64      published_at; /* the newest live picks */
  gint64      picks_time;   /* of the newest live picks whose file is in a folder that can be reached */
  gint64      data_time;    /* when games and lines were asked for; the older of both */
  guint       n_folders;    /* that exports go to, and backups */
  guint       n_reached;    /* of those that exports go to, with the servers */
  guint       n_servers;    /* likewise; these are not looked at */
  guint       n_unreachable;
  char       *unreachable;  /* nullable: the first of them */
  guint       n_waiting;    /* files in the outbox */
  char       *blocked;      /* nullable: why one waits though its folder is there */

  const char *run_status;   /* interned; nullable: there was no run */
  char       *run_error;    /* nullable */
  gint64      run_began;    /* on the clock of @now, as is the next */
  gint64      run_ended;
  gboolean    run_alive;    /* somebody else writes to the store */
  gint64      first_run;

  gboolean    has_week;     /* there are live picks of the last days */
  char       *week;         /* nullable: what their week is called */
  guint       n_games;      /* of the week */
  guint       n_with_line;
  guint       n_priced;

  guint       wins;         /* live picks of the last four weeks */
  guint       losses;

  guint       n_errors;     /* games of the last eight weeks */
  double      error;        /* mean absolute error of the margin minus the closing line's, points */
  double      error_low;    /* its 95 % interval, resampled by week */
  double      error_high;
  double      backtest_error; /* the same of earlier seasons; NaN unknown */
  guint       n_chances;    /* games of the last eight weeks with a chance to win */
  double      calibration;  /* Spiegelhalter's z: > 0 where the chances were too sure of themselves */

  double      sharing_hours; /* that it was meant to run; 0 while it is off */
  double      sharing_up;   /* of them, that it ran */

  int         calls_left;   /* of the month; -1 unknown */
  int         calls_reserve;
  gint64      disk_free;    /* bytes; -1 unknown */
  gint64      store_bytes;
  gint64      backup_time;
  char       *backup_problem; /* nullable: why the last one failed */
  gboolean    has_drills;     /* there is a fire drill a month */
  gint64      drill_time;     /* when one last proved something */
  char       *drill_problem;  /* nullable: why the last one failed */
  gint64      copy_time;    /* of the newest backup in the second folder */
  char       *copy_problem; /* nullable: why the last copy failed */
  gboolean    has_mail;     /* a mail server is set */
  guint       n_messages;   /* that wait */
  double      message_hours; /* that the oldest waits */
  gboolean    needs_password; /* of the mail server */
  FairSecretPlace password;
  char       *password_problem; /* nullable: what the keyring said */
  gboolean    needs_key;
  FairSecretPlace key;
  char       *key_problem;  /* nullable: what the keyring said */
  gboolean    key_refused;  /* by the API, when it was last asked */
} FairMonitorInputs;

void fair_monitor_inputs_clear (FairMonitorInputs *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairMonitorInputs, fair_monitor_inputs_clear)

G_END_DECLS
