/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-window.h"

#include "fair-compat.h"
#include "fair-emergency-sheet.h"
#include "fair-error.h"
#include "fair-health-page.h"
#include "fair-model-page.h"
#include "fair-performance-page.h"
#include "fair-ratings-page.h"
#include "fair-restore-sheet.h"
#include "fair-run-bar.h"
#include "fair-toast.h"
#include "fair-watch.h"
#include "fair-week-page.h"
#include "fair-welcome.h"
#include "fair-window-words.h"

#include <glib/gi18n-lib.h>

/* The pages, in the order of the sidebar and of Alt+1…; each is made when it is first gone to. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  GType (*type) (void);
} pages[] = {
  { "week", N_ ("This Week"), "fair-week-symbolic", fair_week_page_get_type },
  { "performance", N_ ("Performance"), "fair-performance-symbolic", fair_performance_page_get_type },
  { "ratings", N_ ("Ratings"), "fair-ratings-symbolic", fair_ratings_page_get_type },
  { "health", N_ ("Data and Health"), "fair-health-symbolic", fair_health_page_get_type },
  { "model", N_ ("About the Model"), "fair-model-symbolic", fair_model_page_get_type },
};

struct _FairWindow
{
  AdwApplicationWindow parent_instance;
  FairSettings        *settings; /* of the window, whatever data is open */
  FairSession         *session;  /* nullable */
  gboolean             may_close; /* the person agreed to stop the job */
  AdwToastOverlay     *toasts;
  GtkStack            *root;
  AdwBin              *split_slot;
  GtkWidget           *split;
  GtkListBox          *sidebar;
  GtkWidget           *badge; /* beside Data and Health: how many things need the person */
  GtkLabel            *folded_badge; /* the same on the button, for when the pages are hidden */
  GtkStack            *stack;
  AdwWindowTitle      *title;
  GtkMenuButton       *menu;
  GtkToggleButton     *sidebar_button;
  GtkWidget           *run_button;
  GtkWidget           *lines_button;
  GtkWidget           *demo_bar;
  FairRunBar          *run_bar;
  AdwStatusPage       *problem;
  char                *told; /* nullable: the problem that was told last */
  GtkWidget           *question; /* weak: whether the run is to be stopped */
  GtkWidget           *retry;
  GtkWidget           *restore;
  GtkWidget           *afresh; /* offered where the store vanished */
  FairWelcome         *welcome;
};

G_DEFINE_FINAL_TYPE (FairWindow, fair_window, ADW_TYPE_APPLICATION_WINDOW)

static FairPage *
current_page (FairWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  return self->session == NULL || child == NULL ? NULL : FAIR_PAGE (child);
}

/**
 * fair_window_tell:
 *
 * Shows a short message over the window.
 */
void
fair_window_tell (FairWindow *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, fair_toast_new (message));
  fair_compat_announce (GTK_WIDGET (self), message);
}

/* How old the data is, for the line under the title. */
static char *
describe_age (gint64 age)
{
  if (age < 2 * 60)
    return g_strdup (_("data fresh"));
  if (age < 2 * FAIR_HOUR)
    return g_strdup_printf (_("data %d minutes old"), (int) (age / 60));
  if (age < 2 * FAIR_DAY)
    return g_strdup_printf (_("data %d hours old"), (int) (age / FAIR_HOUR));
  return g_strdup_printf (_("data %d days old"), (int) (age / FAIR_DAY));
}

static void
update_subtitle (FairWindow *self)
{
  FairSnapshot *snapshot = self->session == NULL ? NULL : fair_session_get_snapshot (self->session);
  const GError *problem = self->session == NULL ? NULL : fair_session_get_problem (self->session);
  g_autofree char *age = NULL;
  g_autofree char *text = NULL;

  if (problem != NULL)
    text = g_strdup (_("the data cannot be read"));
  else if (snapshot == NULL || snapshot->data_time == FAIR_TIME_UNKNOWN)
    text = g_strdup ("");
  else
    {
      age = describe_age (fair_session_now (self->session) - snapshot->data_time);
      text = snapshot->model_id == NULL || *snapshot->model_id == '\0'
               ? g_steal_pointer (&age)
               : g_strdup_printf (_("%s · model %.6s"), age, snapshot->model_id);
    }
  adw_window_title_set_subtitle (self->title, text);
}

static void
set_suggested (GtkWidget *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* A drive may come back, and a newer version may read what it wrote; what is damaged does not heal. */
static void
show_problem (FairWindow *self, const GError *problem)
{
  g_autofree char *words = fair_window_words (problem->message);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  gboolean vanished = g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_VANISHED);
  gboolean may_pass = vanished || g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_NEWER_STORE);

  adw_status_page_set_description (self->problem, escaped);
  gtk_widget_set_visible (self->afresh, vanished);
  set_suggested (self->retry, may_pass);
  set_suggested (self->restore, !may_pass);
  fair_compat_announce (GTK_WIDGET (self), words);
}

/* Once; Data and Health says it as long as it is so. */
static void
tell_problem (FairWindow *self, const GError *problem)
{
  gboolean on_health = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "health") == 0;

  if (!on_health && g_strcmp0 (self->told, problem->message) != 0)
    fair_window_tell (self, problem->message);
}

static void
on_snapshot (FairSession *session, GParamSpec *pspec, gpointer data)
{
  FairWindow *self = data;
  const GError *problem = fair_session_get_problem (session);
  gboolean blind = problem != NULL && fair_session_get_snapshot (session) == NULL;

  update_subtitle (self);
  /* What was read before stays on the screen; where nothing was, the problem takes its place. */
  gtk_stack_set_visible_child_name (self->root, blind ? "problem" : "main");
  if (!blind)
    adw_status_page_set_description (self->problem, NULL);
  if (blind)
    show_problem (self, problem);
  else if (problem != NULL)
    tell_problem (self, problem);
  g_free (self->told);
  self->told = problem == NULL ? NULL : g_strdup (problem->message);
}

static void
update_actions (FairWindow *self)
{
  gboolean open = self->session != NULL;
  gboolean busy = open && fair_session_is_busy (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.run-week", open && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh-lines", open && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync", open && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-week", open && !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.emergency", self->session != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.restore", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel", busy);
}

static void
on_busy (FairSession *session, GParamSpec *pspec, gpointer data)
{
  update_actions (data);
}

static void
on_finished (FairSession *session, FairJobReport *report, GError *error, gpointer data)
{
  FairWindow *self = data;

  if (self->question != NULL)
    fair_compat_end_question (self->question);
  if (self->may_close)
    gtk_window_close (GTK_WINDOW (self));
}

static guint
find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      return i;
  return 0;
}

static void
show_page (FairWindow *self, guint index)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[index].name);
  GtkWidget *focus;

  if (page != NULL && page == gtk_stack_get_visible_child (self->stack))
    return;
  if (page == NULL)
    {
      page = g_object_new (pages[index].type (), NULL);
      gtk_stack_add_named (self->stack, page, pages[index].name);
      fair_page_set_session (FAIR_PAGE (page), self->session);
    }
  gtk_stack_set_visible_child (self->stack, page);
  adw_window_title_set_title (self->title, _(pages[index].title));
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, index));
  /* The keys that go from row to row begin where the person is. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
  if (fair_compat_split_is_folded (self->split))
    fair_compat_split_set_shown (self->split, FALSE);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, FairWindow *self)
{
  if (row != NULL && self->session != NULL)
    show_page (self, gtk_list_box_row_get_index (row));
}

/* What needs the person is not hidden with the pages. (It is made clear instead of invisible, since the pages move while
 * they are hidden, and GTK 4.8 then minds other changes of size.) */
static void
update_folded_badge (FairWindow *self)
{
  gboolean shown = gtk_widget_get_visible (self->badge) && !fair_compat_split_get_shown (self->split);

  gtk_widget_set_opacity (GTK_WIDGET (self->folded_badge), shown ? 1 : 0);
}

static void
on_sidebar_toggled (GtkToggleButton *button, FairWindow *self)
{
  fair_compat_split_set_shown (self->split, gtk_toggle_button_get_active (button));
}

static void
on_sidebar_shown (GObject *split, GParamSpec *pspec, FairWindow *self)
{
  gtk_toggle_button_set_active (self->sidebar_button, fair_compat_split_get_shown (self->split));
  update_folded_badge (self);
}

static void
tell (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_window_tell (FAIR_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_emergency (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_emergency_sheet_present (widget, FAIR_WINDOW (widget)->session);
}

/* On a new computer what is restored is the real league. */
static void
show_restore (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->session == NULL)
    gtk_widget_activate_action (widget, "app.use-profile", "s", "cfbd");
  if (self->session != NULL)
    fair_restore_sheet_present (widget, self->session);
}

static void
go_to_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (FAIR_WINDOW (widget)->session != NULL)
    show_page (FAIR_WINDOW (widget), find_page (g_variant_get_string (parameter, NULL)));
}

static void
open_on_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->session == NULL)
    return;
  show_page (self, find_page (g_str_equal (action, "win.open-team") ? "ratings" : "week"));
  fair_page_open (current_page (self), g_variant_get_int64 (parameter));
}

static void
run_week (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_session_run (FAIR_WINDOW (widget)->session, NULL);
}

static void
refresh_lines (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_session_lines (FAIR_WINDOW (widget)->session, NULL);
}

static void
start_sync (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int from;
  int to;

  g_variant_get (parameter, "(ii)", &from, &to);
  fair_session_sync (FAIR_WINDOW (widget)->session, from, to);
}

static void
reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_session_reload (FAIR_WINDOW (widget)->session);
}

/* The vanished store is only forgotten; should its drive come back, nothing of it was touched. */
static void
start_afresh (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!fair_paths_forget_store (fair_session_get_profile (self->session)->paths, &error))
    fair_window_tell (self, error->message);
  fair_session_reload (self->session);
}

static void
cancel_job (GtkWidget *widget, const char *action, GVariant *parameter)
{
  fair_session_cancel (FAIR_WINDOW (widget)->session);
}

static void
next_week (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!fair_session_next_week (self->session, &error))
    fair_window_tell (self, error->message);
  else
    fair_session_run (self->session, NULL);
}

static void
on_page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairPage *page = current_page (FAIR_WINDOW (widget));

  if (page == NULL)
    return;
  if (g_str_equal (action, "win.search"))
    fair_page_search (page);
  else if (g_str_equal (action, "win.copy"))
    fair_page_copy (page);
  else if (g_str_equal (action, "win.export"))
    fair_page_export_rows (page);
  else
    fair_page_leave (page);
}

static void
open_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (FAIR_WINDOW (widget)->menu);
}

static void
toggle_pages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkToggleButton *button = FAIR_WINDOW (widget)->sidebar_button;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

/* F6: from the sidebar to the page, and back. */
static void
next_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_page = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));

  if (in_page && fair_compat_split_get_shown (self->split))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_stop_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  FairWindow *self = FAIR_WINDOW (source);
  g_autofree char *answer = fair_compat_ask_finish (result);

  g_clear_weak_pointer (&self->question);
  if (g_strcmp0 (answer, "stop") != 0)
    return;
  self->may_close = TRUE;
  if (fair_session_is_busy (self->session))
    fair_session_cancel (self->session);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
fair_window_close_request (GtkWindow *window)
{
  static const FairCompatAnswer answers[] = {
    { "go-on", N_ ("_Go On"), FALSE, FALSE },
    { "stop", N_ ("_Stop and Close"), FALSE, TRUE },
    { NULL },
  };
  FairWindow *self = FAIR_WINDOW (window);
  int width;
  int height;

  if (self->session != NULL && fair_session_is_busy (self->session))
    {
      if (!self->may_close && self->question == NULL)
        g_set_weak_pointer (&self->question,
                            fair_compat_ask_async (GTK_WIDGET (self), _("Stop the Run?"),
                                                   _("What was fetched so far is kept, and the next run goes on from there."),
                                                   answers, on_stop_answered, NULL));
      return TRUE;
    }
  gtk_window_get_default_size (window, &width, &height);
  fair_settings_set (self->settings, "window-size", g_variant_new ("(ii)", width, height), NULL);
  fair_settings_set (self->settings, "window-maximized", g_variant_new_boolean (gtk_window_is_maximized (window)), NULL);
  if (self->session != NULL)
    fair_settings_set (self->settings, "page",
                       g_variant_new_string (gtk_stack_get_visible_child_name (self->stack)), NULL);
  return GTK_WINDOW_CLASS (fair_window_parent_class)->close_request (window);
}

static void
fair_window_dispose (GObject *object)
{
  FairWindow *self = FAIR_WINDOW (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (fair_watch_of (self->session), self);
      gtk_widget_set_visible (self->badge, FALSE);
    }
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->told, g_free);
  G_OBJECT_CLASS (fair_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget)
{
  static const char *const page_actions[] = { "win.search", "win.copy", "win.export", "win.leave" };

  gtk_widget_class_install_action (widget, "win.tell", "s", tell);
  gtk_widget_class_install_action (widget, "win.show-page", "s", go_to_page);
  gtk_widget_class_install_action (widget, "win.open-game", "x", open_on_page);
  gtk_widget_class_install_action (widget, "win.open-team", "x", open_on_page);
  gtk_widget_class_install_action (widget, "win.run-week", NULL, run_week);
  gtk_widget_class_install_action (widget, "win.refresh-lines", NULL, refresh_lines);
  gtk_widget_class_install_action (widget, "win.sync", "(ii)", start_sync);
  gtk_widget_class_install_action (widget, "win.emergency", NULL, show_emergency);
  gtk_widget_class_install_action (widget, "win.restore", NULL, show_restore);
  gtk_widget_class_install_action (widget, "win.cancel", NULL, cancel_job);
  gtk_widget_class_install_action (widget, "win.reload", NULL, reload);
  gtk_widget_class_install_action (widget, "win.start-afresh", NULL, start_afresh);
  gtk_widget_class_install_action (widget, "win.next-week", NULL, next_week);
  gtk_widget_class_install_action (widget, "win.open-menu", NULL, open_menu);
  gtk_widget_class_install_action (widget, "win.toggle-pages", NULL, toggle_pages);
  gtk_widget_class_install_action (widget, "win.next-pane", NULL, next_pane);
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_class_install_action (widget, page_actions[i], NULL, on_page_action);
  /* Bindings, not accelerators: an entry that has the focus comes first. */
  gtk_widget_class_add_binding_action (widget, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL);
  gtk_widget_class_add_binding_action (widget, GDK_KEY_Escape, 0, "win.leave", NULL);
  gtk_widget_class_add_binding_action (widget, GDK_KEY_F9, 0, "win.toggle-pages", NULL);
}

static void
fair_window_class_init (FairWindowClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_RUN_BAR);
  g_type_ensure (FAIR_TYPE_WELCOME);
  G_OBJECT_CLASS (klass)->dispose = fair_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fair_window_close_request;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-window.ui");
  gtk_widget_class_bind_template_child (widget, FairWindow, toasts);
  gtk_widget_class_bind_template_child (widget, FairWindow, root);
  gtk_widget_class_bind_template_child (widget, FairWindow, split_slot);
  gtk_widget_class_bind_template_child (widget, FairWindow, title);
  gtk_widget_class_bind_template_child (widget, FairWindow, menu);
  gtk_widget_class_bind_template_child (widget, FairWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget, FairWindow, folded_badge);
  gtk_widget_class_bind_template_child (widget, FairWindow, run_button);
  gtk_widget_class_bind_template_child (widget, FairWindow, lines_button);
  gtk_widget_class_bind_template_child (widget, FairWindow, demo_bar);
  gtk_widget_class_bind_template_child (widget, FairWindow, run_bar);
  gtk_widget_class_bind_template_child (widget, FairWindow, problem);
  gtk_widget_class_bind_template_child (widget, FairWindow, retry);
  gtk_widget_class_bind_template_child (widget, FairWindow, restore);
  gtk_widget_class_bind_template_child (widget, FairWindow, afresh);
  gtk_widget_class_bind_template_child (widget, FairWindow, welcome);
  gtk_widget_class_bind_template_callback (widget, on_sidebar_toggled);
  install_actions (widget);
}

/* GTK 4.8's list boxes take Tab for the next row; here it leaves for the page, or back for the header. */
static gboolean
on_sidebar_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, FairWindow *self)
{
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_grab_focus (GTK_WIDGET (self->menu));
  return key == GDK_KEY_Tab && gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_set_hexpand (badge, TRUE);
  gtk_widget_set_halign (badge, GTK_ALIGN_END);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  return badge;
}

static guint
count_urgent (const FairHealthReport *report)
{
  guint n = 0;

  for (guint i = 0; i < FAIR_N_RULES; i++)
    n += report->items[i].verdict.state >= FAIR_HEALTH_ORANGE;
  return n;
}

/* Yellow is to be known, and needs nobody. The number says without its colour that it is one. */
static void
on_watch (FairWatch *watch, FairWindow *self)
{
  const FairHealthReport *report = fair_watch_get_report (watch);
  GtkWidget *row = gtk_widget_get_ancestor (self->badge, GTK_TYPE_LIST_BOX_ROW);
  gboolean shown = report != NULL && report->state >= FAIR_HEALTH_ORANGE;
  g_autofree char *summary = shown ? fair_health_report_summarize (report) : NULL;
  const char *classes[] = { "health-badge", shown ? fair_health_state_to_string (report->state) : NULL, NULL };
  g_autofree char *number = shown ? g_strdup_printf ("%u", count_urgent (report)) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (self->badge), number);
  gtk_label_set_label (self->folded_badge, number);
  gtk_widget_set_css_classes (self->badge, classes);
  gtk_widget_set_css_classes (GTK_WIDGET (self->folded_badge), classes);
  gtk_widget_set_visible (self->badge, shown);
  update_folded_badge (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sidebar_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  shown ? summary : "", -1);
  gtk_widget_set_tooltip_text (row, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown ? summary : "", -1);
}

/* Who comes back to the window may have mended something. */
static void
on_active (FairWindow *self)
{
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    fair_watch_look_again (fair_watch_of (self->session));
}

static GtkWidget *
make_sidebar (FairWindow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->sidebar = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->sidebar), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sidebar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[i].icon));
      gtk_box_append (GTK_BOX (box), gtk_label_new (_(pages[i].title)));
      if (g_str_equal (pages[i].name, "health"))
        gtk_box_append (GTK_BOX (box), self->badge = make_badge ());
      gtk_list_box_append (self->sidebar, box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(pages[i].title), -1);
    }
  g_signal_connect (self->sidebar, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_sidebar_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->sidebar), keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->sidebar));
  return scroller;
}

static void
fair_window_init (FairWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  self->split = fair_compat_split_new (make_sidebar (self), GTK_WIDGET (self->stack));
  adw_bin_set_child (self->split_slot, self->split);
  g_signal_connect (self->split, fair_compat_split_get_notify (), G_CALLBACK (on_sidebar_shown), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  update_actions (self);
}

/**
 * fair_window_new:
 * @settings: of the window itself: its size, its page
 */
FairWindow *
fair_window_new (GtkApplication *application, FairSettings *settings)
{
  FairWindow *self = g_object_new (FAIR_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (GVariant) size = fair_settings_get (settings, "window-size");
  int width;
  int height;

  self->settings = g_object_ref (settings);
  g_variant_get (size, "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (fair_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  return self;
}

/**
 * fair_window_set_session:
 * @session: (nullable): the open data folder; NULL shows the welcome
 */
void
fair_window_set_session (FairWindow *self, FairSession *session)
{
  GtkWidget *page;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->stack))) != NULL)
    gtk_stack_remove (self->stack, page);
  g_set_object (&self->session, session);
  fair_run_bar_set_session (self->run_bar, session);
  gtk_widget_set_visible (self->run_button, session != NULL);
  gtk_widget_set_visible (self->lines_button, session != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), session != NULL);
  gtk_widget_set_visible (self->demo_bar, session != NULL && fair_session_is_demo (session));
  gtk_stack_set_visible_child_name (self->root, session == NULL ? "welcome" : "main");
  if (session == NULL)
    adw_window_title_set_title (self->title, _("Fair Catch"));
  else
    {
      g_autofree char *name = fair_settings_get_string (self->settings, "page");

      g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (on_snapshot), self, 0);
      g_signal_connect_object (session, "notify::busy", G_CALLBACK (on_busy), self, 0);
      g_signal_connect_object (session, "finished", G_CALLBACK (on_finished), self, 0);
      g_signal_connect_object (fair_watch_of (session), "changed", G_CALLBACK (on_watch), self, 0);
      show_page (self, find_page (name));
      /* The arrow keys then go through the pages, and Tab into one. */
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
    }
  update_subtitle (self);
  update_actions (self);
}

/**
 * fair_window_get_session:
 *
 * Returns: (transfer none) (nullable): the open data folder
 */
FairSession *
fair_window_get_session (FairWindow *self)
{
  return self->session;
}
