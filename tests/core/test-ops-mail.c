/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of messages, without a server: what waits, since when, and what becomes of it. */
#include "fair-clock.h"
#include "fair-mail-queue.h"

#include <glib/gstdio.h>

typedef struct
{
  char *root;
  char *folder; /* of the queue, not made yet */
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->root = g_dir_make_tmp ("fair-mail-XXXXXX", &error);
  g_assert_no_error (error);
  place->folder = g_build_filename (place->root, "queue", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (place->folder);
  g_assert_cmpint (g_rmdir (place->root), ==, 0);
  g_free (place->folder);
  g_free (place->root);
}

static void
add (Place *place, const char *key, const char *to)
{
  g_autoptr (FairMail) mail = fair_mail_new (to, "Subject", "Body\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_mail_queue_add (place->folder, key, mail, &error));
  g_assert_no_error (error);
}

/* All that waits has waited since @time. */
static void
set_times (Place *place, gint64 time)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, time, G_FILE_QUERY_INFO_NONE, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_waiting (Place *place, gconstpointer data)
{
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 0);
  g_assert_cmpint (fair_mail_queue_oldest (place->folder), ==, FAIR_TIME_UNKNOWN);
  add (place, "one", "a@example.org");
  set_times (place, 1000000);
  add (place, "two", "a@example.org");
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 2);
  g_assert_cmpint (fair_mail_queue_oldest (place->folder), ==, 1000000);
  /* The same again takes the first one's place. */
  add (place, "one", "a@example.org");
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 2);
  g_assert_cmpint (fair_mail_queue_oldest (place->folder), >, 1000000);
}

/* Without a sender every message fails, and no server is asked. */
static void
send (Place *place, const char *said)
{
  const FairMailServer server = { .host = (char *) "localhost", .from = (char *) "", .ca_file = (char *) "" };
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_false (fair_mail_queue_send (place->folder, &server, &n, &error));
  g_assert_nonnull (strstr (error->message, said));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_too_old (Place *place, gconstpointer data)
{
  add (place, "one", "a@example.org");
  send (place, "sender");
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 1);
  set_times (place, g_get_real_time () / G_USEC_PER_SEC - 8 * FAIR_DAY);
  send (place, "dropped");
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 0);
}

static void
test_unreadable (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "half.mail", NULL);
  g_autofree char *aside = g_build_filename (place->folder, "half.bad", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (place->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[mail]\nto=a@example.org\n", -1, &error));
  send (place, aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fair_mail_queue_count (place->folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/mail/waiting", Place, NULL, set_up, test_waiting, tear_down);
  g_test_add ("/mail/too-old", Place, NULL, set_up, test_too_old, tear_down);
  g_test_add ("/mail/unreadable", Place, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
