/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-book-list.h"

#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>

struct _FairBookList
{
  AdwPreferencesGroup parent_instance;
  FairSettings       *settings;
  GStrv               known; /* every book that may be added */
  GPtrArray          *rows;  /* of the books, then of what adds one */
};

G_DEFINE_FINAL_TYPE (FairBookList, fair_book_list, ADW_TYPE_PREFERENCES_GROUP)

static void rebuild (FairBookList *self);

/* What a button of a book does to the list. */
typedef enum
{
  MOVE_UP,
  MOVE_DOWN,
  REMOVE,
} Change;

static const char *const icons[] = { "go-up-symbolic", "go-down-symbolic", "list-remove-symbolic" };

#define BUTTON_INDEX  "fair-book-index"
#define BUTTON_CHANGE "fair-book-change"

static void
save (FairBookList *self, const char *const *books)
{
  g_autoptr (GError) error = NULL;

  if (!fair_settings_set (self->settings, "books", g_variant_new_strv (books, -1), &error))
    fair_setting_row_tell (GTK_WIDGET (self), error->message);
  rebuild (self);
}

static GtkWidget *
find_button (FairBookList *self, guint index, Change change)
{
  GtkWidget *row = index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;

  return row == NULL ? NULL : g_object_get_data (G_OBJECT (row), icons[change]);
}

/* The focus goes where the book went, so that a key moves it on. */
static void
focus_button (FairBookList *self, guint index, Change change)
{
  GtkWidget *button = find_button (self, index, change);

  if (button == NULL || !gtk_widget_is_sensitive (button))
    button = find_button (self, index, change == MOVE_UP ? MOVE_DOWN : MOVE_UP);
  if (button != NULL && gtk_widget_is_sensitive (button))
    gtk_widget_grab_focus (button);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_button (GtkWidget *button, FairBookList *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), BUTTON_INDEX));
  Change change = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), BUTTON_CHANGE));
  g_auto (GStrv) books = fair_settings_get_strv (self->settings, "books");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  guint other = change == MOVE_UP ? index - 1 : index + 1;
  guint n = g_strv_length (books);

  /* Another process may have made it shorter. */
  if (index >= n || (change != REMOVE && other >= n))
    {
      rebuild (self);
      return;
    }
  for (guint i = 0; i < n; i++)
    if (change != REMOVE)
      g_strv_builder_add (builder, books[i == index ? other : i == other ? index : i]);
    else if (i != index)
      g_strv_builder_add (builder, books[i]);
  changed = g_strv_builder_end (builder);
  save (self, (const char *const *) changed);
  focus_button (self, change == REMOVE ? MIN (index, n - 2) : other, change);
}

static char *
describe (Change change, const char *book)
{
  if (change == MOVE_UP)
    return g_strdup_printf (_("Move %s up"), book);
  return change == MOVE_DOWN ? g_strdup_printf (_("Move %s down"), book) : g_strdup_printf (_("Remove %s"), book);
}

static void
add_button (FairBookList *self, GtkWidget *row, guint index, Change change, gboolean sensitive)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icons[change]);
  g_autofree char *label = describe (change, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, sensitive);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), BUTTON_INDEX, GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), BUTTON_CHANGE, GUINT_TO_POINTER (change));
  g_object_set_data (G_OBJECT (row), icons[change], button);
  g_signal_connect (button, "clicked", G_CALLBACK (on_button), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (FairBookList *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
on_add (GtkWidget *button, FairBookList *self)
{
  g_auto (GStrv) books = fair_settings_get_strv (self->settings, "books");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  const char *name = g_object_get_data (G_OBJECT (button), BUTTON_INDEX);

  g_strv_builder_addv (builder, (const char **) books);
  g_strv_builder_add (builder, name);
  changed = g_strv_builder_end (builder);
  save (self, (const char *const *) changed);
  focus_button (self, g_strv_length (changed) - 1, MOVE_UP);
}

/* What is known and not in the list yet, each with a button of its own. */
static void
add_candidates (FairBookList *self, const char *const *books)
{
  for (guint i = 0; self->known[i] != NULL; i++)
    {
      GtkWidget *row;
      GtkWidget *button;
      g_autofree char *label = NULL;

      if (g_strv_contains (books, self->known[i]))
        continue;
      row = adw_action_row_new ();
      label = g_strdup_printf (_("Add %s"), self->known[i]);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->known[i]);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Taken only where none of the books above has a line"));
      button = gtk_button_new_from_icon_name ("list-add-symbolic");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data_full (G_OBJECT (button), BUTTON_INDEX, g_strdup (self->known[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_add), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      add_row (self, row);
    }
}

static void
rebuild (FairBookList *self)
{
  g_auto (GStrv) books = fair_settings_get_strv (self->settings, "books");
  guint n = g_strv_length (books);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *place = g_strdup_printf ("%u", i + 1);
      GtkWidget *number = gtk_label_new (place);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), books[i]);
      gtk_widget_add_css_class (number, "numeric");
      gtk_widget_add_css_class (number, "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);
      add_button (self, row, i, MOVE_UP, i > 0);
      add_button (self, row, i, MOVE_DOWN, i + 1 < n);
      add_button (self, row, i, REMOVE, n > 1);
      add_row (self, row);
    }
  add_candidates (self, (const char *const *) books);
}

static void
fair_book_list_dispose (GObject *object)
{
  FairBookList *self = FAIR_BOOK_LIST (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->known, g_strfreev);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (fair_book_list_parent_class)->dispose (object);
}

static void
fair_book_list_class_init (FairBookListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_book_list_dispose;
}

static void
fair_book_list_init (FairBookList *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * fair_book_list_set_settings:
 * @known: every book that may be added
 *
 * Shows the books of @settings.
 */
void
fair_book_list_set_settings (FairBookList *self, FairSettings *settings, const char *const *known)
{
  g_autofree char *description = fair_settings_get_description (settings, "books");

  g_set_object (&self->settings, settings);
  g_strfreev (self->known);
  self->known = g_strdupv ((char **) known);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), description);
  rebuild (self);
}
