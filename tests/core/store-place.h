/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-error.h"
#include "fair-store.h"

#include <sqlite3.h>

/* A data folder for one test. */
typedef struct
{
  char      *folder;
  FairPaths *paths;
} Place;

/* What the store remembers of this person's folders stays out of the tests. GLib's own isolation leaks. */
static inline int
place_run_tests (void)
{
  g_autofree char *home = g_dir_make_tmp ("fair-state-XXXXXX", NULL);
  const char *arguments[] = { "rm", "-rf", home, NULL };
  int result;

  g_setenv ("XDG_STATE_HOME", home, TRUE);
  result = g_test_run ();
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return result;
}

static inline void
place_set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("fair-store-XXXXXX", NULL);
  place->paths = fair_paths_new (place->folder, FALSE);
}

static inline void
place_tear_down (Place *place, gconstpointer data)
{
  const char *arguments[] = { "rm", "-rf", place->folder, NULL };

  fair_paths_forget_store (place->paths, NULL);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  fair_paths_free (place->paths);
  g_free (place->folder);
}

static inline FairStore *
place_open (Place *place)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open_writer (place->paths, &error);

  g_assert_no_error (error);
  return store;
}

/* Runs SQL past the store, as another program would. */
static inline int
place_sql (Place *place, const char *sql)
{
  sqlite3 *db = NULL;
  int result;

  g_assert_cmpint (sqlite3_open (place->paths->store, &db), ==, SQLITE_OK);
  result = sqlite3_exec (db, sql, NULL, NULL, NULL);
  sqlite3_close (db);
  return result;
}

static inline int
take_first (void *data, int n, char **values, char **names)
{
  *(gint64 *) data = values[0] == NULL ? -1 : g_ascii_strtoll (values[0], NULL, 10);
  return 0;
}

static inline gint64
place_number (Place *place, const char *sql)
{
  gint64 number = G_MININT64;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (place->paths->store, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, take_first, &number, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return number;
}
