/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backup.h"
#include "fair-file.h"
#include "fair-store-model.h"
#include "store-place.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW     1759838400
#define SECRET  "sk-very-secret-key"
#define SETTINGS "[io/github/faircatch/FairCatch]\nmaximum-bets=7\n"
#define OPTIONS (FairBackupOptions) { .settings = (char *) SETTINGS }

/* A data folder with one backup of it. */
typedef struct
{
  Place  place;
  char  *backups;
  char  *path; /* of the one that was made */
} Fixture;

static inline char *
inside (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A store with something in it, an export, settings, and a key that lies about. */
static inline void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autofree char *export = NULL;
  g_autofree char *key = NULL;

  place_set_up (&f->place, NULL);
  store = place_open (&f->place);
  g_assert_true (fair_store_put_cached (store, "what", "was there", NOW, &error));
  fair_file_make_folder (f->place.paths->exports, &error);
  export = inside (f->place.paths->exports, "fair-catch-picks.csv");
  key = inside (f->place.folder, "cfbd-key");
  fair_file_write_atomically (export, "a,b\n", 4, 0600, &error);
  fair_file_write_atomically (key, SECRET, strlen (SECRET), 0600, &error);
  f->backups = fair_backup_folder (f->place.paths);
  fair_file_make_folder (f->backups, &error);
  f->path = fair_backup_create (store, f->place.paths, f->backups, &OPTIONS, NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (f->path);
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  g_free (f->backups);
  place_tear_down (&f->place, NULL);
}

static inline char *
cached (const FairPaths *paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (paths, &error);

  g_assert_no_error (error);
  return fair_store_get_cached (store, "what", NULL);
}

static inline void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = inside (folder, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static inline char *
get (const char *folder, const char *name)
{
  g_autofree char *path = inside (folder, name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}
