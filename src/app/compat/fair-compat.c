/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-compat.h"

#include <glib/gi18n-lib.h>

#define NATIVE_CHOICE "fair-native-choice"

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = widget == NULL ? NULL : gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

#if GTK_CHECK_VERSION(4, 10, 0)

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GtkFileDialog *dialog = GTK_FILE_DIALOG (source);
  FairFileChoice choice = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  GFile *file = choice == FAIR_FILE_SAVE     ? gtk_file_dialog_save_finish (dialog, result, &error)
                : choice == FAIR_FILE_FOLDER ? gtk_file_dialog_select_folder_finish (dialog, result, &error)
                                             : gtk_file_dialog_open_finish (dialog, result, &error);

  if (file == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
  else
    g_task_return_pointer (task, file, g_object_unref);
}

static void
choose_file (GTask *task, GtkWidget *parent, FairFileChoice choice, const char *title, const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkWindow *window = window_of (parent);

  gtk_file_dialog_set_title (dialog, title);
  if (name != NULL)
    gtk_file_dialog_set_initial_name (dialog, name);
  if (choice == FAIR_FILE_SAVE)
    gtk_file_dialog_save (dialog, window, NULL, on_file_chosen, task);
  else if (choice == FAIR_FILE_FOLDER)
    gtk_file_dialog_select_folder (dialog, window, NULL, on_file_chosen, task);
  else
    gtk_file_dialog_open (dialog, window, NULL, on_file_chosen, task);
}

#else

static void
on_native_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  gtk_native_dialog_destroy (dialog);
}

static void
choose_file (GTask *task, GtkWidget *parent, FairFileChoice choice, const char *title, const char *name)
{
  GtkFileChooserAction action = choice == FAIR_FILE_SAVE     ? GTK_FILE_CHOOSER_ACTION_SAVE
                                : choice == FAIR_FILE_FOLDER ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                                             : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window_of (parent), action, NULL, NULL);

  if (choice == FAIR_FILE_SAVE && name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  /* The task owns the dialog: the portal's answer may come after everything else let go of it. */
  g_object_set_data_full (G_OBJECT (task), NATIVE_CHOICE, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (on_native_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * fair_compat_choose_file_async:
 * @parent: a widget of the window that asks
 * @choice: a file to open, one to save to, or a folder
 * @name: (nullable): proposed for a file to save to
 *
 * Asks a person for a place, through the portal inside a sandbox.
 */
void
fair_compat_choose_file_async (GtkWidget *parent, FairFileChoice choice, const char *title, const char *name,
                               GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (parent, NULL, callback, data);

  g_task_set_task_data (task, GINT_TO_POINTER (choice), NULL);
  choose_file (task, parent, choice, title, name);
}

/**
 * fair_compat_choose_file_finish:
 *
 * Returns: (transfer full): what was chosen; NULL with %G_IO_ERROR_CANCELLED where nothing was
 */
GFile *
fair_compat_choose_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

#if ADW_CHECK_VERSION(1, 5, 0)
#define QUESTION_TYPE AdwAlertDialog *
#define add_response  adw_alert_dialog_add_response
#define set_look      adw_alert_dialog_set_response_appearance
#define set_default   adw_alert_dialog_set_default_response
#define set_close     adw_alert_dialog_set_close_response
#else
#define QUESTION_TYPE AdwMessageDialog *
#define add_response  adw_message_dialog_add_response
#define set_look      adw_message_dialog_set_response_appearance
#define set_default   adw_message_dialog_set_default_response
#define set_close     adw_message_dialog_set_close_response
#endif

static void
on_answered (GObject *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_pointer (task, g_strdup (response), g_free);
}

/**
 * fair_compat_ask_async:
 * @answers: ended by one without an id; the first is what Escape answers
 *
 * Asks a question with a few answers.
 *
 * Returns: (transfer none): the question, as long as it is asked
 */
GtkWidget *
fair_compat_ask_async (GtkWidget *parent, const char *heading, const char *body, const FairCompatAnswer *answers,
                       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (parent, NULL, callback, data);
#if ADW_CHECK_VERSION(1, 5, 0)
  QUESTION_TYPE dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
#else
  QUESTION_TYPE dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (parent), heading, body));
#endif

  for (const FairCompatAnswer *answer = answers; answer->id != NULL; answer++)
    {
      add_response (dialog, answer->id, answer->label);
      if (answer->suggested)
        set_default (dialog, answer->id);
      if (answer->suggested || answer->destructive)
        set_look (dialog, answer->id, answer->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
    }
  set_close (dialog, answers[0].id);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answered), task);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  gtk_window_present (GTK_WINDOW (dialog));
#endif
  return GTK_WIDGET (dialog);
}

/**
 * fair_compat_end_question:
 *
 * Takes a question away that is not one any more; its answer is the one of Escape.
 */
void
fair_compat_end_question (GtkWidget *question)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_close (ADW_DIALOG (question));
#else
  gtk_window_close (GTK_WINDOW (question));
#endif
}

/**
 * fair_compat_ask_finish:
 *
 * Returns: (transfer full): the id of the answer
 */
char *
fair_compat_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

#if ADW_CHECK_VERSION(1, 4, 0)

/**
 * fair_compat_split_new:
 *
 * Returns: (transfer floating): a sidebar beside its content, over it where the window is narrow
 */
GtkWidget *
fair_compat_split_new (GtkWidget *sidebar, GtkWidget *content)
{
  GtkWidget *split = adw_overlay_split_view_new ();

  adw_overlay_split_view_set_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), sidebar);
  adw_overlay_split_view_set_content (ADW_OVERLAY_SPLIT_VIEW (split), content);
  adw_overlay_split_view_set_max_sidebar_width (ADW_OVERLAY_SPLIT_VIEW (split), 220);
  adw_overlay_split_view_set_min_sidebar_width (ADW_OVERLAY_SPLIT_VIEW (split), 200);
  return split;
}

void
fair_compat_split_set_shown (GtkWidget *split, gboolean shown)
{
  adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), shown);
}

gboolean
fair_compat_split_get_shown (GtkWidget *split)
{
  return adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split));
}

gboolean
fair_compat_split_is_folded (GtkWidget *split)
{
  return adw_overlay_split_view_get_collapsed (ADW_OVERLAY_SPLIT_VIEW (split));
}

/**
 * fair_compat_split_get_notify:
 *
 * Returns: (transfer none): the signal that tells when the sidebar was shown or hidden
 */
const char *
fair_compat_split_get_notify (void)
{
  return "notify::show-sidebar";
}

#else

/**
 * fair_compat_split_new:
 *
 * Returns: (transfer floating): a sidebar beside its content, over it where the window is narrow
 */
GtkWidget *
fair_compat_split_new (GtkWidget *sidebar, GtkWidget *content)
{
  GtkWidget *split = adw_flap_new ();

  gtk_widget_set_size_request (sidebar, 200, -1);
  adw_flap_set_flap (ADW_FLAP (split), sidebar);
  adw_flap_set_content (ADW_FLAP (split), content);
  adw_flap_set_separator (ADW_FLAP (split), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  return split;
}

void
fair_compat_split_set_shown (GtkWidget *split, gboolean shown)
{
  adw_flap_set_reveal_flap (ADW_FLAP (split), shown);
}

gboolean
fair_compat_split_get_shown (GtkWidget *split)
{
  return adw_flap_get_reveal_flap (ADW_FLAP (split));
}

gboolean
fair_compat_split_is_folded (GtkWidget *split)
{
  return adw_flap_get_folded (ADW_FLAP (split));
}

/**
 * fair_compat_split_get_notify:
 *
 * Returns: (transfer none): the signal that tells when the sidebar was shown or hidden
 */
const char *
fair_compat_split_get_notify (void)
{
  return "notify::reveal-flap";
}

#endif

#if ADW_CHECK_VERSION(1, 5, 0)

/**
 * fair_compat_present_sheet:
 * @child: (transfer floating): what is shown
 * @width: at which it looks right; less where the window is smaller
 *
 * Shows a widget above a window, until Escape.
 */
void
fair_compat_present_sheet (GtkWidget *child, const char *title, GtkWidget *parent, int width, int height)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), child);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, width);
  adw_dialog_set_content_height (dialog, height);
  adw_dialog_present (dialog, parent);
}

/**
 * fair_compat_close_sheet:
 * @child: what fair_compat_present_sheet() shows
 */
void
fair_compat_close_sheet (GtkWidget *child)
{
  adw_dialog_close (ADW_DIALOG (gtk_widget_get_ancestor (child, ADW_TYPE_DIALOG)));
}

#else

/**
 * fair_compat_present_sheet:
 * @child: (transfer floating): what is shown
 * @width: at which it looks right; less where the window is smaller
 *
 * Shows a widget above a window, until Escape.
 */
void
fair_compat_present_sheet (GtkWidget *child, const char *title, GtkWidget *parent, int width, int height)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (box), child);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), window_of (parent));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * fair_compat_close_sheet:
 * @child: what fair_compat_present_sheet() shows
 */
void
fair_compat_close_sheet (GtkWidget *child)
{
  gtk_window_close (window_of (child));
}

#endif

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/**
 * fair_compat_present_shortcuts:
 * @resource: of a GtkBuilder file with the object “shortcuts”
 *
 * Shows the keyboard shortcuts. (GtkShortcutsWindow is there in every GTK 4, though its successor is newer.)
 */
void
fair_compat_present_shortcuts (const char *resource, GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (resource);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

G_GNUC_END_IGNORE_DEPRECATIONS

/**
 * fair_compat_spinner_new:
 *
 * Returns: (transfer floating): a spinner that turns
 */
GtkWidget *
fair_compat_spinner_new (void)
{
#if ADW_CHECK_VERSION(1, 6, 0)
  return adw_spinner_new ();
#else
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  return spinner;
#endif
}

/**
 * fair_compat_announce:
 *
 * Tells a message to a screen reader, where GTK can.
 */
void
fair_compat_announce (GtkWidget *widget, const char *message)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

/**
 * fair_compat_get_color:
 *
 * The colour of a widget's text.
 */
void
fair_compat_get_color (GtkWidget *widget, GdkRGBA *out)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, out);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), out);
#endif
}

/**
 * fair_compat_align_title:
 * @column: its place in the view, before anything was reordered
 *
 * Puts the title of a column of numbers over the numbers, on the right. No GTK has a way to ask for that, so it goes by how
 * column views are made, and does nothing where they are made otherwise.
 */
void
fair_compat_align_title (GtkColumnView *view, guint column)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));
  GtkWidget *box;

  for (guint i = 0; i < column && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  box = title == NULL ? NULL : gtk_widget_get_first_child (title);
  if (!GTK_IS_BOX (box))
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  /* The arrow of the order keeps its room also where there is none. */
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
}

/**
 * fair_compat_scroll_to_row:
 * @row: its place in the view's model
 *
 * Brings a row of a table into view.
 */
void
fair_compat_scroll_to_row (GtkColumnView *view, guint row)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_column_view_scroll_to (view, row, NULL, GTK_LIST_SCROLL_NONE, NULL);
#else
  /* The list inside knows the action; it is the column view's last child. */
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (view)), "list.scroll-to-item", "u", row);
#endif
}

/**
 * fair_compat_present_about:
 *
 * Shows what the program is, who may use it how, and where help against harm is had.
 */
void
fair_compat_present_about (GtkWindow *parent, const char *icon, const char *version)
{
  const char *comments = _("Models college football against the betting market, and keeps an honest record of it. It "
                           "places no bets and promises nothing.\n\nData: CollegeFootballData.com.\n\nBetting can harm "
                           "and is restricted by age and place. In the United States, help is at 1-800-426-2537.");
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (adw_about_dialog_new ());
#else
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (adw_about_window_new ());
#endif

  g_object_set (about, "application-name", _("Fair Catch"), "application-icon", icon, "version", version, "comments",
                comments, "license-type", GTK_LICENSE_GPL_3_0, "developer-name", _("The Fair Catch Developers"), NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (about), GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
#endif
}
