/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-view.h"

#include "fair-compat.h"
#include "fair-index-model.h"
#include "fair-pick-cell.h"
#include "fair-pick-columns.h"

struct _FairPickView
{
  AdwBin              parent_instance;
  GtkColumnView      *view;
  GMenuModel         *row_menu;
  GtkWidget          *popover; /* made by the first secondary click */
  GSimpleActionGroup *actions;
  FairPickColumns    *columns;
  FairIndexModel     *rows;
  GtkSelectionModel  *selection;
  FairSettings       *settings; /* nullable */
  FairPickSheet      *sheet;    /* nullable */
  gboolean            picks_only;
  char               *conference; /* nullable */
  char               *words;      /* nullable */
  gboolean            arranging;  /* the selection changes, but not by the person */
};

G_DEFINE_FINAL_TYPE (FairPickView, fair_pick_view, ADW_TYPE_BIN)

enum
{
  GAME_ACTIVATED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const FairPick *
pick_at (FairPickView *self, guint position)
{
  return &fair_pick_sheet_row (self->sheet, fair_index_model_get_row (self->rows, position))->pick;
}

/* The row numbers that are selected, in the order shown. */
static GArray *
selected_rows (FairPickView *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->selection);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      guint row = fair_index_model_get_row (self->rows, position);

      g_array_append_val (rows, row);
    }
  return rows;
}

static void
select_rows (FairPickView *self, GArray *rows)
{
  g_autoptr (GtkBitset) set = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));

  for (guint i = 0; i < rows->len; i++)
    {
      guint position = fair_index_model_find (self->rows, g_array_index (rows, guint, i));

      if (position != FAIR_NO_POSITION)
        gtk_bitset_add (set, position);
    }
  gtk_selection_model_set_selection (self->selection, set, mask);
}

/* Arranges the rows and selects @selected of them. */
static void
arrange_and_select (FairPickView *self, GArray *selected)
{
  FairSheetFilter filter = { self->picks_only, self->conference, self->words };
  guint n_rows = self->sheet == NULL ? 0 : fair_pick_sheet_n_rows (self->sheet);
  g_autofree double *keys = NULL;
  g_autofree guint8 *shown = NULL;
  FairSheetColumn column;
  gboolean descending = FALSE;

  if (n_rows > 0 && fair_pick_columns_get_sort (self->columns, &column, &descending))
    keys = fair_pick_sheet_keys (self->sheet, column);
  if (n_rows > 0)
    shown = fair_pick_sheet_match (self->sheet, &filter);
  self->arranging = TRUE;
  fair_index_model_arrange (self->rows, n_rows, keys, descending, shown);
  fair_pick_columns_refresh (self->columns);
  select_rows (self, selected);
  self->arranging = FALSE;
}

static void
arrange (FairPickView *self)
{
  g_autoptr (GArray) selected = selected_rows (self);

  arrange_and_select (self, selected);
}

static void
on_sort_changed (FairPickColumns *columns, gpointer data)
{
  arrange (data);
}

static void
on_selection_changed (GtkSelectionModel *selection, guint position, guint n, gpointer data)
{
  FairPickView *self = data;

  if (!self->arranging)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_activate (GtkColumnView *view, guint position, FairPickView *self)
{
  g_signal_emit (self, signals[GAME_ACTIVATED], 0, pick_at (self, position)->game_id);
}

/* The text under a point of the table; the pointer may be over the padding beside it. */
static GtkWidget *
cell_at (FairPickView *self, double x, double y)
{
  GtkWidget *cell = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *inner = cell == NULL ? NULL : gtk_widget_get_first_child (cell);

  if (cell != NULL && g_object_get_data (G_OBJECT (cell), "fair-item") != NULL)
    return cell;
  return inner != NULL && g_object_get_data (G_OBJECT (inner), "fair-item") != NULL ? inner : NULL;
}

/* What is cut off is told. (A tooltip of each cell's own would ask the display for the pointer at every change.) */
static gboolean
on_query_tooltip (GtkWidget *view, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  GtkWidget *cell = keyboard ? NULL : cell_at (data, x, y);

  if (cell == NULL || !fair_pick_cell_is_cut (cell))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  return TRUE;
}

/* Shows the rows' menu at a point of @widget. */
static void
show_menu (FairPickView *self, GtkWidget *widget, double x, double y)
{
  double own_x = 0;
  double own_y = 0;

  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->row_menu);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    }
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (self), x, y, &own_x, &own_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { own_x, own_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_secondary_click (GtkGestureClick *gesture, int n, double x, double y, FairPickView *self)
{
  GtkWidget *cell = cell_at (self, x, y);
  guint position;

  if (cell == NULL)
    return;
  position = gtk_list_item_get_position (g_object_get_data (G_OBJECT (cell), "fair-item"));
  if (!gtk_selection_model_is_selected (self->selection, position))
    gtk_selection_model_select_item (self->selection, position, TRUE);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, GTK_WIDGET (self->view), x, y);
}

/* The menu key and Shift+F10. */
static gboolean
on_menu_key (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  FairPickView *self = FAIR_PICK_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  if (focus == NULL || fair_pick_view_get_game (self) == 0)
    return FALSE;
  show_menu (self, focus, 24, gtk_widget_get_height (focus));
  return TRUE;
}

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fair_pick_view_copy (data, g_str_equal (g_action_get_name (G_ACTION (action)), "copy-csv"));
}

static void
on_open_game (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairPickView *self = data;
  gint64 game = fair_pick_view_get_game (self);

  if (game != 0)
    g_signal_emit (self, signals[GAME_ACTIVATED], 0, game);
}

static void
fair_pick_view_dispose (GObject *object)
{
  FairPickView *self = FAIR_PICK_VIEW (object);

  if (self->columns != NULL)
    {
      fair_pick_columns_save (self->columns);
      g_signal_handlers_disconnect_by_data (self->columns, self);
    }
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (fair_pick_view_parent_class)->dispose (object);
}

static void
fair_pick_view_finalize (GObject *object)
{
  FairPickView *self = FAIR_PICK_VIEW (object);

  g_clear_pointer (&self->sheet, fair_pick_sheet_free);
  g_free (self->conference);
  g_free (self->words);
  G_OBJECT_CLASS (fair_pick_view_parent_class)->finalize (object);
}

static void
fair_pick_view_class_init (FairPickViewClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_pick_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_pick_view_finalize;
  signals[GAME_ACTIVATED] = g_signal_new ("game-activated", FAIR_TYPE_PICK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", FAIR_TYPE_PICK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-pick-view.ui");
  gtk_widget_class_bind_template_child (widget, FairPickView, view);
  gtk_widget_class_bind_template_child (widget, FairPickView, row_menu);
  gtk_widget_class_bind_template_callback (widget, on_activate);
  gtk_widget_class_bind_template_callback (widget, on_secondary_click);
  gtk_widget_class_add_binding (widget, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
}

static void
fair_pick_view_init (FairPickView *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy", .activate = on_copy },
    { .name = "copy-csv", .activate = on_copy },
    { .name = "open-game", .activate = on_open_game },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->columns = fair_pick_columns_new (self->view, self->actions);
  g_signal_connect (self->columns, "sort-changed", G_CALLBACK (on_sort_changed), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "picks", G_ACTION_GROUP (self->actions));
  self->rows = fair_index_model_new ();
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self);
  gtk_column_view_set_model (self->view, self->selection);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->view), TRUE);
  g_signal_connect (self->view, "query-tooltip", G_CALLBACK (on_query_tooltip), self);
}

/**
 * fair_pick_view_set_settings:
 * @settings: (nullable): where columns and sort are remembered
 */
void
fair_pick_view_set_settings (FairPickView *self, FairSettings *settings)
{
  g_set_object (&self->settings, settings);
  fair_pick_columns_set_settings (self->columns, settings);
}

static FairOddsFormat
load_format (FairPickView *self)
{
  g_autofree char *text = self->settings == NULL ? NULL : fair_settings_get_string (self->settings, "odds-format");
  FairOddsFormat format;

  fair_odds_format_parse (text, &format);
  return format;
}

/* The same markets of the same games, in another sheet. */
static GArray *
find_again (GArray *rows, const FairPickSheet *before, const FairPickSheet *after)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < rows->len; i++)
    {
      const FairPick *old = &fair_pick_sheet_row (before, g_array_index (rows, guint, i))->pick;

      for (guint j = 0; j < fair_pick_sheet_n_rows (after); j++)
        if (fair_pick_sheet_row (after, j)->pick.game_id == old->game_id
            && fair_pick_sheet_row (after, j)->pick.market == old->market)
          g_array_append_val (found, j);
    }
  return found;
}

/**
 * fair_pick_view_set_sheet:
 * @sheet: (nullable) (transfer full): what is shown from now on
 *
 * What was selected stays so where it is in @sheet, too.
 */
void
fair_pick_view_set_sheet (FairPickView *self, FairPickSheet *sheet)
{
  g_autoptr (FairPickSheet) before = self->sheet;
  g_autoptr (GArray) selected = selected_rows (self);
  g_autoptr (GArray) again = before == NULL || sheet == NULL ? g_array_new (FALSE, FALSE, sizeof (guint))
                                                             : find_again (selected, before, sheet);

  self->sheet = sheet;
  fair_pick_columns_set_format (self->columns, load_format (self));
  fair_pick_columns_set_sheet (self->columns, sheet);
  arrange_and_select (self, again);
}

/**
 * fair_pick_view_set_filter:
 *
 * Shows only what @filter lets through; it is copied.
 */
void
fair_pick_view_set_filter (FairPickView *self, const FairSheetFilter *filter)
{
  self->picks_only = filter->picks_only;
  g_free (self->conference);
  self->conference = g_strdup (filter->conference);
  g_free (self->words);
  self->words = g_strdup (filter->words);
  arrange (self);
}

guint
fair_pick_view_n_shown (FairPickView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/**
 * fair_pick_view_get_game:
 *
 * Returns: the game of the first selected row, or 0
 */
gint64
fair_pick_view_get_game (FairPickView *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->selection);

  return gtk_bitset_is_empty (set) ? 0 : pick_at (self, gtk_bitset_get_minimum (set))->game_id;
}

/**
 * fair_pick_view_select_game:
 *
 * Selects the game's first row, its pick before its passes, and brings it into view.
 *
 * Returns: whether it is shown
 */
gboolean
fair_pick_view_select_game (FairPickView *self, gint64 game)
{
  guint best = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < fair_pick_view_n_shown (self); i++)
    if (pick_at (self, i)->game_id == game
        && (best == GTK_INVALID_LIST_POSITION || (pick_at (self, i)->is_pick && !pick_at (self, best)->is_pick)))
      best = i;
  if (best == GTK_INVALID_LIST_POSITION)
    return FALSE;
  gtk_selection_model_select_item (self->selection, best, TRUE);
  fair_compat_scroll_to_row (self->view, best);
  return TRUE;
}

/**
 * fair_pick_view_unselect:
 *
 * Returns: whether something was selected
 */
gboolean
fair_pick_view_unselect (FairPickView *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->selection);

  return !gtk_bitset_is_empty (set) && gtk_selection_model_unselect_all (self->selection);
}

/**
 * fair_pick_view_copy:
 * @csv: as CSV with a header; else tab-separated, as a spreadsheet takes it
 *
 * Puts the visible columns of the selected rows onto the clipboard.
 *
 * Returns: whether rows were selected
 */
gboolean
fair_pick_view_copy (FairPickView *self, gboolean csv)
{
  g_autoptr (GArray) rows = selected_rows (self);
  g_autoptr (GdkContentProvider) content = NULL;
  FairSheetColumn columns[FAIR_N_SHEET_COLUMNS];
  guint n_columns = fair_pick_columns_get_shown (self->columns, columns);
  g_autofree char *tsv = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GdkContentProvider *parts[2];

  if (rows->len == 0)
    return FALSE;
  tsv = fair_pick_sheet_to_tsv (self->sheet, (const guint *) (gpointer) rows->data, rows->len, columns, n_columns,
                                fair_pick_columns_get_format (self->columns));
  bytes = fair_pick_sheet_to_csv (self->sheet, (const guint *) (gpointer) rows->data, rows->len, columns, n_columns);
  if (csv)
    {
      g_free (tsv);
      tsv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  /* Whoever asks for CSV gets it, whoever asks for text gets what was chosen. */
  parts[0] = gdk_content_provider_new_typed (G_TYPE_STRING, tsv);
  parts[1] = gdk_content_provider_new_for_bytes ("text/csv", bytes);
  content = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  return gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

/**
 * fair_pick_view_export:
 *
 * Returns: (transfer full) (nullable): the rows and columns that are shown, as they are sorted, as CSV; NULL without a
 *   table
 */
GBytes *
fair_pick_view_export (FairPickView *self)
{
  FairSheetColumn columns[FAIR_N_SHEET_COLUMNS];
  guint n_columns = fair_pick_columns_get_shown (self->columns, columns);
  guint n_rows;
  const guint *rows = fair_index_model_get_rows (self->rows, &n_rows);

  return self->sheet == NULL ? NULL : fair_pick_sheet_to_csv (self->sheet, rows, n_rows, columns, n_columns);
}

/**
 * fair_pick_view_get_actions:
 *
 * Returns: (transfer none): the group “picks”, for menus outside the table
 */
GActionGroup *
fair_pick_view_get_actions (FairPickView *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * fair_pick_view_get_columns:
 *
 * Returns: (transfer none): a menu that shows and hides columns
 */
GMenuModel *
fair_pick_view_get_columns (FairPickView *self)
{
  return fair_pick_columns_get_menu (self->columns);
}

/**
 * fair_pick_view_get_sorts:
 *
 * Returns: (transfer none): a menu that sorts the table
 */
GMenuModel *
fair_pick_view_get_sorts (FairPickView *self)
{
  return fair_pick_columns_get_sort_menu (self->columns);
}

/**
 * fair_pick_view_focus:
 *
 * Moves the keyboard into the rows.
 */
void
fair_pick_view_focus (FairPickView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
