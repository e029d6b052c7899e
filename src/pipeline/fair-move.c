/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-move.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-store-ledger.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Folders of plain files beside the store. */
static const char *const beside[] = { "exports", "outbox" };

static gboolean
check_place (const FairPaths *from, const FairPaths *to, GError **error)
{
  g_autofree char *inside = g_strconcat (from->data_dir, "/", NULL);
  g_autofree char *above = g_strconcat (to->data_dir, "/", NULL);

  if (g_str_equal (from->data_dir, to->data_dir) || g_str_has_prefix (to->data_dir, inside)
      || g_str_has_prefix (from->data_dir, above))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                 _("“%s” is the present data folder, or one of the two is inside the other; choose another folder."),
                 to->data_dir);
  else if (g_file_test (to->store, G_FILE_TEST_EXISTS))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                 _("“%s” already holds a store; choose an empty folder, so that nothing is written over."), to->data_dir);
  else
    return TRUE;
  return FALSE;
}

static gboolean
copy_files (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);
  const char *name;

  if (folder == NULL)
    return TRUE; /* there are none */
  if (!fair_file_make_folder (to, error))
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (GFile) source = g_file_new_build_filename (from, name, NULL);
      g_autoptr (GFile) target = g_file_new_build_filename (to, name, NULL);

      if (g_file_query_file_type (source, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR
          && !g_file_copy (source, target, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* The new store, read by itself: every page, and every published table against its hash. */
static gboolean
verify (const FairPaths *to, GError **error)
{
  g_autoptr (FairStore) store = fair_store_open_reader (to, error);
  guint n;

  return store != NULL && fair_store_check (store, error) && fair_store_verify_ledger (store, &n, error);
}

static gboolean
copy_all (const FairPaths *from, const FairPaths *to, FairStore *store, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *source = g_build_filename (from->data_dir, beside[i], NULL);
      g_autofree char *target = g_build_filename (to->data_dir, beside[i], NULL);

      if (!copy_files (source, target, cancellable, error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error) && fair_store_copy (store, to->store, error)
         && verify (to, error);
}

/**
 * fair_move_data:
 * @folder: an empty one, or one that is not there yet
 *
 * Copies a data folder to another place and verifies the copy. What was there before stays; whoever calls says from now
 * on which of the two is the data folder. Nothing may write meanwhile, so another run has it refused.
 */
gboolean
fair_move_data (const FairPaths *from, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (FairPaths) to = fair_paths_new (folder, FALSE);
  g_autoptr (FairStore) store = NULL;

  if (!check_place (from, to, error))
    return FALSE;
  store = fair_store_open_writer (from, error); /* for its lock */
  if (store == NULL || !fair_file_make_folder (to->data_dir, error))
    return FALSE;
  if (copy_all (from, to, store, cancellable, error))
    return fair_paths_remember_store (to, error);
  g_unlink (to->store);
  return FALSE;
}
