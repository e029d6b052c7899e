/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in folders that may be a synchronizing client's, a drive that can be away, or a server's. */
#include "fair-folder.h"

#include "fair-background.h"
#include "fair-deadline.h"
#include "fair-error.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A server that hangs costs no more; its files wait in the outbox. */
#define PATIENCE 20 /* seconds */

#define PART ".part"

/**
 * fair_folder_is_address:
 *
 * Returns: whether @folder is an address, and no path on this machine
 */
gboolean
fair_folder_is_address (const char *folder)
{
  return strstr (folder, "://") != NULL;
}

static gboolean
is_same (const char *bytes, gsize length, GBytes *contents)
{
  return length == g_bytes_get_size (contents) && memcmp (bytes, g_bytes_get_data (contents, NULL), length) == 0;
}

static gboolean
differs (const char *path, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” does not hold what was written to it; check that disk."),
               path);
  return FALSE;
}

/* Never makes the folder: where a drive is unplugged its path must not come to life on another disk. */
static gboolean
write_here (const char *path, GBytes *contents, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *read = NULL;
  gsize length;

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
  if (!fair_file_write_atomically (path, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), 0644, error)
      || !g_file_get_contents (path, &read, &length, error))
    return FALSE;
  return is_same (read, length, contents) || differs (path, error);
}

static void
on_mounted (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

/* Mounts without asking anybody: an unattended run has nobody to ask. */
static gboolean
mount (GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  g_file_mount_enclosing_volume (folder, G_MOUNT_MOUNT_NONE, NULL, cancellable, on_mounted, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return g_file_mount_enclosing_volume_finish (folder, result, error);
}

/* Under another name first, since no server replaces a file at once; what arrived is read before it is given its name. */
static gboolean
put_there (GFile *file, GBytes *contents, GCancellable *cancellable, GError **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *part_uri = g_strconcat (uri, PART, NULL);
  g_autoptr (GFile) part = g_file_new_for_uri (part_uri);
  g_autofree char *read = NULL;
  gsize length;

  if (g_file_replace_contents (part, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), NULL, FALSE,
                               G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error)
      && g_file_load_contents (part, cancellable, &read, &length, NULL, error)
      && (is_same (read, length, contents) || differs (uri, error))
      && g_file_move (part, file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

static gboolean
reach (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInfo) info
    = g_file_query_info (folder, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, &failure);

  if (info != NULL)
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    return mount (folder, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_there (const char *address, GBytes *contents, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (address);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *shown = g_file_get_parse_name (folder);
  g_autoptr (FairDeadline) deadline = NULL;
  g_autoptr (GError) failure = NULL;
  GCancellable *cancellable;

  if (fair_background_is_sandboxed ())
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                   _("A Flatpak cannot write to “%s”; open it in Files and choose it in the preferences, or choose a folder "
                     "that is synchronized."),
                   shown);
      return FALSE;
    }
  deadline = fair_deadline_start (PATIENCE);
  cancellable = fair_deadline_get_cancellable (deadline);
  if (reach (file, cancellable, &failure) && put_there (file, contents, cancellable, &failure))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
               _("“%s” could not be written to (%s); open it once in Files, and what waits is written by the next run."), shown,
               g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _("it did not answer in time")
                                                                           : failure->message);
  return FALSE;
}

/**
 * fair_folder_write:
 * @path: of the file: a full path, or an address
 *
 * Writes a file and reads it back; it has its name only when all of it has arrived. Its folder is never made.
 */
gboolean
fair_folder_write (const char *path, GBytes *contents, GError **error)
{
  return fair_folder_is_address (path) ? write_there (path, contents, error) : write_here (path, contents, error);
}

static GFile *
file_of (const char *path)
{
  return fair_folder_is_address (path) ? g_file_new_for_uri (path) : g_file_new_for_path (path);
}

/**
 * fair_folder_read:
 *
 * Returns: (transfer full) (nullable): what is there; NULL where nothing is, or where it cannot be reached
 */
GBytes *
fair_folder_read (const char *path)
{
  g_autoptr (GFile) file = file_of (path);
  g_autoptr (FairDeadline) deadline = fair_deadline_start (PATIENCE);

  return g_file_load_bytes (file, fair_deadline_get_cancellable (deadline), NULL, NULL);
}

/**
 * fair_folder_rename:
 * @name: in the same folder; what has it is replaced
 */
gboolean
fair_folder_rename (const char *path, const char *name, GError **error)
{
  g_autoptr (GFile) file = file_of (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) target = g_file_get_child (folder, name);
  g_autoptr (FairDeadline) deadline = fair_deadline_start (PATIENCE);

  return g_file_move (file, target, G_FILE_COPY_OVERWRITE, fair_deadline_get_cancellable (deadline), NULL, NULL, error);
}
