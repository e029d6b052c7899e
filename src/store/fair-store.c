/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-store-exchange.h"
#include "fair-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _FairStore
{
  sqlite3 *db;
  int      lock; /* file descriptor, -1 for a reader */
};

/* Who only looks whether there is a writer has the lock for a moment, which must refuse nobody. */
#define LOCK_TRIES 5
#define LOCK_PAUSE 10000 /* microseconds */

static gboolean
lock_file (int fd)
{
  for (int tries = 1; flock (fd, LOCK_EX | LOCK_NB) != 0; tries++)
    {
      if (errno != EWOULDBLOCK || tries == LOCK_TRIES)
        return FALSE;
      g_usleep (LOCK_PAUSE);
    }
  return TRUE;
}

static int
take_lock (const FairPaths *paths, GError **error)
{
  int fd = open (paths->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && lock_file (fd))
    {
      if (fair_store_exchange_finish (paths, error))
        return fd;
    }
  else if (fd >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                 _("Another run is writing to “%s”; wait until it has finished, or stop it."), paths->data_dir);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The lock file “%s” could not be taken: %s. Check that the data folder is writable."), paths->lock,
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
open_database (FairStore *self, const char *path, int flags, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                   _("“%s” is a folder where the store's file belongs; move it away, and put your newest copy of the store "
                     "there or start afresh with --new-store."),
                   path);
      return FALSE;
    }
  if (sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return fair_sql_fail (self->db, error);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, 5000);
  return TRUE;
}

static gboolean
holds_something (const char *store, const char *suffix)
{
  g_autofree char *path = g_strconcat (store, suffix, NULL);
  struct stat status;

  return stat (path, &status) == 0 && status.st_size > 0;
}

/* In a folder where SQLite may not make its files it can read only what it is told nobody writes: true where no writer
   has left any. A disk that was mounted for reading is such a place, and so is another person's copy. */
static gboolean
open_for_reading (FairStore *self, const FairPaths *paths, GError **error)
{
  g_autofree char *uri = NULL;
  g_autofree char *still = NULL;

  if (access (paths->data_dir, W_OK) == 0 || access (paths->store, R_OK) != 0 || holds_something (paths->store, "-wal")
      || holds_something (paths->store, "-shm"))
    return open_database (self, paths->store, SQLITE_OPEN_READONLY, error);
  uri = g_filename_to_uri (paths->store, NULL, error);
  if (uri == NULL)
    return FALSE;
  still = g_strconcat (uri, "?immutable=1", NULL);
  return open_database (self, still, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

/**
 * fair_store_lock:
 *
 * Takes the one writer's place without opening the store, for what replaces its file. An exchange of it that was broken off
 * is finished by whoever holds the place next.
 *
 * Returns: (transfer full): what holds the place until fair_store_close(), or NULL with %FAIR_ERROR_REFUSED
 */
FairStore *
fair_store_lock (const FairPaths *paths, GError **error)
{
  g_autoptr (FairStore) self = g_new0 (FairStore, 1);

  self->lock = take_lock (paths, error);
  return self->lock < 0 ? NULL : g_steal_pointer (&self);
}

/**
 * fair_store_has_writer:
 *
 * Returns: whether anybody, in this process or another, has the one writer's place
 */
gboolean
fair_store_has_writer (const FairPaths *paths)
{
  int fd = open (paths->lock, O_RDONLY | O_CLOEXEC);
  gboolean taken = fd >= 0 && flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

  if (fd >= 0)
    close (fd);
  return taken;
}

/**
 * fair_store_is_writer:
 *
 * Returns: whether @self has the one writer's place
 */
gboolean
fair_store_is_writer (FairStore *self)
{
  return self->lock >= 0;
}

/**
 * fair_store_recover:
 *
 * Finishes a restore that was broken off, if there is any: what is in the data folder belongs together again.
 *
 * Returns: FALSE with %FAIR_ERROR_REFUSED while a restore is at work, or with what stands in its way
 */
gboolean
fair_store_recover (const FairPaths *paths, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FairStore) lock = NULL;

  if (!fair_store_exchange_is_pending (paths))
    return TRUE;
  lock = fair_store_lock (paths, &failure);
  if (lock != NULL)
    return TRUE;
  if (g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_REFUSED))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                 _("A backup is being restored into “%s”; try again when that is done."), paths->data_dir);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * fair_store_open_writer:
 * @paths: where
 *
 * Opens the store for writing, creates it where there has never been one, and brings an older one up to date.
 *
 * Returns: (transfer full): the store, or NULL with %FAIR_ERROR_REFUSED (another writer), %FAIR_ERROR_VANISHED,
 *   %FAIR_ERROR_NEWER_STORE or what went wrong
 */
FairStore *
fair_store_open_writer (const FairPaths *paths, GError **error)
{
  g_autoptr (FairStore) self = g_new0 (FairStore, 1);
  int version;

  self->lock = -1;
  if (!fair_store_recover (paths, error) || !fair_paths_check (paths, error)
      || !fair_file_make_folder (paths->data_dir, error))
    return NULL;
  self->lock = take_lock (paths, error);
  if (self->lock < 0)
    return NULL;
  if (!open_database (self, paths->store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error)
      || !fair_store_schema_of (self->db, paths->store, &version, error) /* before anything is changed */
      || !fair_sql_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON",
                         error)
      || !fair_store_migrate (self->db, paths->store, error) || !fair_paths_remember_store (paths, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
set_no_store (const FairPaths *paths, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE, _("Nothing is stored in “%s” yet; run “fair run” first."),
               paths->data_dir);
}

/* A store of an older version is brought up to date first, as a writer would: nobody shall have to know of schemas. */
static gboolean
bring_up_to_date (const FairPaths *paths, GError **error)
{
  g_autoptr (FairStore) writer = fair_store_open_writer (paths, error);

  if (writer == NULL)
    g_prefix_error (error, _("The store “%s” is from an older Fair Catch and could not be brought up to date: "),
                    paths->store);
  return writer != NULL;
}

/**
 * fair_store_open_reader:
 *
 * Opens the store for reading, after bringing an older one up to date.
 *
 * Returns: (transfer full): a read-only store, or NULL with %FAIR_ERROR_NO_STORE where there is none yet,
 *   %FAIR_ERROR_VANISHED, %FAIR_ERROR_NEWER_STORE or what went wrong
 */
FairStore *
fair_store_open_reader (const FairPaths *paths, GError **error)
{
  g_autoptr (FairStore) self = g_new0 (FairStore, 1);
  int version = 0;

  self->lock = -1;
  if (!fair_store_recover (paths, error) || !fair_paths_check (paths, error))
    return NULL;
  if (g_file_test (paths->store, G_FILE_TEST_EXISTS)
      && (!open_for_reading (self, paths, error) || !fair_store_schema_of (self->db, paths->store, &version, error)))
    return NULL;
  if (version == fair_store_newest_schema ())
    return g_steal_pointer (&self);
  if (version == 0)
    {
      set_no_store (paths, error);
      return NULL;
    }
  g_clear_pointer (&self->db, sqlite3_close);
  if (!bring_up_to_date (paths, error) || !open_for_reading (self, paths, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fair_store_close:
 *
 * Closes the connection and, of a writer, gives the lock back.
 */
void
fair_store_close (FairStore *self)
{
  sqlite3_close (self->db);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

sqlite3 *
fair_store_db (FairStore *self)
{
  return self->db;
}

/**
 * fair_store_get_schema:
 *
 * Returns: the version of the store's schema
 */
int
fair_store_get_schema (FairStore *self)
{
  gint64 version = 0;

  fair_sql_get_integer (self->db, "PRAGMA user_version", &version, NULL);
  return version;
}

/**
 * fair_store_check:
 *
 * Reads the whole file and compares indexes with tables.
 *
 * Returns: FALSE with an error where the store is damaged
 */
gboolean
fair_store_check (FairStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (self->db, "PRAGMA integrity_check (1)", error);
  gboolean has_row;

  if (statement == NULL || !fair_sql_next (statement, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (fair_sql_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The store is damaged (%s); restore the newest backup."), fair_sql_text (statement, 0));
  return FALSE;
}

/**
 * fair_store_copy:
 * @path: where nothing is yet
 *
 * Writes a copy that is whole at one moment, also while others read.
 */
gboolean
fair_store_copy (FairStore *self, const char *path, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (self->db, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "s", path);
  if (fair_sql_done (statement, error))
    return TRUE;
  g_unlink (path); /* a part of a copy helps nobody */
  return FALSE;
}
