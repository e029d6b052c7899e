/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings-page.h"

#include "fair-compat.h"
#include "fair-csv.h"
#include "fair-export.h"
#include "fair-rating-item.h"
#include "fair-reading-cache.h"
#include "fair-team-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_TEAM (-1)

struct _FairRatingsPage
{
  FairPage            parent_instance;
  GtkStack           *stack;
  GtkSearchEntry     *search;
  GtkLabel           *summary;
  GtkStack           *found;
  GtkColumnView      *view;
  FairTeamView       *team_view;
  GListStore         *items; /* of FairRatingItem */
  GtkFilterListModel *filtered;
  GtkFilter          *filter;
  GtkSortListModel   *sorted;
  GtkMultiSelection  *selection;
  GArray             *history; /* of FairDatedRating; nullable */
  GCancellable       *cancellable; /* nullable */
  gint64              team;        /* that is open or shall be, or NO_TEAM */
};

G_DEFINE_FINAL_TYPE (FairRatingsPage, fair_ratings_page, FAIR_TYPE_PAGE)

/* What the history is made from, on the reading thread. */
typedef struct
{
  FairSnapshot *snapshot;
  gint64        now;
} Order;

static void
order_free (Order *order)
{
  fair_snapshot_unref (order->snapshot);
  g_free (order);
}

static gboolean
matches_search (gpointer item, gpointer data)
{
  FairRatingsPage *self = data;
  const FairRatingRow *row = fair_rating_item_get_row (item);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *words == '\0' || g_str_match_string (words, row->school, TRUE)
         || (row->conference != NULL && g_str_match_string (words, row->conference, TRUE));
}

static void
update_found (FairRatingsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *text = NULL;

  gtk_stack_set_visible_child_name (self->found, n == 0 && self->history != NULL ? "none" : "table");
  if (self->history == NULL)
    return;
  text = g_strdup_printf (ngettext ("%u team · points against an average FBS team on a neutral field",
                                    "%u teams · points against an average FBS team on a neutral field", n),
                          n);
  gtk_label_set_label (self->summary, text);
}

static void
on_search (GtkSearchEntry *entry, FairRatingsPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_found (self);
}

static void
on_clear_search (GtkWidget *widget, FairRatingsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_text = fair_rating_column_is_text (GPOINTER_TO_INT (column));

  gtk_label_set_xalign (GTK_LABEL (label), is_text ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), is_text ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (!is_text)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  g_autofree char *text = fair_rating_item_to_text (gtk_list_item_get_item (item), GPOINTER_TO_INT (column));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer column)
{
  return fair_rating_item_compare ((FairRatingItem *) a, (FairRatingItem *) b, GPOINTER_TO_INT (column));
}

static void
add_column (FairRatingsPage *self, FairRatingColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = gtk_column_view_column_new (fair_rating_column_title (column), factory);
  g_autoptr (GtkSorter) sorter
    = GTK_SORTER (gtk_custom_sorter_new (compare_items, GINT_TO_POINTER (column), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GINT_TO_POINTER (column));
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_expand (made, fair_rating_column_is_text (column));
  gtk_column_view_append_column (self->view, made);
  if (!fair_rating_column_is_text (column))
    fair_compat_align_title (self->view, column);
}

/* Who sorts wants to see the first row, not the one that was on the screen. */
static void
on_sorted (GtkSorter *sorter, GtkSorterChange change, FairRatingsPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) > 0)
    fair_compat_scroll_to_row (self->view, 0);
}

static FairRatingItem *
find_item (FairRatingsPage *self, gint64 team)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FairRatingItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (fair_rating_item_get_row (item)->rating.team_id == team)
        return item; /* the store keeps it */
    }
  return NULL;
}

static void
show_team (FairRatingsPage *self)
{
  FairRatingItem *item = self->team == NO_TEAM ? NULL : find_item (self, self->team);
  FairSnapshot *snapshot = fair_page_get_snapshot (FAIR_PAGE (self));

  if (self->history == NULL || snapshot == NULL)
    return;
  if (item == NULL && self->team != NO_TEAM)
    {
      self->team = NO_TEAM;
      fair_page_tell (FAIR_PAGE (self), _("That team is not rated: it does not play in the FBS."));
    }
  if (item != NULL)
    fair_team_view_show (self->team_view, snapshot, self->history, fair_rating_item_get_row (item),
                         fair_session_now (fair_page_get_session (FAIR_PAGE (self))));
  gtk_stack_set_visible_child_name (self->stack, item == NULL ? "filled" : "team");
}

static void
on_activate (GtkColumnView *view, guint position, FairRatingsPage *self)
{
  g_autoptr (FairRatingItem) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

  self->team = fair_rating_item_get_row (item)->rating.team_id;
  show_team (self);
}

static void
on_back (GtkButton *button, FairRatingsPage *self)
{
  fair_page_leave (FAIR_PAGE (self));
}

static gpointer
make_history (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  const Order *order = data;
  FairModelCache cache = fair_reading_cache (store);
  const FairBook *book = order->snapshot->book;

  if (store == NULL)
    return NULL;
  return fair_forecast_history (book, fair_book_first_season (book) + 1, order->now, &cache, cancellable, error);
}

static void
fill (FairRatingsPage *self, FairSnapshot *snapshot)
{
  g_autoptr (GArray) table = fair_rating_table_new (snapshot->book, self->history);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < table->len; i++)
    g_ptr_array_add (items, fair_rating_item_new (&g_array_index (table, FairRatingRow, i)));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  update_found (self);
  show_team (self);
}

static void
on_history (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairRatingsPage) self = data;
  g_autoptr (GError) error = NULL;
  GArray *history = fair_session_read_finish (FAIR_SESSION (source), result, &error);
  FairSnapshot *snapshot = fair_page_get_snapshot (FAIR_PAGE (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    fair_page_tell (FAIR_PAGE (self), error->message);
  if (history == NULL)
    return;
  g_clear_pointer (&self->history, g_array_unref);
  self->history = history;
  if (snapshot != NULL && history->len > 0)
    fill (self, snapshot);
}

static void
fair_ratings_page_show (FairPage *page, FairSnapshot *snapshot)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);
  FairSession *session = fair_page_get_session (page);
  gboolean rated = snapshot != NULL && snapshot->ratings->len > 0;
  Order *order;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!rated)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  if (self->history == NULL)
    {
      gtk_label_set_label (self->summary, _("Working out every week's ratings…"));
      gtk_stack_set_visible_child_name (self->stack, "filled");
    }
  self->cancellable = g_cancellable_new ();
  order = g_new0 (Order, 1);
  *order = (Order) { fair_snapshot_ref (snapshot), snapshot->ratings_frozen_at };
  fair_session_read_async (session, make_history, order, (GDestroyNotify) order_free, self->cancellable, on_history,
                           g_object_ref (self));
}

static gboolean
fair_ratings_page_search (FairPage *page)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);

  if (self->history == NULL)
    return FALSE;
  self->team = NO_TEAM;
  show_team (self);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
fair_ratings_page_leave (FairPage *page)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);

  if (self->team != NO_TEAM)
    {
      self->team = NO_TEAM;
      show_team (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return TRUE;
    }
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  return TRUE;
}

static void
fair_ratings_page_open (FairPage *page, gint64 id)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);

  self->team = id;
  show_team (self);
}

/* The selected rows as they stand on the screen, with tabs between their cells. */
static char *
selected_rows (FairRatingsPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  for (FairRatingColumn column = 0; column < FAIR_N_RATING_COLUMNS; column++)
    g_string_append_printf (text, "%s%s", fair_rating_column_title (column),
                            column + 1 == FAIR_N_RATING_COLUMNS ? "\n" : "\t");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FairRatingItem) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
        continue;
      for (FairRatingColumn column = 0; column < FAIR_N_RATING_COLUMNS; column++)
        {
          g_autofree char *cell = fair_rating_item_to_text (item, column);

          g_string_append_printf (text, "%s%c", cell, column + 1 == FAIR_N_RATING_COLUMNS ? '\n' : '\t');
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
fair_ratings_page_copy (FairPage *page)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autofree char *text = NULL;

  if (self->history == NULL || gtk_bitset_is_empty (selected))
    return FALSE;
  text = selected_rows (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  fair_page_tell (page, _("Copied the selected teams."));
  return TRUE;
}

static void
write_item (FairCsvWriter *writer, const FairRatingRow *row)
{
  fair_csv_writer_integer (writer, row->rank);
  fair_csv_writer_text (writer, row->school);
  fair_csv_writer_text (writer, row->conference == NULL ? "" : row->conference);
  fair_csv_writer_number (writer, row->rating.overall, 3);
  fair_csv_writer_number (writer, row->change, 3);
  fair_csv_writer_number (writer, row->rating.offense, 3);
  fair_csv_writer_number (writer, row->rating.defense, 3);
  fair_csv_writer_number (writer, row->rating.overall_sd, 3);
  fair_csv_writer_end_row (writer);
}

static GBytes *
to_csv (FairRatingsPage *self)
{
  static const char *const header[]
    = { "rank", "team", "conference", "overall", "change", "offense", "defense", "overall_sd", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FairRatingItem) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      write_item (writer, fair_rating_item_get_row (item));
    }
  return fair_csv_writer_finish (writer);
}

static gboolean
fair_ratings_page_export (FairPage *page)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (page);
  g_autoptr (GBytes) csv = NULL;

  if (self->history == NULL)
    return FALSE;
  csv = to_csv (self);
  fair_export_csv (GTK_WIDGET (page), "ratings.csv", csv);
  return TRUE;
}

static void
fair_ratings_page_dispose (GObject *object)
{
  FairRatingsPage *self = FAIR_RATINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->history, g_array_unref);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (fair_ratings_page_parent_class)->dispose (object);
}

static void
fair_ratings_page_class_init (FairRatingsPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);
  FairPageClass *page = FAIR_PAGE_CLASS (klass);

  g_type_ensure (FAIR_TYPE_TEAM_VIEW);
  G_OBJECT_CLASS (klass)->dispose = fair_ratings_page_dispose;
  page->show = fair_ratings_page_show;
  page->search = fair_ratings_page_search;
  page->copy = fair_ratings_page_copy;
  page->export_rows = fair_ratings_page_export;
  page->leave = fair_ratings_page_leave;
  page->open = fair_ratings_page_open;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-ratings-page.ui");
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, stack);
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, search);
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, summary);
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, found);
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, view);
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, team_view);
  gtk_widget_class_bind_template_callback (widget, on_search);
  gtk_widget_class_bind_template_callback (widget, on_clear_search);
  gtk_widget_class_bind_template_callback (widget, on_activate);
  gtk_widget_class_bind_template_callback (widget, on_back);
}

static void
fair_ratings_page_init (FairRatingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->team = NO_TEAM;
  self->items = g_list_store_new (FAIR_TYPE_RATING_ITEM);
  for (FairRatingColumn column = 0; column < FAIR_N_RATING_COLUMNS; column++)
    add_column (self, column);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_search, self, NULL));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), self->filter);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (on_sorted), self,
                           G_CONNECT_AFTER);
}
