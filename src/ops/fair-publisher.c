/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-publisher.h"

#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* What waits in the outbox: NAME.file with the contents and NAME.path with where they belong. */
#define CONTENTS_SUFFIX ".file"
#define TARGET_SUFFIX   ".path"

void
fair_published_free (FairPublished *self)
{
  g_free (self->path);
  g_free (self->problem);
  g_free (self);
}

static gboolean
write_and_read_back (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *read = NULL;
  gsize length;

  if (!fair_file_write_atomically (path, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), 0644, error)
      || !g_file_get_contents (path, &read, &length, error))
    return FALSE;
  if (length == g_bytes_get_size (contents) && memcmp (read, g_bytes_get_data (contents, NULL), length) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” does not hold what was written to it; check that disk."),
               path);
  return FALSE;
}

/* Never makes the folder: where a drive is unplugged its path must not come to life on another disk. */
static gboolean
write_file (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_path_is_absolute (path))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                   _("The export folder “%s” is no full path; write it out from the first “/” on."), folder);
      return FALSE;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                   _("The folder “%s” is not there; connect it, or choose another one."), folder);
      return FALSE;
    }
  return write_and_read_back (path, contents, error);
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

static gboolean
publish_one (const char *outbox, char *path, GBytes *contents, GPtrArray *results, GError **error)
{
  g_autoptr (GError) problem = NULL;
  FairPublished *result = g_new0 (FairPublished, 1);

  result->path = path;
  g_ptr_array_add (results, result);
  if (write_file (path, contents, &problem))
    {
      forget_queued (outbox, path);
      return TRUE;
    }
  result->problem = g_strdup (problem->message);
  result->queued = queue_file (outbox, path, contents, error);
  return result->queued;
}

/**
 * fair_publish:
 * @outbox: a folder of ours, made when needed, for what cannot be written now
 * @folders: NULL-terminated
 * @name: of the file that is always the newest
 * @dated_name: of the file that stays: a version of a week
 * @contents: of both
 *
 * Writes both files into every folder, atomically and read back. The dated file of an earlier run is never touched, so
 * the file before the newest stays under its own dated name. A folder that cannot be written to costs nothing: its files
 * wait for fair_publish_queued().
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
  result->queued = !write_file (path, bytes, &problem);
  result->problem = problem == NULL ? NULL : g_strdup (problem->message);
  if (!result->queued)
    forget_queued (outbox, path);
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
