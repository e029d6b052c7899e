/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of many: a tar in Zstandard, which any other program can open too. */
#include "fair-archive.h"

#include "fair-digest.h"
#include "fair-error.h"
#include "fair-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

/* More than any manifest has. */
#define MOST_MANIFEST (4 * 1024 * 1024)

typedef struct archive Writer;
typedef struct archive Reader;

static void
writer_free (Writer *writer)
{
  archive_write_free (writer);
}

static void
reader_free (Reader *reader)
{
  archive_read_free (reader);
}

static gboolean
fail (struct archive *archive, const char *path, GError **error)
{
  const char *why = archive_error_string (archive);

  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The backup “%s” could not be written or read: %s."), path,
               why == NULL ? _("it is no backup") : why);
  return FALSE;
}

static gboolean
write_header (Writer *writer, const char *path, const char *name, gint64 bytes, gint64 time, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int result;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, bytes);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, time, 0);
  result = archive_write_header (writer, entry);
  archive_entry_free (entry);
  return result == ARCHIVE_OK || fail (writer, path, error);
}

static gboolean
write_file (Writer *writer, const char *path, const char *source, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guchar *chunk = g_malloc (CHUNK);
  gssize n = 0;

  while (stream != NULL && (n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, NULL, error)) > 0)
    if (archive_write_data (writer, chunk, n) != n)
      return fail (writer, path, error);
  return stream != NULL && n == 0;
}

static gboolean
write_members (Writer *writer, const char *path, const FairManifest *manifest, GError **error)
{
  g_autofree char *list = fair_manifest_to_json (manifest);
  gssize length = strlen (list);

  if (!write_header (writer, path, FAIR_MANIFEST_NAME, length, manifest->made_at, error))
    return FALSE;
  if (archive_write_data (writer, list, length) != length)
    return fail (writer, path, error);
  for (guint i = 0; i < manifest->members->len; i++)
    {
      const FairManifestMember *member = &g_array_index (manifest->members, FairManifestMember, i);

      if (!write_header (writer, path, member->name, member->bytes, manifest->made_at, error)
          || !write_file (writer, path, member->source, error))
        return FALSE;
    }
  return archive_write_close (writer) == ARCHIVE_OK || fail (writer, path, error);
}

static gboolean
write_archive (int fd, const char *path, const FairManifest *manifest, GError **error)
{
  Writer *writer = archive_write_new ();
  gboolean done;

  /* This format takes names as the bytes that they are, whatever the locale makes of them. */
  if (archive_write_add_filter_zstd (writer) != ARCHIVE_OK || archive_write_set_format_gnutar (writer) != ARCHIVE_OK
      || archive_write_open_fd (writer, fd) != ARCHIVE_OK)
    done = fail (writer, path, error);
  else
    done = write_members (writer, path, manifest, error);
  writer_free (writer);
  return done;
}

static void
set_not_written (const char *path, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be written: %s."), path, g_strerror (errno));
}

/**
 * fair_archive_write:
 * @path: where nothing is yet
 * @manifest: whose members' sources are read
 *
 * Nobody but its owner may read the archive.
 */
gboolean
fair_archive_write (const char *path, const FairManifest *manifest, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done = fd >= 0 && write_archive (fd, path, manifest, error);

  if (fd < 0 || (done && fsync (fd) != 0))
    {
      set_not_written (path, error);
      done = FALSE;
    }
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
set_damaged (const char *path, const char *name, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The backup “%s” is damaged (%s is not what was saved); take another one."), path, name);
  return FALSE;
}

/* That a name means nothing in this locale is no fault of the archive. */
static int
next_header (Reader *reader, struct archive_entry **entry)
{
  int result = archive_read_next_header (reader, entry);

  return result == ARCHIVE_WARN && archive_entry_pathname (*entry) != NULL ? ARCHIVE_OK : result;
}

static FairManifest *
read_manifest (Reader *reader, const char *path, GError **error)
{
  struct archive_entry *entry;
  g_autofree char *text = NULL;
  gint64 bytes;

  if (next_header (reader, &entry) != ARCHIVE_OK)
    {
      fail (reader, path, error);
      return NULL;
    }
  bytes = archive_entry_size (entry);
  if (g_strcmp0 (archive_entry_pathname (entry), FAIR_MANIFEST_NAME) != 0 || bytes <= 0 || bytes > MOST_MANIFEST)
    {
      set_damaged (path, FAIR_MANIFEST_NAME, error);
      return NULL;
    }
  text = g_malloc (bytes);
  if (archive_read_data (reader, text, bytes) != bytes)
    {
      fail (reader, path, error);
      return NULL;
    }
  return fair_manifest_from_json (text, bytes, error);
}

/* A name of ours, and nothing that leads out of the folder. */
static gboolean
is_safe (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  return *name != '/' && *name != '\0' && !g_strv_contains ((const char *const *) parts, "..");
}

/* A file of the size that it has to have, and no link to anything. */
static gboolean
is_as_listed (struct archive_entry *entry, const FairManifestMember *member)
{
  return is_safe (member->name) && archive_entry_filetype (entry) == AE_IFREG && archive_entry_hardlink (entry) == NULL
         && archive_entry_size_is_set (entry) && archive_entry_size (entry) == member->bytes;
}

/* No more than @bytes of it, whatever comes. */
static gboolean
unpack_into (int fd, Reader *reader, const char *path, const char *target, gint64 bytes, GError **error)
{
  g_autofree guchar *chunk = g_malloc (CHUNK);
  gssize n;

  while (bytes > 0 && (n = archive_read_data (reader, chunk, MIN (bytes, CHUNK))) != 0)
    {
      if (n < 0)
        return fail (reader, path, error);
      for (gssize written = 0, step; written < n; written += step)
        if ((step = write (fd, chunk + written, n - written)) < 0)
          {
            set_not_written (target, error);
            return FALSE;
          }
      bytes -= n;
    }
  return TRUE;
}

static gboolean
extract_member (Reader *reader, const char *path, const FairManifestMember *member, const char *folder, GError **error)
{
  g_autofree char *target = g_build_filename (folder, member->name, NULL);
  g_autofree char *parent = g_path_get_dirname (target);
  g_autofree char *digest = NULL;
  gint64 bytes = 0;
  gboolean done;
  int fd;

  if (!fair_file_make_folder (parent, error))
    return FALSE;
  fd = open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      set_not_written (target, error);
      return FALSE;
    }
  done = unpack_into (fd, reader, path, target, member->bytes, error);
  close (fd);
  digest = done ? fair_digest_file (target, &bytes, error) : NULL;
  if (digest == NULL)
    return FALSE;
  return (bytes == member->bytes && g_str_equal (digest, member->sha256)) || set_damaged (path, member->name, error);
}

static gboolean
extract_members (Reader *reader, const char *path, const FairManifest *manifest, const char *folder, GError **error)
{
  struct archive_entry *entry;
  guint n = 0;
  int result;

  while ((result = next_header (reader, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname (entry);
      const FairManifestMember *member = name == NULL ? NULL : fair_manifest_find (manifest, name);

      if (member == NULL || !is_as_listed (entry, member))
        return set_damaged (path, name == NULL ? "?" : name, error);
      if (!extract_member (reader, path, member, folder, error))
        return FALSE;
      n++;
    }
  if (result != ARCHIVE_EOF)
    return fail (reader, path, error);
  return n == manifest->members->len || set_damaged (path, FAIR_MANIFEST_NAME, error);
}

/**
 * fair_archive_extract:
 * @folder: an empty one
 *
 * Unpacks a backup and compares every file with the manifest.
 *
 * Returns: (transfer full): the manifest, or NULL with %FAIR_ERROR_BAD_DATA where something is not what was saved
 */
FairManifest *
fair_archive_extract (const char *path, const char *folder, GError **error)
{
  g_autoptr (FairManifest) manifest = NULL;
  Reader *reader = archive_read_new ();
  gboolean done = FALSE;

  archive_read_support_filter_zstd (reader);
  archive_read_support_format_tar (reader);
  if (archive_read_open_filename (reader, path, CHUNK) != ARCHIVE_OK)
    fail (reader, path, error);
  else
    {
      manifest = read_manifest (reader, path, error);
      done = manifest != NULL && extract_members (reader, path, manifest, folder, error);
    }
  reader_free (reader);
  return done ? g_steal_pointer (&manifest) : NULL;
}
