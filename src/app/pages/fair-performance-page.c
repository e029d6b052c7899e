/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-performance-page.h"

#include "fair-chart-view.h"
#include "fair-columns.h"
#include "fair-export.h"
#include "fair-number.h"
#include "fair-record-report.h"
#include "fair-tile.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairPerformancePage
{
  FairPage         parent_instance;
  GtkStack        *stack;
  GtkToggleButton *live;
  GtkToggleButton *replay;
  GtkDropDown     *period;
  GtkDropDown     *market;
  GtkDropDown     *book;
  GtkLabel        *meaning;
  GtkLabel        *judgement;
  GtkStack        *settled;
  AdwStatusPage   *unsettled;
  GtkButton       *way_on;
  FairTile        *win_rate;
  FairTile        *roi;
  FairTile        *units;
  FairTile        *bets;
  FairTile        *clv;
  FairColumns     *charts;
  FairChartView   *views[FAIR_N_RECORD_CHARTS];
  GCancellable    *cancellable; /* of the report that is being made; nullable */
  gboolean         chosen;      /* live or replay, by the person or once by what is there */
  gboolean         filling;     /* the filters are being set, not chosen */
};

G_DEFINE_FINAL_TYPE (FairPerformancePage, fair_performance_page, FAIR_TYPE_PAGE)

/* What a report is made of, on its thread. */
typedef struct
{
  FairSnapshot    *snapshot;
  FairRecordFilter filter;
  gint64           now;
} Order;

static void
order_free (Order *order)
{
  fair_snapshot_unref (order->snapshot);
  g_free (order);
}

/* How a figure is written: its digits, and the unit behind them with room for a number. */
typedef struct
{
  double      scale;
  int         decimals;
  gboolean    as_signed;
  const char *unit;
} Style;

static char *
write_number (double number, const Style *style, gboolean as_signed)
{
  g_autofree char *digits = as_signed ? fair_number_signed (number * style->scale, style->decimals)
                                      : fair_number_to_text (number * style->scale, style->decimals);

  return isnan (number) || *style->unit == '\0' ? g_steal_pointer (&digits) : g_strjoin ("\u00a0", digits, style->unit, NULL);
}

static char *
write_interval (double low, double high, const Style *style)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (isnan (low) || isnan (high))
    return g_strdup (_("Too few weeks for an interval"));
  from = write_number (low, style, style->as_signed);
  to = write_number (high, style, style->as_signed);
  /* Translators: the interval that holds the truth in 95 of 100 cases */
  return g_strdup_printf (_("95 %%: %s to %s"), from, to);
}

/* Nobody has to reckon what a change of a percentage is a percentage of: it was so much, and moved by so much. */
static char *
write_change (double now, double before, const Style *style)
{
  Style bare = *style;
  g_autofree char *was = NULL;
  g_autofree char *change = NULL;

  if (isnan (now) || isnan (before))
    return g_strdup (_("Nothing to compare with a week ago"));
  bare.unit = "";
  was = write_number (before, style, style->as_signed);
  change = write_number (now - before, &bare, TRUE);
  /* Translators: what a figure was a week ago, and by how much it has changed since */
  return g_strdup_printf (_("%s a week ago (%s)"), was, change);
}

static void
show_rates (FairPerformancePage *self, const FairPerformance *now, const FairPerformance *before)
{
  const Style rate = { 100, 1, FALSE, "%" };
  const Style return_ = { 100, 1, TRUE, "%" };
  const Style points = { 1, 2, TRUE, _("points") };
  const Style plain = { 1, 2, TRUE, "" };
  g_autofree char *hit = write_number (now->hit_rate, &rate, FALSE);
  g_autofree char *hit_interval = write_interval (now->hit_low, now->hit_high, &rate);
  g_autofree char *hit_n = g_strdup_printf (_("n = %u (%u–%u–%u)\n%s"), now->wins + now->losses, now->wins, now->losses,
                                            now->pushes, hit_interval);
  g_autofree char *hit_change = write_change (now->hit_rate, before->hit_rate, &rate);
  g_autofree char *roi = write_number (now->roi, &return_, TRUE);
  g_autofree char *roi_interval = write_interval (now->roi_low, now->roi_high, &return_);
  g_autofree char *roi_n = g_strdup_printf (_("n = %u\n%s"), now->n, roi_interval);
  g_autofree char *roi_change = write_change (now->roi, before->roi, &return_);
  g_autofree char *clv = write_number (now->clv, &points, TRUE);
  g_autofree char *clv_interval = write_interval (now->clv_low, now->clv_high, &plain);
  g_autofree char *clv_n = g_strdup_printf (_("n = %u\n%s"), now->n_clv, clv_interval);
  g_autofree char *clv_change = write_change (now->clv, before->clv, &points);

  fair_tile_show (self->win_rate, hit, hit_n, hit_change);
  fair_tile_show (self->roi, roi, roi_n, roi_change);
  fair_tile_show (self->clv, clv, clv_n, clv_change);
}

static void
show_counts (FairPerformancePage *self, const FairRecordReport *report)
{
  const Style style = { 1, 2, TRUE, "" };
  const FairPerformance *now = &report->now;
  g_autofree char *units = write_number (now->n == 0 ? NAN : now->units, &style, TRUE);
  g_autofree char *staked = g_strdup_printf (_("n = %u\n%.1f units staked"), now->n, now->staked);
  g_autofree char *change = write_change (now->n == 0 ? NAN : now->units,
                                          report->before.n == 0 ? NAN : report->before.units, &style);
  g_autofree char *bets = g_strdup_printf ("%u", report->bets_now);
  g_autofree char *open = g_strdup_printf (_("%u open, %u void in this view"), now->open, now->voids);
  g_autofree char *difference = fair_number_signed ((double) report->bets_now - report->bets_before, 0);
  g_autofree char *before = g_strdup_printf (_("%u a week ago (%s)"), report->bets_before, difference);

  fair_tile_show (self->units, units, staked, change);
  fair_tile_show (self->bets, bets, open, before);
}

/* Two ways there are not: to everything that is settled, or, where nothing is, to what is open. */
static void
show_unsettled (FairPerformancePage *self, const GArray *record)
{
  gboolean any = fair_record_is_settled (record, TRUE) || fair_record_is_settled (record, FALSE);

  adw_status_page_set_title (self->unsettled, any ? _("Nothing Settled Here") : _("Nothing Settled Yet"));
  adw_status_page_set_description (self->unsettled,
                                   any ? _("No settled pick matches this choice of period, market and book.")
                                       : _("A pick is settled once its game is over and a run has fetched the result."));
  gtk_button_set_label (self->way_on, any ? _("_Show All That Is Settled") : _("_Go to This Week"));
}

static void
on_report (GObject *source, GAsyncResult *result, gpointer data)
{
  FairPerformancePage *self = FAIR_PERFORMANCE_PAGE (source);
  g_autoptr (FairRecordReport) report = g_task_propagate_pointer (G_TASK (result), NULL);
  const Order *order = g_task_get_task_data (G_TASK (result));
  FairTile *const tiles[] = { self->win_rate, self->roi, self->units, self->bets, self->clv };

  if (report == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    fair_tile_set_replay (tiles[i], report->filter.replay);
  show_rates (self, &report->now, &report->before);
  show_counts (self, report);
  for (FairRecordChart chart = 0; chart < FAIR_N_RECORD_CHARTS; chart++)
    fair_chart_view_set_chart (self->views[chart], g_steal_pointer (&report->charts[chart]));
  gtk_label_set_label (self->meaning,
                       report->filter.replay
                         ? _("Replay: these weeks were picked afterwards, from what was known at each week’s freeze. "
                             "They are no live record.")
                         : _("Live: every pick was published before its kickoff and cannot be changed."));
  if (report->now.n == 0)
    show_unsettled (self, order->snapshot->record);
  gtk_stack_set_visible_child_name (self->settled, report->now.n > 0 ? "record" : "nothing");
}

static void
make_report (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;

  /* Somebody who clicks through the filters does not wait for each. */
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task,
                         fair_record_report_new (order->snapshot->record, order->snapshot->book, &order->filter,
                                                 order->now),
                         (GDestroyNotify) fair_record_report_free);
}

static FairRecordFilter
read_filter (FairPerformancePage *self)
{
  guint market = gtk_drop_down_get_selected (self->market);
  guint book = gtk_drop_down_get_selected (self->book);
  GListModel *books = gtk_drop_down_get_model (self->book);
  FairRecordFilter filter = {
    .replay = gtk_toggle_button_get_active (self->replay),
    .period = gtk_drop_down_get_selected (self->period),
    .market = market == 0 ? FAIR_ALL_MARKETS : (int) market - 1,
  };

  if (book > 0 && book != GTK_INVALID_LIST_POSITION)
    filter.book = g_intern_string (gtk_string_list_get_string (GTK_STRING_LIST (books), book));
  return filter;
}

static void
start_order (FairPerformancePage *self, GCancellable *cancellable, GTaskThreadFunc work, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, done, NULL);
  Order *order = g_new0 (Order, 1);

  *order = (Order) { fair_snapshot_ref (fair_page_get_snapshot (FAIR_PAGE (self))), read_filter (self),
                     fair_session_now (fair_page_get_session (FAIR_PAGE (self))) };
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, work);
}

/* The part of a drop-down that has the focus has no name of its own; it tells what is chosen as well. */
static void
name_choice (GtkDropDown *choice)
{
  GListModel *model = gtk_drop_down_get_model (choice);
  guint selected = gtk_drop_down_get_selected (choice);
  const char *chosen
    = selected == GTK_INVALID_LIST_POSITION ? "" : gtk_string_list_get_string (GTK_STRING_LIST (model), selected);
  /* Translators: a filter and what is chosen, such as “Period: All time” */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), gtk_widget_get_tooltip_text (GTK_WIDGET (choice)), chosen);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (choice));

  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
refresh (FairPerformancePage *self)
{
  name_choice (self->period);
  name_choice (self->market);
  name_choice (self->book);
  if (fair_page_get_snapshot (FAIR_PAGE (self)) == NULL || self->filling)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  start_order (self, self->cancellable, make_report, on_report);
}

static void
on_filter (GObject *control, GParamSpec *pspec, FairPerformancePage *self)
{
  self->chosen = self->chosen || control == G_OBJECT (self->replay);
  refresh (self);
}

static void
on_way_on (GtkButton *button, FairPerformancePage *self)
{
  FairSnapshot *snapshot = fair_page_get_snapshot (FAIR_PAGE (self));

  if (snapshot != NULL && !fair_record_is_settled (snapshot->record, TRUE)
      && !fair_record_is_settled (snapshot->record, FALSE))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "week");
      return;
    }
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->period, FAIR_PERIOD_ALL);
  gtk_drop_down_set_selected (self->market, 0);
  gtk_drop_down_set_selected (self->book, 0);
  if (snapshot != NULL && !fair_record_is_settled (snapshot->record, gtk_toggle_button_get_active (self->replay)))
    gtk_toggle_button_set_active (fair_record_is_settled (snapshot->record, TRUE) ? self->replay : self->live, TRUE);
  self->filling = FALSE;
  refresh (self);
}

static void
fill_books (FairPerformancePage *self, FairSnapshot *snapshot)
{
  g_autoptr (GPtrArray) books = fair_record_books (snapshot->record);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->book);
  GtkStringList *old = GTK_STRING_LIST (gtk_drop_down_get_model (self->book));
  const char *name = selected == GTK_INVALID_LIST_POSITION ? NULL : gtk_string_list_get_string (old, selected);
  guint again = 0;

  gtk_string_list_append (list, _("All books"));
  for (guint i = 0; i < books->len; i++)
    {
      gtk_string_list_append (list, g_ptr_array_index (books, i));
      if (selected > 0 && g_strcmp0 (name, g_ptr_array_index (books, i)) == 0)
        again = i + 1;
    }
  gtk_drop_down_set_model (self->book, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->book, again);
}

static void
fair_performance_page_show (FairPage *page, FairSnapshot *snapshot)
{
  FairPerformancePage *self = FAIR_PERFORMANCE_PAGE (page);
  gboolean has_record = snapshot != NULL && snapshot->record->len > 0;

  gtk_stack_set_visible_child_name (self->stack, has_record ? "filled" : "empty");
  if (!has_record)
    return;
  gtk_label_set_label (self->judgement, snapshot->judgement == NULL ? "" : snapshot->judgement);
  gtk_widget_set_visible (GTK_WIDGET (self->judgement), snapshot->judgement != NULL);
  self->filling = TRUE;
  fill_books (self, snapshot);
  /* A newcomer has replayed weeks before the first live one is settled. */
  if (!self->chosen && !fair_record_is_settled (snapshot->record, FALSE)
      && fair_record_is_settled (snapshot->record, TRUE))
    gtk_toggle_button_set_active (self->replay, TRUE);
  self->filling = FALSE;
  refresh (self);
}

/* The chart that has the focus. */
static gboolean
fair_performance_page_copy (FairPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  GtkWidget *view = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, FAIR_TYPE_CHART_VIEW);

  return view != NULL && gtk_widget_is_ancestor (view, GTK_WIDGET (page))
         && fair_chart_view_copy (FAIR_CHART_VIEW (view));
}

static void
make_csv (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;

  g_task_return_pointer (task, fair_record_report_csv (order->snapshot->record, &order->filter, order->now),
                         (GDestroyNotify) g_bytes_unref);
}

static void
on_csv (GObject *source, GAsyncResult *result, gpointer data)
{
  const Order *order = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) csv = g_task_propagate_pointer (G_TASK (result), NULL);

  fair_export_csv (GTK_WIDGET (source), order->filter.replay ? "fair-catch-record-replay.csv" : "fair-catch-record.csv", csv);
}

/* The picks that the figures and charts stand on. */
static gboolean
fair_performance_page_export (FairPage *page)
{
  FairPerformancePage *self = FAIR_PERFORMANCE_PAGE (page);

  if (fair_page_get_snapshot (page) == NULL
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "filled") != 0
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->settled), "record") != 0)
    return FALSE;
  start_order (self, NULL, make_csv, on_csv);
  return TRUE;
}

static void
fair_performance_page_dispose (GObject *object)
{
  FairPerformancePage *self = FAIR_PERFORMANCE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (fair_performance_page_parent_class)->dispose (object);
}

static void
fair_performance_page_class_init (FairPerformancePageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_COLUMNS);
  g_type_ensure (FAIR_TYPE_TILE);
  G_OBJECT_CLASS (klass)->dispose = fair_performance_page_dispose;
  FAIR_PAGE_CLASS (klass)->show = fair_performance_page_show;
  FAIR_PAGE_CLASS (klass)->copy = fair_performance_page_copy;
  FAIR_PAGE_CLASS (klass)->export_rows = fair_performance_page_export;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-performance-page.ui");
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, stack);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, live);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, replay);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, period);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, market);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, book);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, meaning);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, judgement);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, settled);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, unsettled);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, way_on);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, win_rate);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, roi);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, units);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, bets);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, clv);
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, charts);
  gtk_widget_class_bind_template_callback (widget, on_filter);
  gtk_widget_class_bind_template_callback (widget, on_way_on);
}

static void
fair_performance_page_init (FairPerformancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (FairRecordChart chart = 0; chart < FAIR_N_RECORD_CHARTS; chart++)
    {
      self->views[chart] = FAIR_CHART_VIEW (fair_chart_view_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->views[chart]), "card");
      gtk_widget_add_css_class (GTK_WIDGET (self->views[chart]), "chart-card");
      fair_columns_append (self->charts, GTK_WIDGET (self->views[chart]));
    }
}
