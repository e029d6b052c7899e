/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-publisher.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* What waits in the outbox: NAME.file with the contents and NAME.path with where they belong. */
#define CONTENTS_SUFFIX ".file"
#define TARGET_SUFFIX   ".path"

/* Beside the outbox: hashes of what was last written where. */
#define WRITTEN       "-written.ini"
#define WRITTEN_GROUP "written"

void
fair_published_free (FairPublished *self)
{
  g_free (self->path);
  g_free (self->problem);
  g_free (self->kept);
  g_free (self);
}

/* Where a file for @path waits: its contents, and where they belong. */
static void
name_queued (const char *outbox, const char *path, char **contents_file, char **target_file)
{
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  *contents_file = g_strconcat (outbox, "/", key, CONTENTS_SUFFIX, NULL);
  *target_file = g_strconcat (outbox, "/", key, TARGET_SUFFIX, NULL);
}

static gboolean
queue_file (const char *outbox, const char *path, GBytes *contents, GError **error)
{
  g_autofree char *contents_file = NULL;
  g_autofree char *target_file = NULL;

  name_queued (outbox, path, &contents_file, &target_file);
  /* The target comes last: without it the contents are not looked at. */
  return fair_file_make_folder (outbox, error)
         && fair_file_write_atomically (contents_file, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents),
                                        0600, error)
         && fair_file_write_atomically (target_file, path, strlen (path), 0600, error);
}

/* Takes out of the outbox what has reached its place, or what something newer has taken the place of. */
static void
forget_queued (const char *outbox, const char *path)
{
  g_autofree char *contents_file = NULL;
  g_autofree char *target_file = NULL;

  name_queued (outbox, path, &contents_file, &target_file);
  g_unlink (target_file);
  g_unlink (contents_file);
}

/* What was last written to each place, so that another's changes are told from ours. */
static GKeyFile *
load_written (const char *outbox)
{
  g_autofree char *path = g_strconcat (outbox, WRITTEN, NULL);
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

/* A person, or another computer, has changed what is there: that is kept under a name of its own. */
static char *
keep_changes (const char *outbox, const char *path, GBytes *contents)
{
  g_autoptr (GKeyFile) written = load_written (outbox);
  g_autofree char *place = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *ours = g_key_file_get_string (written, WRITTEN_GROUP, place, NULL);
  g_autoptr (GBytes) there = ours == NULL ? NULL : fair_folder_read (path);
  g_autofree char *theirs = there == NULL ? NULL : g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, there);
  g_autofree char *name = NULL;

  if (there == NULL || g_str_equal (ours, theirs) || g_bytes_equal (there, contents))
    return NULL;
  name = g_strdup_printf ("fair-catch-picks-conflict-%.12s.csv", theirs);
  return fair_folder_rename (path, name, NULL) ? g_steal_pointer (&name) : NULL;
}

static void
remember_written (const char *outbox, const char *path, GBytes *contents)
{
  g_autoptr (GKeyFile) written = load_written (outbox);
  g_autofree char *file = g_strconcat (outbox, WRITTEN, NULL);
  g_autofree char *place = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *ours = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (written, WRITTEN_GROUP, place, ours);
  text = g_key_file_to_data (written, &length, NULL);
  /* Without it a change would not be noticed, which is no reason to fail. */
  fair_file_write_atomically (file, text, length, 0600, NULL);
}

static gboolean
publish_one (const char *outbox, char *path, GBytes *contents, GPtrArray *results, GError **error)
{
  g_autoptr (GError) problem = NULL;
  FairPublished *result = g_new0 (FairPublished, 1);

  result->path = path;
  g_ptr_array_add (results, result);
  result->kept = keep_changes (outbox, path, contents);
  if (fair_folder_write (path, contents, &problem))
    {
      forget_queued (outbox, path);
      remember_written (outbox, path, contents);
      return TRUE;
    }
  result->problem = g_strdup (problem->message);
  result->queued = queue_file (outbox, path, contents, error);
  return result->queued;
}

/**
 * fair_publish:
 * @outbox: a folder of ours, made when needed, for what cannot be written now
 * @folders: NULL-terminated: full paths or addresses
 * @name: of the file that is always the newest
 * @dated_name: of the file that stays: a version of a week
 * @contents: of both
 *
 * Writes both files into every folder, atomically and read back. The dated file of an earlier run is never touched, so
 * the file before the newest stays under its own dated name. A folder that cannot be written to costs nothing: its files
 * wait for fair_publish_queued(). What somebody else changed there since is kept under a name of its own.
 *
 * Returns: (transfer full) (element-type FairPublished): one entry a file; NULL with an error where not even the
 *   outbox could be written
 */
GPtrArray *
fair_publish (const char *outbox, const char *const *folders, const char *name, const char *dated_name,
              GBytes *contents, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_published_free);

  for (; *folders != NULL; folders++)
    if (!publish_one (outbox, g_build_filename (*folders, dated_name, NULL), contents, results, error)
        || !publish_one (outbox, g_build_filename (*folders, name, NULL), contents, results, error))
      return NULL;
  return g_steal_pointer (&results);
}

static gboolean
is_wanted (const char *path, const char *const *folders)
{
  g_autofree char *name = g_path_get_basename (path);

  for (; *folders != NULL; folders++)
    {
      g_autofree char *there = g_build_filename (*folders, name, NULL);

      if (g_str_equal (there, path))
        return TRUE;
    }
  return FALSE;
}

static void
retry (const char *outbox, const char *const *folders, const char *entry, GPtrArray *results)
{
  g_autofree char *target_file = g_build_filename (outbox, entry, NULL);
  g_autofree char *key = g_strndup (target_file, strlen (target_file) - strlen (TARGET_SUFFIX));
  g_autofree char *contents_file = g_strconcat (key, CONTENTS_SUFFIX, NULL);
  g_autofree char *path = NULL;
  char *contents;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) problem = NULL;
  FairPublished *result;

  if (!g_file_get_contents (target_file, &path, NULL, NULL)
      || !g_file_get_contents (contents_file, &contents, &length, NULL))
    return;
  bytes = g_bytes_new_take (contents, length);
  if (!is_wanted (path, folders))
    {
      forget_queued (outbox, path);
      return;
    }
  result = g_new0 (FairPublished, 1);
  result->queued = !fair_folder_write (path, bytes, &problem);
  result->problem = problem == NULL ? NULL : g_strdup (problem->message);
  if (!result->queued)
    {
      forget_queued (outbox, path);
      remember_written (outbox, path, bytes);
    }
  result->path = g_steal_pointer (&path);
  g_ptr_array_add (results, result);
}

/**
 * fair_publish_queued:
 * @folders: NULL-terminated: where files are wanted now
 *
 * Tries again what waits in @outbox; what still cannot be written stays there. Of several versions of one file only the
 * newest waits. What waits for a folder that the person has since given up is dropped, lest it wait for ever.
 *
 * Returns: (transfer full) (element-type FairPublished): one entry a file that waited; NULL with an error where the
 *   outbox cannot be read
 */
GPtrArray *
fair_publish_queued (const char *outbox, const char *const *folders, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_published_free);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) problem = NULL;
  const char *entry;

  if (!g_file_test (outbox, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&results);
  dir = g_dir_open (outbox, 0, &problem);
  if (dir == NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                   _("What waits for an export folder cannot be read: %s. Move “%s” away and run again."), problem->message,
                   outbox);
      return NULL;
    }
  while ((entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, TARGET_SUFFIX))
      retry (outbox, folders, entry, results);
  return g_steal_pointer (&results);
}
