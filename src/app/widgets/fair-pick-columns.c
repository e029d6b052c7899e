/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-columns.h"

#include "fair-index-row.h"
#include "fair-pick-cell.h"

#include <glib/gi18n-lib.h>

#define SAVE_DELAY   400 /* ms after the last change */
#define CELL_PADDING 12  /* px on both sides together, as in style.css */
#define NO_COLUMN    (-1)

/* How wide a column is at first, in characters, and whether it is shown. */
static const struct
{
  double   chars;
  gboolean shown;
} defaults[FAIR_N_SHEET_COLUMNS] = {
  [FAIR_SHEET_KICKOFF] = { 13, TRUE },  [FAIR_SHEET_MATCHUP] = { 20, TRUE },     [FAIR_SHEET_MARKET] = { 8.5, TRUE },
  [FAIR_SHEET_PICK] = { 18, TRUE },     [FAIR_SHEET_NEWS] = { 28, TRUE },        [FAIR_SHEET_LINE] = { 5.5, TRUE },
  [FAIR_SHEET_BOOK] = { 8, TRUE },      [FAIR_SHEET_PRICE] = { 5.5, TRUE },      [FAIR_SHEET_MODEL] = { 6, TRUE },
  [FAIR_SHEET_EDGE] = { 5.5, TRUE },    [FAIR_SHEET_PROBABILITY] = { 9, TRUE },  [FAIR_SHEET_VALUE] = { 6.5, FALSE },
  [FAIR_SHEET_STAKE] = { 5.5, TRUE },   [FAIR_SHEET_CONFIDENCE] = { 9, FALSE },  [FAIR_SHEET_STATUS] = { 15, TRUE },
};

/* One column: what its callbacks are given. */
typedef struct
{
  FairPickColumns     *owner;
  FairSheetColumn      column;
  GtkColumnViewColumn *object; /* owned */
  gboolean             wanted; /* as the person has it; news are shown only where there are any */
  double               chars;  /* 0: the usual width */
} Slot;

struct _FairPickColumns
{
  GObject              parent_instance;
  GtkColumnView       *view; /* which owns this */
  GSimpleActionGroup  *actions;
  GMenu               *menu;
  GMenu               *sort_menu;
  FairSettings        *settings; /* nullable */
  const FairPickSheet *sheet;    /* nullable; the view's */
  FairOddsFormat       format;
  Slot                 slots[FAIR_N_SHEET_COLUMNS];
  int                  sort; /* a FairSheetColumn or NO_COLUMN */
  gboolean             descending;
  GHashTable          *cells; /* GtkListItem -> Slot: what is on the screen, or near it */
  FairIndexRow        *probes[2];
  int                  probed; /* the first column that was asked to compare the probes */
  gboolean             setting; /* what changes is not the person's doing */
  guint                save;
};

static void queue_save (FairPickColumns *self);

G_DEFINE_FINAL_TYPE (FairPickColumns, fair_pick_columns, G_TYPE_OBJECT)

enum
{
  SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Slot *slot = data;
  GtkWidget *cell = fair_pick_cell_new (slot->column);

  g_object_set_data (G_OBJECT (cell), "fair-item", item);
  gtk_list_item_set_child (item, cell);
}

static void
show_cell (GtkListItem *item, const Slot *slot)
{
  FairIndexRow *index = gtk_list_item_get_item (item);
  const FairSheetRow *row = fair_pick_sheet_row (slot->owner->sheet, fair_index_row_get_number (index));

  fair_pick_cell_show (gtk_list_item_get_child (item), row, slot->column, slot->owner->format);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Slot *slot = data;

  g_hash_table_insert (slot->owner->cells, item, slot);
  show_cell (item, slot);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Slot *slot = data;

  if (slot->owner->cells != NULL)
    g_hash_table_remove (slot->owner->cells, item);
}

/* Is asked only about the probes, by the view's own sorter, which says neither its column nor its direction. */
static int
compare_probes (gconstpointer a, gconstpointer b, gpointer data)
{
  Slot *slot = data;

  if (slot->owner->probed == NO_COLUMN)
    slot->owner->probed = slot->column;
  return 1;
}

/* The menu's switches follow the headers. */
static void
tell_sort (FairPickColumns *self)
{
  GAction *by = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort");
  GAction *descending = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "descending");
  const char *id = self->sort == NO_COLUMN ? "" : fair_sheet_column_id (self->sort);

  g_simple_action_set_state (G_SIMPLE_ACTION (by), g_variant_new_string (id));
  g_simple_action_set_state (G_SIMPLE_ACTION (descending), g_variant_new_boolean (self->descending));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (descending), self->sort != NO_COLUMN);
}

static void
on_sort_changed (GtkSorter *sorter, GtkSorterChange change, gpointer data)
{
  FairPickColumns *self = data;
  GtkOrdering ordering;

  self->probed = NO_COLUMN;
  ordering = gtk_sorter_compare (sorter, self->probes[0], self->probes[1]);
  if (!self->setting && self->probed != NO_COLUMN && self->probed != self->sort && ordering == GTK_ORDERING_LARGER
      && fair_pick_cell_is_numeric (self->probed))
    {
      /* Of numbers people want the biggest first. This comes back here with the other direction. */
      self->sort = self->probed;
      gtk_column_view_sort_by_column (self->view, self->slots[self->probed].object, GTK_SORT_DESCENDING);
      return;
    }
  self->sort = self->probed;
  self->descending = ordering == GTK_ORDERING_SMALLER;
  tell_sort (self);
  queue_save (self);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

static int
char_width (FairPickColumns *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (width / PANGO_SCALE, 1);
}

static void
apply_widths (FairPickColumns *self)
{
  int unit = char_width (self);

  self->setting = TRUE;
  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    {
      double chars = self->slots[i].chars > 0 ? self->slots[i].chars : defaults[i].chars;

      gtk_column_view_column_set_fixed_width (self->slots[i].object, (int) (chars * unit + 0.5) + CELL_PADDING);
    }
  self->setting = FALSE;
}

static void
apply_visibility (FairPickColumns *self)
{
  gboolean news = self->sheet != NULL && fair_pick_sheet_has_news (self->sheet);

  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    gtk_column_view_column_set_visible (self->slots[i].object,
                                        self->slots[i].wanted && (i != FAIR_SHEET_NEWS || news));
}

static void
on_width (GtkColumnViewColumn *object, GParamSpec *pspec, gpointer data)
{
  Slot *slot = data;
  int width = gtk_column_view_column_get_fixed_width (object);

  if (slot->owner->setting || width < 0)
    return;
  slot->chars = MAX ((width - CELL_PADDING) / (double) char_width (slot->owner), 0.5);
  queue_save (slot->owner);
}

static Slot *
find_slot (FairPickColumns *self, const char *id)
{
  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    if (g_str_equal (fair_sheet_column_id (i), id))
      return &self->slots[i];
  return NULL;
}

static Slot *
slot_at (FairPickColumns *self, guint position)
{
  g_autoptr (GtkColumnViewColumn) object
    = g_list_model_get_item (gtk_column_view_get_columns (self->view), position);

  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    if (self->slots[i].object == object)
      return &self->slots[i];
  return NULL;
}

static GVariant *
state_of (FairPickColumns *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbd)"));
  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i++)
    {
      Slot *slot = slot_at (self, i);

      g_variant_builder_add (&builder, "(sbd)", fair_sheet_column_id (slot->column), slot->wanted, slot->chars);
    }
  return g_variant_builder_end (&builder);
}

/**
 * fair_pick_columns_save:
 *
 * Writes what is not written yet.
 */
void
fair_pick_columns_save (FairPickColumns *self)
{
  const char *sort = self->sort == NO_COLUMN ? "" : fair_sheet_column_id (self->sort);

  if (self->save == 0)
    return;
  g_clear_handle_id (&self->save, g_source_remove);
  /* A folder that cannot be written to costs no more than that the table looks as before next time. */
  fair_settings_set (self->settings, "week-columns", state_of (self), NULL);
  fair_settings_set (self->settings, "week-sort", g_variant_new ("(sb)", sort, self->descending), NULL);
}

static gboolean
on_save (gpointer data)
{
  FairPickColumns *self = data;

  fair_pick_columns_save (self);
  return G_SOURCE_REMOVE;
}

static void
queue_save (FairPickColumns *self)
{
  if (self->setting || self->settings == NULL)
    return;
  g_clear_handle_id (&self->save, g_source_remove);
  self->save = g_timeout_add (SAVE_DELAY, on_save, self);
}

static void
on_columns_moved (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  queue_save (data);
}

static void
set_wanted (Slot *slot, gboolean wanted)
{
  const char *id = fair_sheet_column_id (slot->column);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (slot->owner->actions), id);

  slot->wanted = wanted;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (wanted));
}

static void
on_toggle (GSimpleAction *action, GVariant *value, gpointer data)
{
  Slot *slot = data;

  set_wanted (slot, g_variant_get_boolean (value));
  apply_visibility (slot->owner);
  queue_save (slot->owner);
}

static void
on_sort_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  FairPickColumns *self = data;
  Slot *slot = find_slot (self, g_variant_get_string (value, NULL));
  gboolean descending = slot != NULL && fair_pick_cell_is_numeric (slot->column);

  gtk_column_view_sort_by_column (self->view, slot == NULL ? NULL : slot->object,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
on_direction_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  FairPickColumns *self = data;

  if (self->sort == NO_COLUMN)
    return;
  /* It is not the person's first click on a header, which would want the biggest first. */
  self->setting = TRUE;
  gtk_column_view_sort_by_column (self->view, self->slots[self->sort].object,
                                  g_variant_get_boolean (value) ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->setting = FALSE;
  queue_save (self);
}

/* Puts a column into its place among the others; the view forgets what it showed of one that is taken out. */
static void
move_column (FairPickColumns *self, Slot *slot, guint position)
{
  if (slot_at (self, position) != slot)
    gtk_column_view_insert_column (self->view, position, slot->object);
}

static void
reset (FairPickColumns *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    {
      self->slots[i].chars = 0;
      set_wanted (&self->slots[i], defaults[i].shown);
      move_column (self, &self->slots[i], i);
    }
  apply_widths (self);
  apply_visibility (self);
  self->setting = FALSE;
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairPickColumns *self = data;

  reset (self);
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  queue_save (self);
}

static void
load_order (FairPickColumns *self)
{
  g_autoptr (GVariant) state = fair_settings_get (self->settings, "week-columns");
  GVariantIter iter;
  const char *id;
  gboolean shown;
  double chars;
  guint position = 0;

  g_variant_iter_init (&iter, state);
  while (g_variant_iter_next (&iter, "(&sbd)", &id, &shown, &chars))
    {
      Slot *slot = find_slot (self, id);

      if (slot == NULL)
        continue;
      slot->chars = chars > 0 && chars < 500 ? chars : 0;
      set_wanted (slot, shown);
      move_column (self, slot, position++);
    }
}

static void
load_sort (FairPickColumns *self)
{
  g_autoptr (GVariant) state = fair_settings_get (self->settings, "week-sort");
  const char *id;
  gboolean descending;
  Slot *slot;

  g_variant_get (state, "(&sb)", &id, &descending);
  slot = find_slot (self, id);
  gtk_column_view_sort_by_column (self->view, slot == NULL ? NULL : slot->object,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
add_column (FairPickColumns *self, FairSheetColumn column)
{
  Slot *slot = &self->slots[column];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_probes, slot, NULL));
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (fair_sheet_column_id (column), NULL,
                                                                  g_variant_new_boolean (defaults[column].shown));
  g_autofree char *name = g_strconcat ("picks.", fair_sheet_column_id (column), NULL);
  g_autofree char *sort = g_strdup_printf ("picks.sort::%s", fair_sheet_column_id (column));

  *slot = (Slot) { .owner = self, .column = column, .wanted = defaults[column].shown };
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), slot);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), slot);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), slot);
  slot->object = gtk_column_view_column_new (fair_sheet_column_title (column), factory);
  gtk_column_view_column_set_sorter (slot->object, sorter);
  gtk_column_view_column_set_resizable (slot->object, TRUE);
  gtk_column_view_column_set_expand (slot->object, column == FAIR_SHEET_MATCHUP);
  gtk_column_view_column_set_header_menu (slot->object, G_MENU_MODEL (self->menu));
  gtk_column_view_append_column (self->view, slot->object);
  g_signal_connect (slot->object, "notify::fixed-width", G_CALLBACK (on_width), slot);
  g_signal_connect (action, "change-state", G_CALLBACK (on_toggle), slot);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (self->menu, fair_sheet_column_title (column), name);
  g_menu_append (self->sort_menu, fair_sheet_column_title (column), sort);
}

/* A header says what its numbers are, and stands over them. */
static void
dress_headers (FairPickColumns *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header == NULL ? NULL : gtk_widget_get_first_child (header);

  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS && title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      gtk_widget_set_tooltip_text (title, fair_sheet_column_meaning (i));
      if (box != NULL && fair_pick_cell_is_numeric (i))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
    }
}

static void
fair_pick_columns_dispose (GObject *object)
{
  FairPickColumns *self = FAIR_PICK_COLUMNS (object);

  g_clear_handle_id (&self->save, g_source_remove);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (self->view), self);
    }
  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    if (self->slots[i].object != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->slots[i].object, &self->slots[i]);
        g_clear_object (&self->slots[i].object);
      }
  self->view = NULL;
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_object (&self->menu);
  g_clear_object (&self->sort_menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->probes[0]);
  g_clear_object (&self->probes[1]);
  G_OBJECT_CLASS (fair_pick_columns_parent_class)->dispose (object);
}

static void
fair_pick_columns_class_init (FairPickColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_pick_columns_dispose;
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", FAIR_TYPE_PICK_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
fair_pick_columns_init (FairPickColumns *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->menu = g_menu_new ();
  self->sort_menu = g_menu_new ();
  self->sort = NO_COLUMN;
  self->probes[0] = fair_index_row_new (0);
  self->probes[1] = fair_index_row_new (1);
}

static void
add_direction (FairPickColumns *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _("_Descending"), "picks.descending");
  g_menu_append_section (self->sort_menu, NULL, G_MENU_MODEL (section));
}

/**
 * fair_pick_columns_new:
 * @view: which keeps this object; without columns so far
 * @actions: gets a switch for each column, “sort”, “descending” and “reset-columns”
 */
FairPickColumns *
fair_pick_columns_new (GtkColumnView *view, GSimpleActionGroup *actions)
{
  FairPickColumns *self = g_object_new (FAIR_TYPE_PICK_COLUMNS, NULL);
  const GActionEntry entries[] = {
    { .name = "reset-columns", .activate = on_reset },
    { .name = "sort", .parameter_type = "s", .state = "''", .change_state = on_sort_action },
    { .name = "descending", .state = "false", .change_state = on_direction_action },
  };
  g_autoptr (GMenu) last = g_menu_new ();

  self->view = view;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < FAIR_N_SHEET_COLUMNS; i++)
    add_column (self, i);
  g_menu_append (last, _("_Reset Columns"), "picks.reset-columns");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (last));
  add_direction (self);
  dress_headers (self);
  apply_visibility (self);
  g_signal_connect (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (on_sort_changed), self);
  g_signal_connect (gtk_column_view_get_columns (view), "items-changed", G_CALLBACK (on_columns_moved), self);
  return self;
}

/**
 * fair_pick_columns_set_settings:
 *
 * Lets the columns look as they did last time.
 */
void
fair_pick_columns_set_settings (FairPickColumns *self, FairSettings *settings)
{
  fair_pick_columns_save (self);
  g_set_object (&self->settings, settings);
  reset (self);
  if (settings == NULL)
    return;
  self->setting = TRUE;
  load_order (self);
  apply_widths (self);
  self->setting = TRUE;
  apply_visibility (self);
  load_sort (self);
  self->setting = FALSE;
}

/**
 * fair_pick_columns_set_sheet:
 * @sheet: (nullable) (transfer none): what the cells show; the caller arranges its rows after this
 */
void
fair_pick_columns_set_sheet (FairPickColumns *self, const FairPickSheet *sheet)
{
  self->sheet = sheet;
  apply_visibility (self);
}

/**
 * fair_pick_columns_refresh:
 *
 * Shows the rows again after they were arranged anew.
 */
void
fair_pick_columns_refresh (FairPickColumns *self)
{
  GHashTableIter cells;
  gpointer item;
  gpointer slot;

  g_hash_table_iter_init (&cells, self->cells);
  while (g_hash_table_iter_next (&cells, &item, &slot))
    show_cell (item, slot);
}

void
fair_pick_columns_set_format (FairPickColumns *self, FairOddsFormat format)
{
  self->format = format;
}

FairOddsFormat
fair_pick_columns_get_format (FairPickColumns *self)
{
  return self->format;
}

/**
 * fair_pick_columns_get_sort:
 *
 * Returns: whether the table is sorted, and if so by what
 */
gboolean
fair_pick_columns_get_sort (FairPickColumns *self, FairSheetColumn *column, gboolean *descending)
{
  if (self->sort == NO_COLUMN)
    return FALSE;
  *column = self->sort;
  *descending = self->descending;
  return TRUE;
}

/**
 * fair_pick_columns_get_shown:
 * @out: (out): the columns that are shown, in their order
 *
 * Returns: how many they are
 */
guint
fair_pick_columns_get_shown (FairPickColumns *self, FairSheetColumn out[FAIR_N_SHEET_COLUMNS])
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i++)
    {
      Slot *slot = slot_at (self, i);

      if (gtk_column_view_column_get_visible (slot->object))
        out[n++] = slot->column;
    }
  return n;
}

GMenuModel *
fair_pick_columns_get_menu (FairPickColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

/**
 * fair_pick_columns_get_sort_menu:
 *
 * Returns: (transfer none): what a click on a header does, for those who have no pointer
 */
GMenuModel *
fair_pick_columns_get_sort_menu (FairPickColumns *self)
{
  return G_MENU_MODEL (self->sort_menu);
}
