/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"
#include "fair-sim-server.h"
#include "fair-store.h"

G_BEGIN_DECLS

/* The exit codes of every command. */
#define FAIR_EXIT_DONE     0
#define FAIR_EXIT_FAILED   1
#define FAIR_EXIT_USAGE    2
#define FAIR_EXIT_DEGRADED 3
#define FAIR_EXIT_REFUSED  4

/**
 * FairCli:
 *
 * What all commands share: the global options, and what follows from them.
 */
typedef struct
{
  FairProfile   *profile;
  FairSimServer *demo_server; /* nullable */
  gboolean       json;
  gboolean       demo;
} FairCli;

/**
 * FairCommandFunc:
 * @argc: the command's own arguments, its name first
 *
 * Returns: the exit code; an error decides it where one is set
 */
typedef int (*FairCommandFunc) (FairCli *cli, int argc, char **argv, GError **error);

char      *fair_cli_read_secret     (const char *prompt, GError **error);
int        fair_command_status      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_sync        (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_run         (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_lines       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_checklist   (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_health      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_picks       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_games       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_ratings     (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_settings    (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_backtest    (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_ledger      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_performance (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_chart       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_backup      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_adjust      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_model       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_alerts      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_incidents   (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_schedule    (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_typed       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_upkeep      (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_takeout     (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_purge       (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_key         (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_demo        (FairCli *cli, int argc, char **argv, GError **error);
int        fair_command_simulate    (FairCli *cli, int argc, char **argv, GError **error);

gboolean   fair_cli_connect         (FairCli *cli, GError **error);
void       fair_cli_tell_failure    (FairCli *cli, const GError *failure);
gboolean   fair_cli_parse           (const GOptionEntry *entries, const char *usage, int *argc, char ***argv,
                                     GError **error);
FairStore *fair_cli_open_reader     (FairCli *cli, GError **error);
char      *fair_cli_local_time      (gint64 time);

G_END_DECLS
