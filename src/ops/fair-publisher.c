/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-publisher.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* What waits in the outbox: NAME.file with the contents, NAME.path with where they belong, and NAME.why where the folder
   is there and does not take them. */
#define CONTENTS_SUFFIX ".file"
#define TARGET_SUFFIX   ".path"
#define REASON_SUFFIX   ".why"

/* Beside the outbox: hashes of what was last written where. */
#define WRITTEN       "-written.ini"
#define WRITTEN_GROUP "written"

void
fair_published_free (FairPublished *self)
{
  g_free (self->path);
  g_free (self->problem);
  g_free (self->kept);
  g_strfreev (self->twins);
  g_free (self);
}

/**
 * fair_published_tell:
 * @published: (element-type FairPublished):
 * @notes: (element-type utf8): gets a sentence for each thing that a person should know, and each reason to wait once
 */
void
fair_published_tell (const GPtrArray *published, GPtrArray *notes)
{
  const char *told = NULL;

  for (guint i = 0; i < published->len; i++)
    {
      const FairPublished *file = g_ptr_array_index (published, i);

      if (file->queued && g_strcmp0 (told, file->problem) != 0)
        {
          told = file->problem;
          g_ptr_array_add (notes, g_strdup_printf (_("“%s” waits in the outbox: %s"), file->path, file->problem));
        }
      if (file->kept != NULL)
        g_ptr_array_add (notes, g_strdup_printf (_("“%s” had been changed by somebody else; that is kept beside it as “%s”."),
                                                 file->path, file->kept));
      for (char **twin = file->twins; twin != NULL && *twin != NULL; twin++)
        g_ptr_array_add (notes, g_strdup_printf (_("“%s” lies beside “%s”: two computers changed a file at once; keep the "
                                                   "one you want."),
                                                 *twin, file->path));
    }
}

static char *
name_queued (const char *outbox, const char *path, const char *suffix)
{
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return g_strconcat (outbox, "/", key, suffix, NULL);
}

static gboolean
queue_file (const char *outbox, const char *path, GBytes *contents, GError **error)
{
  g_autofree char *contents_file = name_queued (outbox, path, CONTENTS_SUFFIX);
  g_autofree char *target_file = name_queued (outbox, path, TARGET_SUFFIX);

  /* The target comes last: without it the contents are not looked at. */
  return fair_file_make_folder (outbox, error)
         && fair_file_write_atomically (contents_file, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents),
                                        0600, error)
         && fair_file_write_atomically (target_file, path, strlen (path), 0600, error);
}

static void
note_reason (const char *outbox, const FairPublished *file)
{
  g_autofree char *reason_file = name_queued (outbox, file->path, REASON_SUFFIX);

  if (file->blocked)
    fair_file_write_atomically (reason_file, file->problem, strlen (file->problem), 0600, NULL);
  else
    g_unlink (reason_file);
}

/* Takes out of the outbox what has reached its place, or what something newer has taken the place of. */
static void
forget_queued (const char *outbox, const char *path)
{
  const char *const suffixes[] = { TARGET_SUFFIX, CONTENTS_SUFFIX, REASON_SUFFIX };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = name_queued (outbox, path, suffixes[i]);

      g_unlink (file);
    }
}

/**
 * fair_publish_count_waiting:
 * @reason: (out) (transfer full) (nullable): why one of them waits though its folder is there
 *
 * Returns: how many files wait in @outbox
 */
guint
fair_publish_count_waiting (const char *outbox, char **reason)
{
  g_autoptr (GDir) folder = g_dir_open (outbox, 0, NULL);
  const char *name;
  guint n = 0;

  *reason = NULL;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (outbox, name, NULL);

      n += g_str_has_suffix (name, TARGET_SUFFIX);
      if (*reason == NULL && g_str_has_suffix (name, REASON_SUFFIX))
        g_file_get_contents (path, reason, NULL, NULL);
    }
  return n;
}

/* Hashes of what was last written to each place, so that another's changes are told from ours. */
static GKeyFile *
load_written (const char *outbox)
{
  g_autofree char *path = g_strconcat (outbox, WRITTEN, NULL);
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

/* @add: keep what was remembered as well, since nobody knows yet whether the new file gets there. */
static void
remember_written (const char *outbox, const char *path, GBytes *contents, gboolean add)
{
  g_autoptr (GKeyFile) written = load_written (outbox);
  g_autofree char *file = g_strconcat (outbox, WRITTEN, NULL);
  g_autofree char *place = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *before = add ? g_key_file_get_string (written, WRITTEN_GROUP, place, NULL) : NULL;
  g_autofree char *ours = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  g_autofree char *both = before == NULL || strstr (before, ours) != NULL ? NULL : g_strconcat (before, " ", ours, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (written, WRITTEN_GROUP, place, both != NULL ? both : before != NULL ? before : ours);
  text = g_key_file_to_data (written, &length, NULL);
  /* Without it our own file would be kept as a change, which is no reason to fail. */
  fair_file_write_atomically (file, text, length, 0600, NULL);
}

/* What also lies there under another name is lost to nobody: the last run's after a restore, another computer's that writes
   into the same folder, or what was kept already. */
static gboolean
lies_there_twice (const char *path, GBytes *contents)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *own = g_path_get_basename (path);
  g_autoptr (GPtrArray) files = fair_folder_list (folder, NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      GFileInfo *info = g_ptr_array_index (files, i);
      const char *name = g_file_info_get_name (info);
      g_autofree char *other = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) there = NULL;

      if ((gsize) g_file_info_get_size (info) == g_bytes_get_size (contents) && !g_str_equal (name, own)
          && fair_folder_read (other, &there, NULL) && there != NULL && g_bytes_equal (there, contents))
        return TRUE;
    }
  return FALSE;
}

/* A person, or another computer, has changed what is there: a copy is kept under a name of its own, so that there is a
   sheet at every moment. Where it cannot be kept it is not replaced either. */
static gboolean
keep_changes (const char *outbox, const char *path, GBytes *contents, char **kept, GError **error)
{
  g_autoptr (GKeyFile) written = load_written (outbox);
  g_autofree char *place = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *ours = g_key_file_get_string (written, WRITTEN_GROUP, place, NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GBytes) there = NULL;

  if (!fair_folder_read (path, &there, error))
    return FALSE;
  if (there == NULL || g_bytes_equal (there, contents))
    return TRUE;
  theirs = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, there);
  if ((ours != NULL && strstr (ours, theirs) != NULL) || lies_there_twice (path, there))
    return TRUE;
  folder = g_path_get_dirname (path);
  name = g_strdup_printf ("fair-catch-picks-conflict-%.12s.csv", theirs);
  copy = g_build_filename (folder, name, NULL);
  if (!fair_folder_write (copy, there, error))
    return FALSE;
  *kept = g_steal_pointer (&name);
  return TRUE;
}

/* Files on their way to the folders. */
typedef struct
{
  const char *outbox;
  GHashTable *away; /* folders that did not take the last one, and why: none is waited for twice */
  GPtrArray  *results;
} Delivery;

static void
delivery_clear (Delivery *delivery)
{
  g_clear_pointer (&delivery->away, g_hash_table_unref);
  g_clear_pointer (&delivery->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Delivery, delivery_clear)

static Delivery
delivery_start (const char *outbox)
{
  return (Delivery) {
    .outbox = outbox,
    .away = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .results = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_published_free),
  };
}

/* Takes @path. */
static FairPublished *
deliver (Delivery *delivery, char *path, GBytes *contents)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) problem = NULL;
  FairPublished *result = g_new0 (FairPublished, 1);

  result->path = path;
  g_ptr_array_add (delivery->results, result);
  result->problem = g_strdup (g_hash_table_lookup (delivery->away, folder));
  result->queued = result->problem != NULL;
  if (result->queued)
    return result;
  if (keep_changes (delivery->outbox, path, contents, &result->kept, &problem))
    {
      remember_written (delivery->outbox, path, contents, TRUE);
      if (fair_folder_write (path, contents, &problem))
        {
          remember_written (delivery->outbox, path, contents, FALSE);
          forget_queued (delivery->outbox, path);
          return result;
        }
    }
  result->queued = TRUE;
  result->problem = g_strdup (problem->message);
  result->blocked = !g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  if (!result->blocked)
    g_hash_table_insert (delivery->away, g_steal_pointer (&folder), g_strdup (problem->message));
  return result;
}

/* What synchronizing programs make of “x.csv”, or of a dated one, where two computers changed it: “x (Ann's conflicted copy
   2026-11-24).csv”, “x (1).csv”, “x [conflict].csv”, “x.sync-conflict-20261124-120000-ABCDEFG.csv”,
   “x_conflict-20261124-120000.csv”, and with the computer's name “x-DESKTOP-ABC.csv”. */
#define OF_A_DATE "(-[^ ]*Z)?"
#define BY_TWO    "( ?\\(.+\\)| ?\\[.+\\]|\\.sync-conflict-.+|_conflict-.+|-[A-Z][A-Z0-9-]+)"

static char **
find_twins (const char *folder, const char *name)
{
  g_autoptr (GPtrArray) files = fair_folder_list (folder, NULL);
  g_autoptr (GStrvBuilder) twins = g_strv_builder_new ();
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".csv"));
  g_autofree char *escaped = g_regex_escape_string (stem, -1);
  g_autofree char *pattern = g_strconcat ("^", escaped, OF_A_DATE BY_TWO "\\.csv$", NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      g_autofree char *found = g_filename_display_name (g_file_info_get_name (g_ptr_array_index (files, i)));

      if (g_regex_match_simple (pattern, found, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
        g_strv_builder_add (twins, found);
    }
  return g_strv_builder_end (twins);
}

static gboolean
publish_one (Delivery *delivery, const char *folder, const char *name, GBytes *contents, GError **error)
{
  FairPublished *result = deliver (delivery, g_build_filename (folder, name, NULL), contents);

  if (!result->queued)
    return TRUE;
  if (!queue_file (delivery->outbox, result->path, contents, error))
    return FALSE;
  note_reason (delivery->outbox, result);
  return TRUE;
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
retry (Delivery *delivery, const char *const *folders, const char *entry)
{
  g_autofree char *target_file = g_build_filename (delivery->outbox, entry, NULL);
  g_autofree char *key = g_strndup (target_file, strlen (target_file) - strlen (TARGET_SUFFIX));
  g_autofree char *contents_file = g_strconcat (key, CONTENTS_SUFFIX, NULL);
  g_autofree char *path = NULL;
  char *contents;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_get_contents (target_file, &path, NULL, NULL)
      || !g_file_get_contents (contents_file, &contents, &length, NULL))
    return;
  bytes = g_bytes_new_take (contents, length);
  if (is_wanted (path, folders))
    note_reason (delivery->outbox, deliver (delivery, g_steal_pointer (&path), bytes));
  else
    forget_queued (delivery->outbox, path);
}

static gboolean
retry_all (Delivery *delivery, const char *const *folders, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) problem = NULL;
  const char *entry;

  if (!g_file_test (delivery->outbox, G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open (delivery->outbox, 0, &problem);
  if (dir == NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                   _("What waits for an export folder cannot be read: %s. Move “%s” away and run again."), problem->message,
                   delivery->outbox);
      return FALSE;
    }
  while ((entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, TARGET_SUFFIX))
      retry (delivery, folders, entry);
  return TRUE;
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
  g_auto (Delivery) delivery = delivery_start (outbox);

  return retry_all (&delivery, folders, error) ? g_steal_pointer (&delivery.results) : NULL;
}

/**
 * fair_publish:
 * @outbox: a folder of ours, made when needed, for what cannot be written now
 * @folders: NULL-terminated: full paths or addresses
 * @name: (nullable): of the CSV file that is always the newest; NULL leaves it as it is
 * @dated_name: of the file that stays: a version of a week
 * @contents: of both
 *
 * Writes what waits and then both files into every folder, atomically and read back. The dated file of an earlier run is
 * never touched, so the file before the newest stays under its own dated name. A folder that cannot be written to costs
 * nothing, and a server that hangs half a minute: its files wait for the next time. What somebody else changed there
 * since is kept under a name of its own.
 *
 * Returns: (transfer full) (element-type FairPublished): one entry for each of the two files and each folder, behind one
 *   for each file that waits no longer; NULL with an error where not even the outbox could be written
 */
GPtrArray *
fair_publish (const char *outbox, const char *const *folders, const char *name, const char *dated_name,
              GBytes *contents, GError **error)
{
  g_auto (Delivery) delivery = delivery_start (outbox);

  if (!retry_all (&delivery, folders, error))
    return NULL;
  for (guint i = delivery.results->len; i > 0; i--)
    if (((FairPublished *) g_ptr_array_index (delivery.results, i - 1))->queued)
      g_ptr_array_remove_index (delivery.results, i - 1);
  for (; *folders != NULL; folders++)
    {
      FairPublished *newest;

      if (!publish_one (&delivery, *folders, dated_name, contents, error)
          || (name != NULL && !publish_one (&delivery, *folders, name, contents, error)))
        return NULL;
      if (name == NULL)
        continue;
      newest = g_ptr_array_index (delivery.results, delivery.results->len - 1);
      newest->twins = newest->queued ? NULL : find_twins (*folders, name);
    }
  return g_steal_pointer (&delivery.results);
}
