/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts another store, with its exports and settings, in the place of the one that is there, so that it can be killed at
 * any moment. A journal says how far it is: first what is there leaves, then, after a second note, what comes enters. In
 * either state each file has one place to go to, and one that is there already stays; so whoever finds the journal
 * does the same again. */
#include "fair-store-exchange.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define GROUP "restore"

/* In the order in which they leave; they enter the other way round, so that nothing opens that is half of each. */
static const char *const places[] = { "faircatch.db", "faircatch.db-wal", "faircatch.db-shm", "exports", "settings.ini" };

typedef struct
{
  const FairPaths *paths;
  char            *journal;
  char            *incoming; /* folders in the data folder */
  char            *kept;
  gboolean         entering;
} Exchange;

static void
exchange_clear (Exchange *self)
{
  g_free (self->journal);
  g_free (self->incoming);
  g_free (self->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static char *
journal_of (const FairPaths *paths)
{
  return g_build_filename (paths->data_dir, "restore.ini", NULL);
}

static gboolean
is_there (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0;
}

/* Never over anything. */
static gboolean
move (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);

  if (!is_there (source))
    return TRUE;
  errno = EEXIST;
  if (!is_there (target) && g_rename (source, target) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be moved to “%s”: %s."), source, target,
               g_strerror (errno));
  return FALSE;
}

static gboolean
move_out (const char *from, const char *to, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (!move (from, to, places[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
move_in (const char *from, const char *to, GError **error)
{
  for (guint i = G_N_ELEMENTS (places); i > 0; i--)
    if (!move (from, to, places[i - 1], error))
      return FALSE;
  return TRUE;
}

/* Only when all before it is on the disk. */
static gboolean
note (Exchange *self, gboolean entering, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *incoming = g_path_get_basename (self->incoming);
  g_autofree char *kept = g_path_get_basename (self->kept);
  g_autofree char *text = NULL;

  g_key_file_set_string (file, GROUP, "incoming", incoming);
  g_key_file_set_string (file, GROUP, "kept", kept);
  g_key_file_set_boolean (file, GROUP, "entering", entering);
  text = g_key_file_to_data (file, NULL, NULL);
  self->entering = entering;
  return fair_file_sync_disk (self->paths->data_dir, error)
         && fair_file_write_atomically (self->journal, text, strlen (text), 0600, error);
}

/* A folder in which nothing is kept goes. */
static gboolean
end (const Exchange *self, GError **error)
{
  g_rmdir (self->kept);
  if (!fair_file_sync_disk (self->paths->data_dir, error))
    return FALSE;
  if (g_unlink (self->journal) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be removed: %s."), self->journal,
               g_strerror (errno));
  return FALSE;
}

/* Without it the way forward would end with nothing. */
static gboolean
find_store (const Exchange *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->incoming, places[0], NULL);

  if (is_there (path) || (self->entering && is_there (self->paths->store)))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” is gone."), path);
  return FALSE;
}

static gboolean
go_forward (Exchange *self, GError **error)
{
  const char *here = self->paths->data_dir;

  return find_store (self, error)
         && (self->entering || (move_out (here, self->kept, error) && note (self, TRUE, error)))
         && move_in (self->incoming, here, error) && fair_paths_remember_store (self->paths, error) && end (self, error);
}

static gboolean
go_back (Exchange *self)
{
  const char *here = self->paths->data_dir;

  return (!self->entering || (move_out (here, self->incoming, NULL) && note (self, FALSE, NULL)))
         && move_in (self->kept, here, NULL) && end (self, NULL);
}

/* What a writer that was killed left in its log belongs into its store. Of one that is damaged the log goes with it. */
static void
settle (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, places[0], NULL);
  sqlite3 *db = NULL;
  GStatBuf status;

  /* SQLite would throw away the log of an empty file. */
  if (g_stat (path, &status) != 0 || status.st_size == 0)
    return;
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    fair_sql_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  sqlite3_close (db);
}

/**
 * fair_store_exchange:
 * @incoming: a folder in the data folder, with what a data folder has of a backup
 * @kept: a new one, which gets what was there, and goes where that was nothing
 *
 * Puts what is in @incoming in the place of what is there. The caller holds fair_store_lock(). Where it is killed the next
 * one who wants the store finishes it; where a step fails everything is as it was, unless
 * fair_store_exchange_is_pending(): then even the way back was blocked, and both folders are needed still.
 */
gboolean
fair_store_exchange (const FairPaths *paths, const char *incoming, const char *kept, GError **error)
{
  g_auto (Exchange) self = { paths, journal_of (paths), g_strdup (incoming), g_strdup (kept), FALSE };

  settle (paths->data_dir);
  settle (incoming);
  if (!note (&self, FALSE, error))
    return FALSE;
  if (go_forward (&self, error))
    return TRUE;
  go_back (&self);
  return FALSE;
}

/**
 * fair_store_exchange_is_pending:
 *
 * Returns: whether a restore is at work in the data folder, or was broken off
 */
gboolean
fair_store_exchange_is_pending (const FairPaths *paths)
{
  g_autofree char *journal = journal_of (paths);

  return is_there (journal);
}

static gboolean
load (Exchange *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *incoming = NULL;
  g_autofree char *kept = NULL;

  if (!g_key_file_load_from_file (file, self->journal, G_KEY_FILE_NONE, error))
    return FALSE;
  incoming = g_key_file_get_string (file, GROUP, "incoming", error);
  kept = incoming == NULL ? NULL : g_key_file_get_string (file, GROUP, "kept", error);
  if (kept == NULL)
    return FALSE;
  self->entering = g_key_file_get_boolean (file, GROUP, "entering", NULL);
  self->incoming = g_build_filename (self->paths->data_dir, incoming, NULL);
  self->kept = g_build_filename (self->paths->data_dir, kept, NULL);
  return TRUE;
}

/**
 * fair_store_exchange_finish:
 *
 * Finishes an exchange that was broken off, or takes it back where it cannot be finished. The caller holds the lock.
 */
gboolean
fair_store_exchange_finish (const FairPaths *paths, GError **error)
{
  g_auto (Exchange) self = { .paths = paths, .journal = journal_of (paths) };
  g_autoptr (GError) failure = NULL;

  if (!is_there (self.journal))
    return TRUE;
  if (load (&self, &failure) && (go_forward (&self, &failure) || go_back (&self)))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("A restore into “%s” was broken off and cannot be finished: %s What was there is in a folder “replaced-…”."),
               paths->data_dir, failure->message);
  return FALSE;
}
