/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-publisher.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *root;
  char *outbox;
  char *first;
  char *second;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("fair-publish-XXXXXX", NULL);
  fixture->outbox = g_build_filename (fixture->root, "outbox", NULL);
  fixture->first = g_build_filename (fixture->root, "first", NULL);
  fixture->second = g_build_filename (fixture->root, "second", NULL);
  g_mkdir (fixture->first, 0700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "rm", "-rf", fixture->root, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->root);
  g_free (fixture->outbox);
  g_free (fixture->first);
  g_free (fixture->second);
}

static GPtrArray *
publish (Fixture *fixture, const char *dated, const char *text)
{
  const char *folders[] = { fixture->first, fixture->second, NULL };
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *results = fair_publish (fixture->outbox, folders, "picks.csv", dated, contents, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);
  return results;
}

static GPtrArray *
retry (Fixture *fixture)
{
  const char *folders[] = { fixture->first, fixture->second, NULL };

  return fair_publish_queued (fixture->outbox, folders, NULL);
}

static void
assert_holds (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, text);
}

/* A folder that is not there is never made: it may be the mount point of a drive that is not plugged in. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) results = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) still = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GPtrArray) nothing = NULL;

  for (guint i = 0; i < 4; i++)
    {
      const FairPublished *file = g_ptr_array_index (results, i);

      g_assert_cmpint (file->queued, ==, i >= 2);
      g_assert_cmpint (file->problem != NULL, ==, file->queued);
    }
  g_assert_false (g_file_test (fixture->second, G_FILE_TEST_EXISTS));
  assert_holds (fixture->first, "picks.csv", "one");

  still = retry (fixture);
  g_assert_cmpuint (still->len, ==, 2);
  g_assert_true (((FairPublished *) g_ptr_array_index (still, 0))->queued);

  g_mkdir (fixture->second, 0700);
  arrived = retry (fixture);
  g_assert_cmpuint (arrived->len, ==, 2);
  g_assert_false (((FairPublished *) g_ptr_array_index (arrived, 0))->queued);
  assert_holds (fixture->second, "picks.csv", "one");
  assert_holds (fixture->second, "picks-1.csv", "one");
  nothing = retry (fixture);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* What a person no longer wants somewhere does not wait for ever, and nothing is written to wherever we happen to be. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  const char *elsewhere[] = { fixture->first, NULL };
  const char *relative[] = { "", "some/where", NULL };
  g_autoptr (GPtrArray) results = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) none = fair_publish_queued (fixture->outbox, elsewhere, NULL);
  g_autoptr (GPtrArray) queued = NULL;
  g_autoptr (GBytes) contents = g_bytes_new ("x", 1);

  g_assert_cmpuint (results->len, ==, 4);
  g_assert_cmpuint (none->len, ==, 0);
  g_mkdir (fixture->second, 0700);
  g_clear_pointer (&none, g_ptr_array_unref);
  none = fair_publish_queued (fixture->outbox, elsewhere, NULL);
  g_assert_cmpuint (none->len, ==, 0);

  queued = fair_publish (fixture->outbox, relative, "picks.csv", "picks-1.csv", contents, NULL);
  g_assert_cmpuint (queued->len, ==, 4);
  for (guint i = 0; i < queued->len; i++)
    g_assert_true (((FairPublished *) g_ptr_array_index (queued, i))->queued);
  g_assert_false (g_file_test ("picks.csv", G_FILE_TEST_EXISTS));
}

/* The newest waits, not the one before; the one before keeps its own name. */
static void
test_newest_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) two = publish (fixture, "picks-2.csv", "two");
  g_autoptr (GPtrArray) arrived = NULL;

  g_assert_cmpuint (one->len, ==, two->len);
  assert_holds (fixture->first, "picks.csv", "two");
  assert_holds (fixture->first, "picks-1.csv", "one");
  g_mkdir (fixture->second, 0700);
  arrived = retry (fixture);
  g_assert_cmpuint (arrived->len, ==, 3);
  assert_holds (fixture->second, "picks.csv", "two");
  assert_holds (fixture->second, "picks-1.csv", "one");
  assert_holds (fixture->second, "picks-2.csv", "two");
}

/* Without an outbox what cannot be written would be lost, so it is said. */
static void
test_no_outbox (Fixture *fixture, gconstpointer data)
{
  const char *folders[] = { fixture->second, NULL };
  g_autoptr (GBytes) contents = g_bytes_new ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->outbox, "in the way", -1, NULL));
  g_assert_null (fair_publish (fixture->outbox, folders, "picks.csv", "picks-1.csv", contents, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (fair_publish_queued (fixture->outbox, folders, &error));
  g_assert_nonnull (strstr (error->message, fixture->outbox));
}

static const FairPublished *
newest_of (const GPtrArray *results)
{
  return g_ptr_array_index (results, 1);
}

/* What somebody else wrote is kept, at once and when it was found only as a file came out of the outbox. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = g_build_filename (fixture->first, "picks.csv", NULL);
  g_autofree char *away = g_build_filename (fixture->second, "picks.csv", NULL);
  g_autoptr (GPtrArray) one = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) three = NULL;
  g_autoptr (GPtrArray) brought = NULL;
  guint n_kept = 0;

  g_assert_null (newest_of (one)->kept);
  g_assert_true (g_file_set_contents (newest, "edited", -1, NULL));
  two = publish (fixture, "picks-2.csv", "two");
  g_assert_true (g_str_has_prefix (newest_of (two)->kept, "fair-catch-picks-conflict-"));
  assert_holds (fixture->first, newest_of (two)->kept, "edited");
  assert_holds (fixture->first, "picks.csv", "two");
  three = publish (fixture, "picks-3.csv", "three");
  g_assert_null (newest_of (three)->kept);

  g_mkdir (fixture->second, 0700);
  g_assert_true (g_file_set_contents (away, "another computer's", -1, NULL));
  brought = retry (fixture);
  for (guint i = 0; i < brought->len; i++)
    {
      const FairPublished *file = g_ptr_array_index (brought, i);

      if (file->kept != NULL)
        assert_holds (fixture->second, file->kept, "another computer's");
      n_kept += file->kept != NULL;
    }
  g_assert_cmpuint (n_kept, ==, 1);
  assert_holds (fixture->second, "picks.csv", "three");
}

/* A folder that is there and takes nothing is told from one that is away, for as long as it is so. */
static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = g_build_filename (fixture->first, "picks.csv", NULL);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) brought = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *none = NULL;

  g_mkdir (newest, 0700);
  g_mkdir (fixture->second, 0700);
  results = publish (fixture, "picks-1.csv", "one");
  g_assert_cmpuint (fair_publish_count_waiting (fixture->outbox, &reason), ==, 1);
  g_assert_nonnull (strstr (reason, newest));
  g_rmdir (newest);
  brought = retry (fixture);
  g_assert_cmpuint (brought->len, ==, 1);
  g_assert_cmpuint (fair_publish_count_waiting (fixture->outbox, &none), ==, 0);
  g_assert_null (none);
}

/* Two computers that write into one folder: what of the other's lies there under its dated name is no change. */
static void
test_two_computers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = g_build_filename (fixture->first, "picks.csv", NULL);
  g_autofree char *dated = g_build_filename (fixture->first, "picks-2.csv", NULL);
  g_autoptr (GPtrArray) one = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) three = NULL;

  g_assert_null (newest_of (one)->kept);
  g_assert_true (g_file_set_contents (newest, "two", -1, NULL));
  g_assert_true (g_file_set_contents (dated, "two", -1, NULL));
  three = publish (fixture, "picks-3.csv", "three");
  g_assert_null (newest_of (three)->kept);
  assert_holds (fixture->first, "picks.csv", "three");
}

/* Where nothing is remembered, the file of the last run is not taken for a change; an edited one is. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autofree char *memory = g_strconcat (fixture->outbox, "-written.ini", NULL);
  g_autofree char *newest = g_build_filename (fixture->first, "picks.csv", NULL);
  g_autoptr (GPtrArray) one = publish (fixture, "picks-1.csv", "one");
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) three = NULL;

  g_assert_null (newest_of (one)->kept);
  g_assert_cmpint (g_unlink (memory), ==, 0);
  two = publish (fixture, "picks-2.csv", "two");
  g_assert_null (newest_of (two)->kept);
  g_assert_cmpint (g_unlink (memory), ==, 0);
  g_assert_true (g_file_set_contents (newest, "edi", -1, NULL));
  three = publish (fixture, "picks-3.csv", "three");
  g_assert_nonnull (newest_of (three)->kept);
}

/* What synchronizing programs lay beside a file, and what they do not. */
static void
test_twins (Fixture *fixture, gconstpointer data)
{
  static const char *const twins[] = { "picks (1).csv", "picks (Ann's conflicted copy 2026-11-24).csv",
                                       "picks.sync-conflict-20261124-120000-ABCDEFG.csv", "picks(1).csv",
                                       "picks [conflict].csv", "picks_conflict-20251023-120000.csv",
                                       "picks-DESKTOP-ABC.csv", "picks-2025-v1-20251022T120000Z (1).csv" };
  static const char *const others[] = { "picks-2025-v1-20251022T120000Z.csv", "picks-notes.csv", "other (1).csv",
                                        "picks (1).txt" };
  g_autoptr (GPtrArray) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = g_build_filename (fixture->first, others[i], NULL);

      g_assert_true (g_file_set_contents (other, "other", -1, NULL));
    }
  none = publish (fixture, "picks-1.csv", "one");
  g_assert_cmpuint (g_strv_length (newest_of (none)->twins), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      g_autofree char *twin = g_build_filename (fixture->first, twins[i], NULL);
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) results = NULL;

      g_assert_true (g_file_set_contents (twin, "other", -1, NULL));
      results = publish (fixture, "picks-2.csv", "two");
      g_assert_cmpuint (g_strv_length (newest_of (results)->twins), ==, 1);
      g_assert_cmpstr (newest_of (results)->twins[0], ==, twins[i]);
      fair_published_tell (results, notes);
      /* That, and one for both files that wait. */
      g_assert_cmpuint (notes->len, ==, 2);
      g_assert_nonnull (strstr (g_ptr_array_index (notes, 0), twins[i]));
      g_unlink (twin);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ops/publisher/unreachable", Fixture, NULL, set_up, test_unreachable, tear_down);
  g_test_add ("/ops/publisher/given-up", Fixture, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/ops/publisher/newest-waits", Fixture, NULL, set_up, test_newest_waits, tear_down);
  g_test_add ("/ops/publisher/no-outbox", Fixture, NULL, set_up, test_no_outbox, tear_down);
  g_test_add ("/ops/publisher/conflict", Fixture, NULL, set_up, test_conflict, tear_down);
  g_test_add ("/ops/publisher/forgotten", Fixture, NULL, set_up, test_forgotten, tear_down);
  g_test_add ("/ops/publisher/blocked", Fixture, NULL, set_up, test_blocked, tear_down);
  g_test_add ("/ops/publisher/two-computers", Fixture, NULL, set_up, test_two_computers, tear_down);
  g_test_add ("/ops/publisher/twins", Fixture, NULL, set_up, test_twins, tear_down);
  return g_test_run ();
}
