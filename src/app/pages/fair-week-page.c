/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week-page.h"

#include "fair-export.h"
#include "fair-game-panel.h"
#include "fair-pick-view.h"
#include "fair-side-pane.h"
#include "fair-week-chooser.h"

#include <glib/gi18n-lib.h>

#define PATIENCE 400 /* ms before a store that is still being read looks empty */

/* What the button of an empty table does. */
typedef enum
{
  WAY_RUN,
  WAY_ALL_GAMES,
  WAY_NO_FILTER,
  WAY_AGAIN,
} Way;

struct _FairWeekPage
{
  FairPage         parent_instance;
  GtkStack        *stack;
  GtkStack        *content;
  FairWeekChooser *chooser;
  GtkToggleButton *picks_only;
  GtkToggleButton *all_games;
  GtkDropDown     *conferences;
  GtkEditable     *search;
  GtkMenuButton   *table_button;
  GMenu           *table_menu;
  GtkLabel        *kind;
  GtkLabel        *about;
  FairSidePane    *pane;
  FairPickView    *view;
  AdwStatusPage   *nothing;
  GtkButton       *way;
  FairGamePanel   *panel; /* the pane's; NULL before the first game is opened */

  Way           way_kind;
  gboolean      chosen;      /* the person, not the page, took the week that is shown */
  GArray       *lines;       /* nullable; of FairRepricedPick, of the last refresh */
  GArray       *provisional; /* nullable; of FairPick, while a first load goes on */
  GCancellable *reading;     /* nullable */
  gint64        wanted_game; /* to be selected when the table has come; 0: none */
  gboolean      filling;     /* the conferences change, but not by the person */
  guint         n_rows;      /* of the table, shown or not */
  guint         patience;
};

G_DEFINE_FINAL_TYPE (FairWeekPage, fair_week_page, FAIR_TYPE_PAGE)

static FairSettings *
settings_of (FairWeekPage *self)
{
  FairSession *session = fair_page_get_session (FAIR_PAGE (self));

  return session == NULL ? NULL : fair_session_get_settings (session);
}

/* The empty table's sentence, and the one way on. */
static void
show_nothing (FairWeekPage *self, const char *title, const char *description, Way way, const char *label)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  self->way_kind = way;
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, escaped);
  gtk_button_set_label (self->way, label);
  gtk_stack_set_visible_child_name (self->content, "nothing");
}

static void
show_table (FairWeekPage *self)
{
  const char *words = gtk_editable_get_text (self->search);

  if (fair_pick_view_n_shown (self->view) > 0 || self->n_rows == 0)
    gtk_stack_set_visible_child_name (self->content, "table");
  else if (*words != '\0' || gtk_drop_down_get_selected (self->conferences) > 0)
    show_nothing (self, _("Nothing Matches"), _("No row has all of these words in this conference."), WAY_NO_FILTER,
                  _("_Clear the Filters"));
  else
    show_nothing (self, _("No Picks This Week"),
                  _("Every game was passed. The reasons stand beside each of them."), WAY_ALL_GAMES,
                  _("Show _All Games"));
}

static const char *
chosen_conference (FairWeekPage *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->conferences);

  return item == NULL || gtk_drop_down_get_selected (self->conferences) == 0 ? NULL
                                                                             : gtk_string_object_get_string (item);
}

static void
filter (FairWeekPage *self)
{
  FairSheetFilter wanted = { gtk_toggle_button_get_active (self->picks_only), chosen_conference (self),
                             gtk_editable_get_text (self->search) };

  fair_pick_view_set_filter (self->view, &wanted);
  show_table (self);
}

static void
on_mode (GtkToggleButton *button, FairWeekPage *self)
{
  FairSettings *settings = settings_of (self);

  if (!self->filling && settings != NULL)
    fair_settings_set (settings, "week-picks-only", g_variant_new_boolean (gtk_toggle_button_get_active (button)),
                       NULL);
  if (!self->filling && self->n_rows > 0)
    filter (self);
}

static void
on_conference (GtkDropDown *conferences, GParamSpec *pspec, FairWeekPage *self)
{
  if (!self->filling)
    filter (self);
}

static void
on_search (GtkSearchEntry *entry, FairWeekPage *self)
{
  if (self->n_rows > 0)
    filter (self);
}

static void
on_stop_search (GtkSearchEntry *entry, FairWeekPage *self)
{
  gtk_editable_set_text (self->search, "");
  fair_pick_view_focus (self->view);
}

static void
on_search_done (GtkSearchEntry *entry, FairWeekPage *self)
{
  fair_pick_view_focus (self->view);
}

static void
fill_conferences (FairWeekPage *self, const FairPickSheet *sheet)
{
  g_autoptr (GPtrArray) names = fair_pick_sheet_conferences (sheet);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *before = g_strdup (chosen_conference (self));
  guint selected = 0;

  gtk_string_list_append (list, _("All Conferences"));
  for (guint i = 0; i < names->len; i++)
    {
      gtk_string_list_append (list, g_ptr_array_index (names, i));
      if (g_strcmp0 (before, g_ptr_array_index (names, i)) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->conferences, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->conferences, selected);
  self->filling = FALSE;
}

static void
set_kind (FairWeekPage *self, const char *label, const char *style, const char *tooltip)
{
  static const char *const styles[] = { "live", "replay", "provisional" };

  gtk_widget_set_visible (GTK_WIDGET (self->kind), label != NULL);
  gtk_label_set_label (self->kind, label == NULL ? "" : label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kind), tooltip);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), style);
}

static void
describe (FairWeekPage *self, const FairPickSheet *sheet, const FairPublication *publication)
{
  g_autofree char *text = fair_pick_sheet_describe (sheet, publication);

  gtk_label_set_label (self->about, text);
  if (publication == NULL)
    set_kind (self, _("Provisional"), "provisional", _("Made before everything was fetched"));
  else if (publication->replay)
    set_kind (self, _("Replay"), "replay", _("Made afterwards; never counted as a live record"));
  else
    set_kind (self, _("Live"), "live", _("Published before its games began"));
}

/* Takes over the sheet. */
static void
show_sheet (FairWeekPage *self, FairPickSheet *sheet, const FairPublication *publication)
{
  fill_conferences (self, sheet);
  describe (self, sheet, publication);
  self->n_rows = fair_pick_sheet_n_rows (sheet);
  fair_pick_view_set_sheet (self->view, sheet);
  filter (self);
  if (self->wanted_game != 0 && !fair_pick_view_select_game (self->view, self->wanted_game)
      && gtk_toggle_button_get_active (self->picks_only))
    {
      gtk_toggle_button_set_active (self->all_games, TRUE);
      fair_pick_view_select_game (self->view, self->wanted_game);
    }
  self->wanted_game = 0;
}

static void
clear_table (FairWeekPage *self)
{
  self->n_rows = 0;
  fair_pick_view_set_sheet (self->view, NULL);
  gtk_label_set_label (self->about, "");
  set_kind (self, NULL, NULL, NULL);
}

static gpointer
read_picks (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  return store == NULL ? g_array_new (FALSE, FALSE, sizeof (FairPick))
                       : fair_store_load_picks (store, *(const gint64 *) data, error);
}

static void
on_picks_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) picks = fair_session_read_finish (FAIR_SESSION (source), result, &error);
  FairWeekPage *self;
  FairSnapshot *snapshot;
  const FairWeekChoice *choice;
  FairPickSheet *sheet;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = FAIR_WEEK_PAGE (data);
  if (error != NULL)
    {
      show_nothing (self, _("The Picks Cannot Be Read"), error->message, WAY_AGAIN, _("_Try Again"));
      return;
    }
  snapshot = fair_page_get_snapshot (FAIR_PAGE (self));
  choice = fair_week_chooser_get_chosen (self->chooser);
  if (snapshot == NULL || choice == NULL || !choice->has_table)
    return;
  sheet = fair_pick_sheet_new (snapshot->book, picks, fair_session_now (FAIR_SESSION (source)));
  fair_pick_sheet_add_record (sheet, snapshot->record, choice->publication.replay);
  if (self->lines != NULL && !choice->publication.replay)
    fair_pick_sheet_add_lines (sheet, self->lines);
  show_sheet (self, sheet, &choice->publication);
}

static void
stop_reading (FairWeekPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* Shows the week that is chosen. */
static void
show_week (FairWeekPage *self)
{
  const FairWeekChoice *choice = fair_week_chooser_get_chosen (self->chooser);

  stop_reading (self);
  if (choice != NULL && choice->has_table)
    {
      self->reading = g_cancellable_new ();
      fair_session_read_async (fair_page_get_session (FAIR_PAGE (self)), read_picks,
                               g_memdup2 (&choice->publication.id, sizeof choice->publication.id), g_free,
                               self->reading, on_picks_read, self);
      return;
    }
  clear_table (self);
  if (choice != NULL)
    {
      g_autofree char *week = fair_week_to_text (&choice->week);
      g_autofree char *title = g_strdup_printf (_("%s Is Not Run Yet"), week);

      show_nothing (self, title, _("Running it fetches its lines, fits the model and makes the picks."), WAY_RUN,
                    _("_Run the Week"));
    }
}

static void
on_chosen (FairWeekChooser *chooser, gpointer data)
{
  FairWeekPage *self = data;

  self->chosen = TRUE;
  show_week (self);
}

/* The same week as before where the person took it; else the present one, which a run may have moved on. */
static guint
choose_again (FairWeekPage *self, GArray *choices)
{
  const FairWeekChoice *before = fair_week_chooser_get_chosen (self->chooser);
  guint same = FAIR_NO_INDEX;

  if (self->chosen && before != NULL)
    same = fair_week_choices_find (choices, &before->week, before->publication.replay);
  if (same != FAIR_NO_INDEX)
    return same;
  self->chosen = FALSE;
  return fair_week_choices_start (choices);
}

static gboolean
on_patience_over (gpointer data)
{
  FairWeekPage *self = data;

  self->patience = 0;
  gtk_stack_set_visible_child_name (self->stack, "empty");
  return G_SOURCE_REMOVE;
}

static void
show_empty (FairWeekPage *self)
{
  clear_table (self);
  /* It may be that the store is still being read. */
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "blank") && self->patience == 0)
    self->patience = g_timeout_add (PATIENCE, on_patience_over, self);
  else if (self->patience == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
fair_week_page_show (FairPage *page, FairSnapshot *snapshot)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (page);
  g_autoptr (GArray) choices = NULL;

  g_clear_pointer (&self->provisional, g_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), TRUE);
  stop_reading (self);
  if (snapshot != NULL)
    choices = fair_week_choices (snapshot->book, snapshot->publications,
                                 fair_session_now (fair_page_get_session (page)));
  if (choices == NULL || choices->len == 0)
    {
      show_empty (self);
      return;
    }
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, "week");
  fair_week_chooser_set_choices (self->chooser, choices, choose_again (self, choices));
  show_week (self);
}

static void
on_provisional (FairSession *session, GArray *picks, gpointer data)
{
  FairWeekPage *self = data;
  FairSnapshot *snapshot = fair_session_get_snapshot (session);
  FairPickSheet *sheet
    = fair_pick_sheet_new (snapshot == NULL ? NULL : snapshot->book, picks, fair_session_now (session));

  stop_reading (self);
  g_clear_pointer (&self->provisional, g_array_unref);
  self->provisional = g_array_ref (picks);
  fair_pick_sheet_set_provisional (sheet);
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "week");
  show_sheet (self, sheet, NULL);
}

static void
on_finished (FairSession *session, FairJobReport *report, GError *error, gpointer data)
{
  FairWeekPage *self = data;

  if (report == NULL)
    return;
  if (report->weekly != NULL || report->lines != NULL)
    g_clear_pointer (&self->lines, g_array_unref);
  if (report->lines != NULL)
    self->lines = g_array_ref (report->lines);
  /* The week that was run or refreshed is the one to look at; the snapshot with it is on its way. */
  self->chosen = FALSE;
}

static void
on_session (GObject *object, GParamSpec *pspec, gpointer data)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (object);
  FairSession *session = fair_page_get_session (FAIR_PAGE (object));

  g_clear_pointer (&self->lines, g_array_unref);
  self->chosen = FALSE;
  fair_pick_view_set_settings (self->view, settings_of (self));
  fair_side_pane_remember (self->pane, settings_of (self), "week-panel-share");
  if (session == NULL)
    return;
  self->filling = TRUE;
  gtk_toggle_button_set_active (fair_settings_get_boolean (settings_of (self), "week-picks-only") ? self->picks_only
                                                                                                 : self->all_games,
                                TRUE);
  self->filling = FALSE;
  g_signal_connect_object (session, "provisional", G_CALLBACK (on_provisional), self, 0);
  g_signal_connect_object (session, "finished", G_CALLBACK (on_finished), self, 0);
}

static void
on_way (GtkButton *button, FairWeekPage *self)
{
  switch (self->way_kind)
    {
    case WAY_RUN:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.run-week", NULL);
      break;
    case WAY_ALL_GAMES:
      gtk_toggle_button_set_active (self->all_games, TRUE);
      break;
    case WAY_NO_FILTER:
      gtk_editable_set_text (self->search, "");
      gtk_drop_down_set_selected (self->conferences, 0);
      filter (self);
      break;
    default:
      show_week (self);
    }
}

static void
close_panel (FairWeekPage *self)
{
  fair_side_pane_set_open (self->pane, FALSE);
  fair_pick_view_focus (self->view);
}

static void
on_panel_closed (FairGamePanel *panel, FairWeekPage *self)
{
  close_panel (self);
}

static void
open_panel (FairWeekPage *self, gint64 game)
{
  if (self->panel == NULL)
    {
      self->panel = FAIR_GAME_PANEL (fair_game_panel_new ());
      g_signal_connect (self->panel, "close-requested", G_CALLBACK (on_panel_closed), self);
      g_object_set (self->pane, "side", self->panel, NULL);
    }
  fair_game_panel_show_game (self->panel, fair_page_get_session (FAIR_PAGE (self)), game);
  fair_side_pane_set_open (self->pane, TRUE);
}

static void
on_game_activated (FairPickView *view, gint64 game, FairWeekPage *self)
{
  open_panel (self, game);
}

/* An open panel follows the table. */
static void
on_selection_changed (FairPickView *view, FairWeekPage *self)
{
  gint64 game = fair_pick_view_get_game (view);

  if (game != 0 && fair_side_pane_is_open (self->pane))
    open_panel (self, game);
}

static gboolean
fair_week_page_search (FairPage *page)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (page);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "week"))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return TRUE;
}

static gboolean
fair_week_page_copy (FairPage *page)
{
  return fair_pick_view_copy (FAIR_WEEK_PAGE (page)->view, FALSE);
}

static gboolean
fair_week_page_leave (FairPage *page)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (page);

  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else if (fair_side_pane_is_open (self->pane))
    close_panel (self);
  else
    return fair_pick_view_unselect (self->view);
  return TRUE;
}

static void
fair_week_page_open (FairPage *page, gint64 id)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (page);
  FairSnapshot *snapshot = fair_page_get_snapshot (page);
  guint game = snapshot == NULL ? FAIR_NO_INDEX : fair_book_find_game (snapshot->book, id);
  g_autoptr (GArray) choices = NULL;
  guint found;

  if (game == FAIR_NO_INDEX)
    return;
  choices = fair_week_choices (snapshot->book, snapshot->publications, fair_session_now (fair_page_get_session (page)));
  found = fair_week_choices_find (choices, &fair_book_game (snapshot->book, game)->week, FALSE);
  if (found != FAIR_NO_INDEX)
    {
      self->chosen = TRUE;
      self->wanted_game = id;
      fair_week_chooser_set_choices (self->chooser, choices, found);
      show_week (self);
    }
  open_panel (self, id);
}

static gboolean
fair_week_page_export (FairPage *page)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (page);
  const FairWeekChoice *choice = fair_week_chooser_get_chosen (self->chooser);
  g_autofree char *name = NULL;
  g_autoptr (GBytes) csv = NULL;

  if (self->n_rows == 0)
    return FALSE;
  name = fair_week_choice_to_name (self->provisional == NULL ? choice : NULL);
  csv = fair_pick_view_export (self->view);
  fair_export_csv (GTK_WIDGET (page), name, csv);
  return TRUE;
}

static void
fair_week_page_dispose (GObject *object)
{
  FairWeekPage *self = FAIR_WEEK_PAGE (object);

  stop_reading (self);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->provisional, g_array_unref);
  G_OBJECT_CLASS (fair_week_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget)
{
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-week-page.ui");
  gtk_widget_class_bind_template_child (widget, FairWeekPage, stack);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, content);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, chooser);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, picks_only);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, all_games);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, conferences);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, search);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, table_button);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, table_menu);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, kind);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, about);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, pane);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, view);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, nothing);
  gtk_widget_class_bind_template_child (widget, FairWeekPage, way);
  gtk_widget_class_bind_template_callback (widget, on_mode);
  gtk_widget_class_bind_template_callback (widget, on_conference);
  gtk_widget_class_bind_template_callback (widget, on_search);
  gtk_widget_class_bind_template_callback (widget, on_stop_search);
  gtk_widget_class_bind_template_callback (widget, on_search_done);
  gtk_widget_class_bind_template_callback (widget, on_way);
  gtk_widget_class_bind_template_callback (widget, on_game_activated);
  gtk_widget_class_bind_template_callback (widget, on_selection_changed);
}

static void
fair_week_page_class_init (FairWeekPageClass *klass)
{
  FairPageClass *page = FAIR_PAGE_CLASS (klass);

  g_type_ensure (FAIR_TYPE_WEEK_CHOOSER);
  g_type_ensure (FAIR_TYPE_PICK_VIEW);
  g_type_ensure (FAIR_TYPE_SIDE_PANE);
  G_OBJECT_CLASS (klass)->dispose = fair_week_page_dispose;
  page->show = fair_week_page_show;
  page->search = fair_week_page_search;
  page->copy = fair_week_page_copy;
  page->export_rows = fair_week_page_export;
  page->leave = fair_week_page_leave;
  page->open = fair_week_page_open;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fair_week_page_init (FairWeekPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "picks", fair_pick_view_get_actions (self->view));
  g_menu_append_submenu (self->table_menu, _("_Sort By"), fair_pick_view_get_sorts (self->view));
  g_menu_append_submenu (self->table_menu, _("C_olumns"), fair_pick_view_get_columns (self->view));
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session), NULL);
  g_signal_connect (self->chooser, "chosen", G_CALLBACK (on_chosen), self);
}
