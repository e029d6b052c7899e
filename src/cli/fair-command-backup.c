/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-backup-check.h"
#include "fair-backup-retention.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"
#include "fair-json.h"
#include "fair-restore.h"
#include "fair-upkeep.h"

#include <glib/gi18n-lib.h>

/* On a server it arrives whole. */
static char *
create_there (FairStore *store, const FairPaths *paths, const char *address, const FairBackupOptions *options, gint64 now,
              GError **error)
{
  g_autoptr (FairScratch) scratch = fair_scratch_new_beside (paths->data_dir, error);
  g_autofree char *path = scratch == NULL ? NULL : fair_backup_create (store, paths, scratch, options, now, error);

  return path == NULL ? NULL : fair_backup_copy (path, address, error);
}

/* @to: (nullable): our own folder, which is ours to make; one that the person names is not, since it may be the mount
 * point of a drive that is away. */
static int
create_backup (FairCli *cli, const char *to, gboolean without_answers, GError **error)
{
  g_auto (FairBackupOptions) options = fair_upkeep_backup_options (cli->profile);
  const FairPaths *paths = cli->profile->paths;
  gint64 now = fair_clock_now (cli->profile->clock);
  g_autofree char *own = fair_backup_folder (paths);
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, error);
  g_autofree char *path = NULL;

  if (store == NULL || (to == NULL && !fair_file_make_folder (own, error)))
    return FAIR_EXIT_FAILED;
  options.without_answers = options.without_answers || without_answers;
  if (to != NULL && fair_folder_is_address (to))
    path = create_there (store, paths, to, &options, now, error);
  else
    path = fair_backup_create (store, paths, to == NULL ? own : to, &options, now, error);
  if (path == NULL)
    return FAIR_EXIT_FAILED;
  g_print ("%s\n", path);
  return FAIR_EXIT_DONE;
}

/* Our own folder is made by the first backup; one that a person names should be there. */
static GArray *
find_backups (const FairPaths *paths, const char *to, GError **error)
{
  g_autofree char *own = fair_backup_folder (paths);

  if (to == NULL || fair_folder_is_address (to) || g_file_test (to, G_FILE_TEST_IS_DIR))
    return fair_backup_list (to == NULL ? own : to, error);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
               _("The folder “%s” is not there; connect it, or choose another one."), to);
  return NULL;
}

static int
list_backups (FairCli *cli, const char *to, GError **error)
{
  g_autoptr (GArray) list = find_backups (cli->profile->paths, to, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (list == NULL)
    return FAIR_EXIT_FAILED;
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const FairBackup *backup = &g_array_index (list, FairBackup, i);
      g_autofree char *made = fair_cli_local_time (backup->made_at);
      g_autofree char *size = g_format_size (backup->bytes);

      if (!cli->json)
        g_print ("%s  %10s  %s\n", made, size, backup->path);
      json_builder_begin_object (builder);
      fair_json_text (builder, "path", backup->path);
      fair_json_time (builder, "made_at_utc", backup->made_at);
      fair_json_integer (builder, "bytes", backup->bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  if (cli->json)
    g_print ("%s\n", text);
  else if (list->len == 0)
    g_print (_("There is no backup yet; “fair backup create” makes one.\n"));
  return FAIR_EXIT_DONE;
}

static int
verify_backup (FairCli *cli, const char *path, GError **error)
{
  FairBackupCheck check;
  g_autofree char *made = NULL;

  if (!fair_backup_verify (path, cli->profile->paths->data_dir, &check, error))
    return FAIR_EXIT_FAILED;
  made = fair_cli_local_time (check.made_at);
  if (cli->json)
    g_print ("{\"files\": %u, \"publications\": %u}\n", check.n_files, check.n_publications);
  else
    g_print (_("The backup of %s is whole: %u files, and %u publications in an unbroken chain.\n"), made, check.n_files,
             check.n_publications);
  return FAIR_EXIT_DONE;
}

static int
drill (FairCli *cli, GError **error)
{
  g_autoptr (FairStore) store = fair_store_open_writer (cli->profile->paths, error);
  g_autofree char *said = NULL;
  FairDrillOutcome outcome = store == NULL ? FAIR_DRILL_UNTRIED : fair_upkeep_drill (store, cli->profile, &said, error);

  if (said == NULL)
    return FAIR_EXIT_FAILED;
  g_print ("%s\n", said);
  return outcome == FAIR_DRILL_PROVED ? FAIR_EXIT_DONE : FAIR_EXIT_DEGRADED;
}

static int
restore_backup (FairCli *cli, const char *path, const char *into, GError **error)
{
  g_autoptr (FairPaths) paths = into == NULL ? NULL : fair_paths_new (into, FALSE);
  g_autofree char *settings = into == NULL ? fair_upkeep_settings_at_risk (cli->profile) : NULL;
  g_autofree char *kept = fair_restore (path, paths == NULL ? cli->profile->paths : paths, settings,
                                        fair_clock_now (cli->profile->clock), error);

  if (kept == NULL || (paths == NULL && !fair_upkeep_take_settings (cli->profile, error)))
    return FAIR_EXIT_FAILED;
  if (!cli->json && *kept == '\0')
    g_print (_("Restored.\n"));
  else if (!cli->json)
    g_print (_("Restored. What was there before is kept in “%s”.\n"), kept);
  return FAIR_EXIT_DONE;
}

int
fair_command_backup (FairCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *to = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *into = NULL;
  gboolean without_answers = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Folder of the backups (backups in the data folder)"), "DIR" },
    { "into", 0, 0, G_OPTION_ARG_FILENAME, &into, N_ ("Restore into another data folder"), "DIR" },
    { "without-answers", 0, 0, G_OPTION_ARG_NONE, &without_answers, N_ ("Leave out the API's raw answers"), NULL },
    { NULL },
  };
  const char *verb;

  if (!fair_cli_parse (entries, "create|list|verify FILE|restore FILE|drill", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc >= 2 ? argv[1] : "";
  folder = to == NULL ? NULL : fair_folder_from_setting (to);
  if (argc == 2 && g_str_equal (verb, "create"))
    return create_backup (cli, folder, without_answers, error);
  if (argc == 2 && g_str_equal (verb, "list"))
    return list_backups (cli, folder, error);
  if (argc == 3 && g_str_equal (verb, "verify"))
    return verify_backup (cli, argv[2], error);
  if (argc == 3 && g_str_equal (verb, "restore"))
    return restore_backup (cli, argv[2], into, error);
  if (argc == 2 && g_str_equal (verb, "drill"))
    return drill (cli, error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do: fair backup create, list, verify FILE, restore FILE or drill."));
  return FAIR_EXIT_USAGE;
}
