/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-export.h"

#include "fair-compat.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>

/* What is to be written, and where to. */
typedef struct
{
  GFile  *file;
  GBytes *csv;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->file);
  g_clear_pointer (&export->csv, g_bytes_unref);
  g_free (export);
}

static void
write_export (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  const char *path = g_file_peek_path (export->file);
  const char *contents = g_bytes_get_data (export->csv, NULL);
  gsize length = g_bytes_get_size (export->csv);
  GError *error = NULL;
  gboolean done = path != NULL ? fair_file_write_atomically (path, contents, length, 0644, &error)
                               : g_file_replace_contents (export->file, contents, length, NULL, FALSE,
                                                          G_FILE_CREATE_NONE, NULL, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *message = g_strdup_printf (_("Exported to “%s”"), name);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  gtk_widget_activate_action (GTK_WIDGET (source), "win.tell", "s", error == NULL ? message : error->message);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) csv = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, &error);
  g_autoptr (GTask) task = NULL;
  Export *export;

  if (file == NULL)
    return;
  export = g_new0 (Export, 1);
  *export = (Export) { g_steal_pointer (&file), g_steal_pointer (&csv) };
  task = g_task_new (source, NULL, on_written, NULL);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, write_export);
}

/**
 * fair_export_csv:
 * @widget: hears by the action `win.tell` how it went
 * @name: proposed for the file
 * @csv: its contents, in whole
 *
 * Asks where to, and writes the file on a thread: all of it or nothing.
 */
void
fair_export_csv (GtkWidget *widget, const char *name, GBytes *csv)
{
  fair_compat_choose_file_async (widget, FAIR_FILE_SAVE, _("Export"), name, on_chosen, g_bytes_ref (csv));
}
