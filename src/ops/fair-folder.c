/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in folders that may be a synchronizing client's, a drive that can be away, or a server's. */
#include "fair-folder.h"

#include "fair-background.h"
#include "fair-digest.h"
#include "fair-error.h"
#include "fair-file.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A place that hangs costs no more; its files wait in the outbox. One that is slow has as long for each step and piece. */
#define PATIENCE (20 * G_TIME_SPAN_SECOND)
/* And for putting away what it has got, of which nothing is heard. */
#define BYTES_A_SECOND 200000
/* For leaving it in order. */
#define LEAVING (3 * G_TIME_SPAN_SECOND)

typedef struct _Job Job;
typedef gboolean (*JobFunc) (Job *job, GError **error);

/* One thing to do in a folder, on a thread that is left to itself when it takes too long: a dead network drive lets nobody
   go, and the desktop's streams to servers cannot be closed while a server holds back what it has promised. */
struct _Job
{
  JobFunc       func;
  GFile        *folder;
  GFile        *file;     /* nullable: in it */
  GFile        *source;   /* nullable: to be copied */
  GFile        *target;   /* nullable: the copy */
  char         *expected; /* nullable: SHA-256 of what shall arrive */
  GBytes       *contents; /* nullable: to write, or read */
  GPtrArray    *list;     /* nullable: GFileInfo, of what is there */
  GCancellable *cancellable;
  GError       *failure;
  GMutex        mutex;
  GCond         finished;
  gboolean      done;
  gint64        end; /* monotonic time */
};

static void
job_clear (Job *job)
{
  g_clear_object (&job->folder);
  g_clear_object (&job->file);
  g_clear_object (&job->source);
  g_clear_object (&job->target);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->contents, g_bytes_unref);
  g_clear_pointer (&job->list, g_ptr_array_unref);
  g_clear_error (&job->failure);
  g_free (job->expected);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->finished);
}

static void
job_unref (Job *job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) job_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

/* Something has moved: @bytes are on their way that the server has yet to put away. */
static void
go_on (Job *job, goffset bytes)
{
  g_mutex_lock (&job->mutex);
  job->end = g_get_monotonic_time () + PATIENCE + bytes * G_TIME_SPAN_SECOND / BYTES_A_SECOND;
  g_mutex_unlock (&job->mutex);
}

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

static GFile *
file_of (const char *path)
{
  return fair_folder_is_address (path) ? g_file_new_for_uri (path) : g_file_new_for_path (path);
}

/**
 * fair_folder_from_setting:
 * @folder: as a person may have written it
 *
 * A file:// address is the path that it stands for. A password in an address goes: settings are backed up and addresses
 * are shown, while the desktop's keyring keeps it for Files and so for us.
 *
 * Returns: (transfer full): the folder to use
 */
char *
fair_folder_from_setting (const char *folder)
{
  g_autofree char *path = g_str_has_prefix (folder, "file://") ? g_filename_from_uri (folder, NULL, NULL) : NULL;
  const char *authority = strstr (folder, "://");
  const char *end = authority == NULL ? NULL : authority + 3 + strcspn (authority + 3, "/?#");
  const char *at = end == NULL ? NULL : g_strrstr_len (authority, end - authority, "@");
  const char *colon = at == NULL ? NULL : memchr (authority + 3, ':', at - authority - 3);

  if (path != NULL)
    return g_steal_pointer (&path);
  return colon == NULL ? g_strdup (folder) : g_strdup_printf ("%.*s%s", (int) (colon - folder), folder, at);
}

/**
 * fair_folder_of_file:
 * @file: a folder that a person has chosen
 *
 * A server's address is kept and not the path under which it may be mounted just now.
 *
 * Returns: (transfer full) (nullable): what a setting can keep; NULL where it is no UTF-8
 */
char *
fair_folder_of_file (GFile *file)
{
  g_autofree char *folder = g_file_is_native (file) ? g_file_get_path (file) : g_file_get_uri (file);

  return folder != NULL && g_utf8_validate (folder, -1, NULL) ? g_steal_pointer (&folder) : NULL;
}

/**
 * fair_folder_shown:
 *
 * Returns: (transfer full): @folder for a person, in UTF-8
 */
char *
fair_folder_shown (const char *folder)
{
  g_autofree char *known = fair_folder_from_setting (folder);
  g_autoptr (GFile) file = file_of (known);

  return g_file_get_parse_name (file);
}

static Job *
job_new (GFile *folder, JobFunc func)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->func = func;
  job->folder = g_object_ref (folder);
  job->cancellable = g_cancellable_new ();
  g_mutex_init (&job->mutex);
  g_cond_init (&job->finished);
  return job;
}

static Job *
job_new_for_file (const char *path, JobFunc func, GError **error)
{
  g_autoptr (GFile) file = file_of (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *shown = NULL;
  Job *job;

  if (folder != NULL && (fair_folder_is_address (path) || g_path_is_absolute (path)))
    {
      job = job_new (folder, func);
      job->file = g_steal_pointer (&file);
      return job;
    }
  shown = g_path_get_dirname (path);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
               _("The folder “%s” is no full path; write it out from the first “/” on."), shown);
  return NULL;
}

/* Returns: what failed, or -1 where it is no failure of files */
static int
failure_of (const GError *error)
{
  return error->domain == G_IO_ERROR     ? error->code
         : error->domain == G_FILE_ERROR ? (int) g_io_error_from_file_error (error->code)
                                         : -1;
}

/* What a place answered, as a sentence. Takes @failure. */
static gboolean
explain (GFile *folder, GError *failure, GError **error)
{
  g_autofree char *shown = g_file_get_parse_name (folder);
  g_autoptr (GError) owned = failure;
  int what = failure_of (failure);

  if (what == G_IO_ERROR_NOT_FOUND)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                 _("The folder “%s” is not there; connect it, or choose another one."), shown);
  else if (what == G_IO_ERROR_NOT_DIRECTORY)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE, _("“%s” is a file and no folder; choose another one."), shown);
  else if (what == G_IO_ERROR_CANCELLED)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                 _("“%s” did not answer in time; what waits for it is tried again by the next run."), shown);
  else if (what == G_IO_ERROR_NO_SPACE)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("There is no room left in “%s”; make some, and the next run writes what waits for it."), shown);
  else if (failure->domain == FAIR_ERROR)
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (failure->domain == G_FILE_ERROR) /* of fair_file_write_atomically(): a sentence already */
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED, failure->message);
  else if (g_file_is_native (folder))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The folder “%s” cannot be used (%s); make it writable, or choose another one."), shown, failure->message);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                 _("“%s” cannot be used (%s); open it once in Files, let its password be remembered, and see whether files "
                   "can be put there."),
                 shown, failure->message);
  return FALSE;
}

static void
on_mounted (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

/* Mounts without asking anybody: an unattended run has nobody to ask. */
static gboolean
mount (Job *job, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  g_file_mount_enclosing_volume (job->folder, G_MOUNT_MOUNT_NONE, NULL, job->cancellable, on_mounted, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return g_file_mount_enclosing_volume_finish (job->folder, result, error);
}

/* Never makes the folder: where a drive is unplugged its path must not come to life on another disk. */
static gboolean
look (Job *job, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (job->folder, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                                                  job->cancellable, error);

  if (info == NULL || g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return info != NULL;
  g_propagate_error (error, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, ""));
  return FALSE;
}

static gboolean
reach (Job *job, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (look (job, &failure))
    return TRUE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!mount (job, error))
    return FALSE;
  go_on (job, 0);
  return look (job, error);
}

static gpointer
work (gpointer data)
{
  g_autoptr (Job) job = data;
  GError *failure = NULL;

  if (reach (job, &failure))
    {
      go_on (job, 0);
      job->func (job, &failure);
    }
  g_mutex_lock (&job->mutex);
  job->failure = failure;
  job->done = TRUE;
  g_cond_signal (&job->finished);
  g_mutex_unlock (&job->mutex);
  return NULL;
}

/* Returns: whether the job is done; otherwise nothing of it may be touched any more. */
static gboolean
wait_for (Job *job)
{
  gboolean done;
  gint64 end;

  g_mutex_lock (&job->mutex);
  while (!job->done && g_get_monotonic_time () < job->end)
    g_cond_wait_until (&job->finished, &job->mutex, job->end);
  done = job->done;
  g_mutex_unlock (&job->mutex);
  if (done)
    return TRUE;
  g_cancellable_cancel (job->cancellable);
  end = g_get_monotonic_time () + LEAVING;
  g_mutex_lock (&job->mutex);
  while (!job->done && g_cond_wait_until (&job->finished, &job->mutex, end))
    ;
  done = job->done;
  g_mutex_unlock (&job->mutex);
  return done;
}

static gboolean
job_run (Job *job, GError **error)
{
  g_autofree char *shown = g_file_get_parse_name (job->folder);

  if (!g_file_is_native (job->folder) && fair_background_is_sandboxed ())
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                   _("A Flatpak cannot use “%s”; open it in Files and choose it in the preferences, or choose a folder "
                     "that is synchronized."),
                   shown);
      return FALSE;
    }
  job->end = g_get_monotonic_time () + PATIENCE;
  g_thread_unref (g_thread_new ("fair-folder", work, g_atomic_rc_box_acquire (job)));
  if (!wait_for (job))
    return explain (job->folder, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""), error);
  return job->failure == NULL || explain (job->folder, g_steal_pointer (&job->failure), error);
}

static char *
digest (GFile *file, Job *job, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, job->cancellable, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (1 << 16);
  gssize n = stream == NULL ? -1 : 1;

  while (n > 0 && (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, 1 << 16, job->cancellable, error)) > 0)
    {
      g_checksum_update (checksum, buffer, n);
      go_on (job, 0);
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gboolean
is_whole (GFile *part, Job *job, GError **error)
{
  g_autofree char *arrived = digest (part, job, error);
  g_autofree char *shown = g_file_get_parse_name (part);

  if (arrived == NULL || g_str_equal (arrived, job->expected))
    return arrived != NULL;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("“%s” does not hold what was written to it; check that disk."), shown);
  return FALSE;
}

/* Before it takes the place of another file, which a power cut must not cost. A server sees to it itself. */
static void
sync_to_disk (GFile *file)
{
  g_autofree char *path = g_file_is_native (file) ? g_file_get_path (file) : NULL;
  int fd = path == NULL ? -1 : g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static void
on_progress (goffset done, goffset all, gpointer data)
{
  go_on (data, done);
}

static gboolean
put_part (GFile *part, Job *job, GError **error)
{
  if (job->source != NULL)
    return g_file_copy (job->source, part, G_FILE_COPY_OVERWRITE, job->cancellable, on_progress, job, error);
  return g_file_replace_contents (part, g_bytes_get_data (job->contents, NULL), g_bytes_get_size (job->contents), NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, job->cancellable, error);
}

/* Under a name of its own first, since few servers replace a file at once; it gets its name when it is read back. */
static gboolean
do_put (Job *job, GError **error)
{
  g_autofree char *name = g_file_get_basename (job->file);
  g_autofree char *part_name = g_strconcat (name, FAIR_FOLDER_PART, NULL);
  g_autoptr (GFile) part = g_file_get_child (job->folder, part_name);

  if (put_part (part, job, error) && is_whole (part, job, error))
    {
      sync_to_disk (part);
      go_on (job, 0);
      if (g_file_move (part, job->file, G_FILE_COPY_OVERWRITE, job->cancellable, NULL, NULL, error))
        return TRUE;
    }
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

static gboolean
do_write (Job *job, GError **error)
{
  if (!g_file_is_native (job->file))
    return do_put (job, error);
  return fair_file_write_atomically (g_file_peek_path (job->file), g_bytes_get_data (job->contents, NULL),
                                     g_bytes_get_size (job->contents), 0644, error)
         && is_whole (job->file, job, error);
}

/* That there is no file is an answer. Takes @failure. */
static gboolean
is_answer (gboolean done, GError *failure, GError **error)
{
  if (done)
    return TRUE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return TRUE;
}

static gboolean
do_fetch (Job *job, GError **error)
{
  GError *failure = NULL;
  gboolean done = g_file_copy (job->file, job->target, G_FILE_COPY_NONE, job->cancellable, on_progress, job, &failure);

  return is_answer (done, failure, error);
}

/* A pipe or a device may never come to its end. */
static gboolean
do_read (Job *job, GError **error)
{
  GError *failure = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (job->file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                                                  job->cancellable, &failure);
  g_autofree char *shown = g_file_get_parse_name (job->file);

  if (info == NULL)
    return is_answer (FALSE, failure, error);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” is no ordinary file; move it out of the way."), shown);
      return FALSE;
    }
  job->contents = g_file_load_bytes (job->file, job->cancellable, NULL, &failure);
  return is_answer (job->contents != NULL, failure, error);
}

static gboolean
do_remove (Job *job, GError **error)
{
  GError *failure = NULL;
  gboolean done = g_file_delete (job->file, job->cancellable, &failure);

  return is_answer (done, failure, error);
}

static gboolean
do_list (Job *job, GError **error)
{
  g_autoptr (GFileEnumerator) children
    = g_file_enumerate_children (job->folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                                            "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                 G_FILE_QUERY_INFO_NONE, job->cancellable, error);
  GFileInfo *info = NULL;

  if (children == NULL)
    return FALSE;
  job->list = g_ptr_array_new_with_free_func (g_object_unref);
  for (;;)
    {
      if (!g_file_enumerator_iterate (children, &info, NULL, job->cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      g_ptr_array_add (job->list, g_object_ref (info));
    }
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
  g_autoptr (Job) job = job_new_for_file (path, do_write, error);

  if (job == NULL)
    return FALSE;
  job->contents = g_bytes_ref (contents);
  job->expected = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  return job_run (job, error);
}

/**
 * fair_folder_read:
 * @contents: (out) (nullable): what is there; NULL where there is no such file
 *
 * Returns: FALSE with an error where nobody can say what is there
 */
gboolean
fair_folder_read (const char *path, GBytes **contents, GError **error)
{
  g_autoptr (Job) job = job_new_for_file (path, do_read, error);
  gboolean done = job != NULL && job_run (job, error);

  *contents = done ? g_steal_pointer (&job->contents) : NULL;
  return done;
}

/**
 * fair_folder_remove:
 *
 * Removes a file; that there is none is as good.
 */
gboolean
fair_folder_remove (const char *path, GError **error)
{
  g_autoptr (Job) job = job_new_for_file (path, do_remove, error);

  return job != NULL && job_run (job, error);
}

/**
 * fair_folder_list:
 *
 * Returns: (transfer full) (element-type GFileInfo): names, sizes and types of what is in @folder, in no order
 */
GPtrArray *
fair_folder_list (const char *folder, GError **error)
{
  g_autoptr (GFile) file = file_of (folder);
  g_autoptr (Job) job = job_new (file, do_list);

  return job_run (job, error) ? g_steal_pointer (&job->list) : NULL;
}

/**
 * fair_folder_copy_out:
 * @path: of a file
 * @local_folder: where there is none of its name
 *
 * Copies a file here. It may take as long as something moves.
 *
 * Returns: (transfer full): the path of the copy
 */
char *
fair_folder_copy_out (const char *path, const char *local_folder, GError **error)
{
  g_autoptr (Job) job = job_new_for_file (path, do_fetch, error);
  g_autofree char *name = job == NULL ? NULL : g_file_get_basename (job->file);
  g_autofree char *copy = job == NULL ? NULL : g_build_filename (local_folder, name, NULL);

  if (job == NULL)
    return NULL;
  job->target = g_file_new_for_path (copy);
  return job_run (job, error) ? g_steal_pointer (&copy) : NULL;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

/**
 * fair_folder_copy_in:
 * @local_file: of any size
 * @cancellable: (nullable):
 *
 * Copies a file into @folder under its own name, with the permissions that it has here, and reads it back; it has its name
 * only when all of it has arrived. It may take as long as something moves.
 */
gboolean
fair_folder_copy_in (const char *folder, const char *local_file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_path_get_basename (local_file);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (Job) job = job_new_for_file (path, do_put, error);
  g_autoptr (GError) failure = NULL;
  gulong handler = 0;
  gboolean done;

  if (job == NULL)
    return FALSE;
  job->source = g_file_new_for_path (local_file);
  job->expected = fair_digest_file (local_file, NULL, error);
  if (job->expected == NULL)
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), g_object_ref (job->cancellable), g_object_unref);
  done = job_run (job, &failure);
  g_cancellable_disconnect (cancellable, handler);
  if (done || g_cancellable_set_error_if_cancelled (cancellable, error))
    return done;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
