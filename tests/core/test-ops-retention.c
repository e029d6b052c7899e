/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup-retention.h"
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW 1761134400 /* Wednesday 2025-10-22 12:00 UTC */

static GArray *
make_daily (guint n)
{
  GArray *backups = g_array_new (FALSE, FALSE, sizeof (FairBackup));

  for (guint i = 0; i < n; i++)
    {
      FairBackup backup = { .made_at = NOW - i * FAIR_DAY };

      g_array_append_val (backups, backup);
    }
  return backups;
}

static gboolean
contains (const GArray *places, guint place)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, guint, i) == place)
      return TRUE;
  return FALSE;
}

/* A year of daily backups: a week of days, some weeks, some months, and nothing more. */
static void
test_year (void)
{
  g_autoptr (GArray) backups = make_daily (365);
  FairBackupRetention keep = { 7, 5, 12 };
  g_autoptr (GArray) outdated = fair_backup_outdated (backups, &keep);
  guint kept = backups->len - outdated->len;

  for (guint i = 0; i < 7; i++)
    g_assert_false (contains (outdated, i));
  g_assert_true (contains (outdated, 12));
  /* The 30th of September is the newest of its month. */
  g_assert_false (contains (outdated, 22));
  g_assert_cmpuint (kept, >=, 7 + 3 + 11);
  g_assert_cmpuint (kept, <=, 7 + 5 + 12);
}

/* However little is to be kept, the newest is. */
static void
test_newest (void)
{
  g_autoptr (GArray) backups = make_daily (3);
  g_autoptr (GArray) none = make_daily (0);
  FairBackupRetention nothing = { 0, 0, 0 };
  g_autoptr (GArray) outdated = fair_backup_outdated (backups, &nothing);
  g_autoptr (GArray) empty = fair_backup_outdated (none, &nothing);

  g_assert_cmpuint (outdated->len, ==, 2);
  g_assert_false (contains (outdated, 0));
  g_assert_cmpuint (empty->len, ==, 0);
}

/* A computer that was off for half a year loses nothing by that. */
static void
test_gap (void)
{
  g_autoptr (GArray) backups = make_daily (3);
  FairBackupRetention keep = { 3, 0, 0 };
  g_autoptr (GArray) outdated = NULL;

  g_array_index (backups, FairBackup, 2).made_at = NOW - 200 * FAIR_DAY;
  outdated = fair_backup_outdated (backups, &keep);
  g_assert_cmpuint (outdated->len, ==, 0);
}

static void
put (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (fair_file_write_atomically (path, name, strlen (name), 0600, NULL));
}

static gboolean
is_there (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
clear (const char *folder)
{
  const char *arguments[] = { "rm", "-rf", folder, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Only backups go, with their hashes. */
static void
test_prune (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-retention-XXXXXX", NULL);
  g_autoptr (GArray) backups = NULL;
  FairBackupRetention keep = { 1, 0, 0 };
  g_autoptr (GError) error = NULL;
  guint n;

  put (folder, "fair-catch-backup-20251022T120000Z.tar.zst");
  put (folder, "fair-catch-backup-20251022T120000Z.tar.zst.sha256");
  put (folder, "fair-catch-backup-20251021T120000Z.tar.zst");
  put (folder, "fair-catch-backup-20251021T120000Z.tar.zst.sha256");
  put (folder, "holiday.tar.zst");
  backups = fair_backup_list (folder, NULL);
  g_assert_true (fair_backup_prune (backups, &keep, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (is_there (folder, "fair-catch-backup-20251022T120000Z.tar.zst"));
  g_assert_true (is_there (folder, "holiday.tar.zst"));
  g_assert_false (is_there (folder, "fair-catch-backup-20251021T120000Z.tar.zst"));
  g_assert_false (is_there (folder, "fair-catch-backup-20251021T120000Z.tar.zst.sha256"));
  clear (folder);
}

/* One that cannot be removed is told of, and keeps none of the others. Its hash is a folder with something in it. */
static void
test_prune_goes_on (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-retention-XXXXXX", NULL);
  g_autofree char *stubborn = g_build_filename (folder, "fair-catch-backup-20251021T120000Z.tar.zst.sha256", NULL);
  g_autoptr (GArray) backups = NULL;
  FairBackupRetention keep = { 1, 0, 0 };
  g_autoptr (GError) error = NULL;
  guint n;

  for (int day = 20; day <= 22; day++)
    {
      g_autofree char *name = g_strdup_printf ("fair-catch-backup-202510%dT120000Z.tar.zst", day);
      g_autofree char *sidecar = g_strconcat (name, ".sha256", NULL);

      put (folder, name);
      if (day != 21)
        put (folder, sidecar);
    }
  g_assert_true (fair_file_make_folder (stubborn, NULL));
  put (stubborn, "something");
  backups = fair_backup_list (folder, NULL);
  g_assert_false (fair_backup_prune (backups, &keep, &n, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (is_there (folder, "fair-catch-backup-20251022T120000Z.tar.zst"));
  g_assert_false (is_there (folder, "fair-catch-backup-20251020T120000Z.tar.zst"));
  clear (folder);
}

static void
test_copy (void)
{
  g_autofree char *here = g_dir_make_tmp ("fair-here-XXXXXX", NULL);
  g_autofree char *there = g_dir_make_tmp ("fair-there-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (here, "a.tar.zst", NULL);
  g_autofree char *away = g_build_filename (there, "away", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  GStatBuf status;

  put (here, "a.tar.zst");
  put (here, "a.tar.zst.sha256");
  put (there, "fair-catch-backup-20251021T120000Z.tar.zst.part");
  put (there, "holiday.part");
  copy = fair_backup_copy (path, there, &error);
  g_assert_no_error (error);
  g_assert_true (is_there (there, "a.tar.zst") && is_there (there, "a.tar.zst.sha256"));
  /* Nobody else may read it there. */
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  /* What a copy left that was broken off goes, and nothing else. */
  g_assert_false (is_there (there, "fair-catch-backup-20251021T120000Z.tar.zst.part"));
  g_assert_true (is_there (there, "holiday.part"));
  /* A drive that is away is never made. */
  g_assert_null (fair_backup_copy (path, away, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_false (g_file_test (away, G_FILE_TEST_EXISTS));
  clear (here);
  clear (there);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ops/retention/year", test_year);
  g_test_add_func ("/ops/retention/newest", test_newest);
  g_test_add_func ("/ops/retention/gap", test_gap);
  g_test_add_func ("/ops/retention/prune", test_prune);
  g_test_add_func ("/ops/retention/prune-goes-on", test_prune_goes_on);
  g_test_add_func ("/ops/retention/copy", test_copy);
  return g_test_run ();
}
