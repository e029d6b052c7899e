/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-page.h"

#include "fair-backtest.h"
#include "fair-model-list.h"
#include "fair-number.h"
#include "fair-reading-cache.h"
#include "fair-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BURN_IN 2 /* seasons before the first that is judged: the model has to know the teams */

struct _FairModelPage
{
  FairPage       parent_instance;
  GtkStack      *judgement;
  GtkProgressBar *progress_bar;
  GtkLabel      *verdict;
  GtkGrid       *table;
  GtkLabel      *coverage;
  FairModelList *models;
  FairProgress  *progress; /* of the backtest that runs; nullable */
  GCancellable  *cancellable; /* likewise */
  guint          ticker;
};

G_DEFINE_FINAL_TYPE (FairModelPage, fair_model_page, FAIR_TYPE_PAGE)

/* What a backtest needs on its thread: it takes seconds, so it must not hold up the session's reading. */
typedef struct
{
  FairSession  *session;
  FairSnapshot *snapshot;
  FairProgress *progress;
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->session);
  fair_snapshot_unref (order->snapshot);
  fair_progress_unref (order->progress);
  g_free (order);
}

static void
run_backtest (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  const FairBook *book = order->snapshot->book;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (fair_session_get_profile (order->session)->paths, &error);
  FairModelCache cache = fair_reading_cache (store);
  FairForecastOptions options = { .design = order->snapshot->registry->champion, .cache = &cache };
  FairBacktest *backtest = NULL;

  if (store != NULL)
    backtest = fair_backtest_run (book, fair_book_first_season (book) + BURN_IN, fair_book_last_season (book), &options,
                                  order->progress, cancellable, &error);
  if (backtest == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, backtest, (GDestroyNotify) fair_backtest_free);
}

static void
attach (FairModelPage *self, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
attach_number (FairModelPage *self, double number, int column, int row)
{
  g_autofree char *text = fair_number_to_text (number, 2);

  attach (self, text, column, row);
}

/* “+0.41 (+0.31 to +0.51)” */
static char *
describe_difference (const FairBacktestScore *score)
{
  g_autofree char *difference = fair_number_signed (score->difference, 2);
  g_autofree char *low = fair_number_signed (score->difference_low, 2);
  g_autofree char *high = fair_number_signed (score->difference_high, 2);

  return g_strdup_printf (_("%s (%s to %s)"), difference, low, high);
}

static void
attach_score (FairModelPage *self, const FairBacktestScore *score, int column, int row)
{
  g_autofree char *difference = describe_difference (score);

  attach_number (self, score->mae, column, row);
  attach_number (self, score->close_mae, column + 1, row);
  attach (self, difference, column + 2, row);
}

/* “50.5 % of 5,102 (49.1 to 51.9)” */
static char *
describe_ats (const FairBacktestRow *row)
{
  double low;
  double high;

  if (row->ats_games == 0)
    return g_strdup ("–");
  fair_wilson_interval (row->ats_wins, row->ats_games, 0.95, &low, &high);
  return g_strdup_printf (_("%.1f %% of %u (%.1f to %.1f)"), 100.0 * row->ats_wins / row->ats_games, row->ats_games,
                          100 * low, 100 * high);
}

static void
attach_row (FairModelPage *self, const FairBacktestRow *row, int at)
{
  g_autofree char *season = row->season == 0 ? g_strdup (_("All")) : g_strdup_printf ("%d", row->season);
  g_autofree char *n = g_strdup_printf ("%u", row->margin.n);
  g_autofree char *ats = describe_ats (row);

  attach (self, season, 0, at);
  attach (self, n, 1, at);
  attach_score (self, &row->margin, 2, at);
  attach_score (self, &row->total, 5, at);
  attach (self, ats, 8, at);
}

static void
show_verdict (FairModelPage *self, const FairBacktestRow *all)
{
  g_autofree char *low = fair_number_signed (all->margin.difference_low, 2);
  g_autofree char *high = fair_number_signed (all->margin.difference_high, 2);
  g_autofree char *difference = fair_number_signed (all->margin.difference, 2);
  g_autofree char *verdict = g_strdup_printf (
    _("On %u games with a closing line the model missed the margin by %.2f points on average, and the closing line by %.2f: "
      "a difference of %s (95 %%: %s to %s). %s"),
    all->margin.n, all->margin.mae, all->margin.close_mae, difference, low, high,
    all->margin.difference_low > 0   ? _("The closing line is the better prediction.")
    : all->margin.difference_high < 0 ? _("That is better than the closing line, which should make you look for a mistake.")
                                      : _("The two cannot be told apart on so many games."));
  g_autofree char *coverage = g_strdup_printf (
    _("Of the margins, %.1f %% fell inside the 50 %% intervals, %.1f %% inside the 80 %% and %.1f %% inside the 95 %% "
      "intervals; of the totals %.1f %%, %.1f %% and %.1f %%. Every game was predicted at its own week's freeze, from what was "
      "known then. Intervals of differences are resampled by week."),
    100 * all->margin.coverage[0], 100 * all->margin.coverage[1], 100 * all->margin.coverage[2],
    100 * all->total.coverage[0], 100 * all->total.coverage[1], 100 * all->total.coverage[2]);

  gtk_label_set_label (self->verdict, verdict);
  gtk_label_set_label (self->coverage, coverage);
}

static void
show_backtest (FairModelPage *self, const FairBacktest *backtest)
{
  const char *const heads[] = { _("Season"),      _("Games"),      _("Margin"), _("Close"), _("Difference"),
                                _("Total"),       _("Close"),      _("Difference"), _("Against the spread") };
  guint n;
  const FairBacktestRow *rows = fair_backtest_rows (backtest, &n);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach (self, heads[i], i, 0);
  for (guint i = 0; i < n; i++)
    {
      attach_row (self, &rows[i], i + 1);
      if (rows[i].season == 0)
        show_verdict (self, &rows[i]);
    }
}

static gboolean
has_judged (const FairBacktest *backtest)
{
  guint n;
  const FairBacktestRow *rows = fair_backtest_rows (backtest, &n);

  for (guint i = 0; i < n; i++)
    if (rows[i].margin.n > 0)
      return TRUE;
  return FALSE;
}

static void
stop (FairModelPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, fair_progress_unref);
  g_clear_handle_id (&self->ticker, g_source_remove);
}

static void
on_backtest (GObject *source, GAsyncResult *result, gpointer data)
{
  FairModelPage *self = FAIR_MODEL_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairBacktest) backtest = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop (self);
  if (error != NULL)
    fair_page_tell (FAIR_PAGE (self), error->message);
  if (backtest == NULL || !has_judged (backtest))
    {
      gtk_stack_set_visible_child_name (self->judgement, "nothing");
      return;
    }
  show_backtest (self, backtest);
  gtk_stack_set_visible_child_name (self->judgement, "done");
}

static gboolean
on_tick (gpointer data)
{
  FairModelPage *self = data;
  FairProgressState state;

  fair_progress_get (self->progress, &state);
  if (state.total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, (double) state.done / state.total);
  else
    gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

static void
fair_model_page_show (FairPage *page, FairSnapshot *snapshot)
{
  FairModelPage *self = FAIR_MODEL_PAGE (page);
  gboolean enough = snapshot != NULL && snapshot->ratings->len > 0
                    && fair_book_last_season (snapshot->book) >= fair_book_first_season (snapshot->book) + BURN_IN;
  g_autoptr (GTask) task = NULL;
  Order *order;

  stop (self);
  fair_model_list_show (self->models, fair_page_get_session (page), snapshot);
  if (!enough)
    {
      gtk_stack_set_visible_child_name (self->judgement, "nothing");
      return;
    }
  gtk_stack_set_visible_child_name (self->judgement, "running");
  self->cancellable = g_cancellable_new ();
  self->progress = fair_progress_new (NULL, NULL);
  self->ticker = g_timeout_add (200, on_tick, self);
  order = g_new0 (Order, 1);
  *order = (Order) { g_object_ref (fair_page_get_session (page)), fair_snapshot_ref (snapshot),
                     fair_progress_ref (self->progress) };
  task = g_task_new (self, self->cancellable, on_backtest, NULL);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, run_backtest);
}

static void
fair_model_page_dispose (GObject *object)
{
  stop (FAIR_MODEL_PAGE (object));
  G_OBJECT_CLASS (fair_model_page_parent_class)->dispose (object);
}

static void
fair_model_page_class_init (FairModelPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_model_page_dispose;
  g_type_ensure (FAIR_TYPE_MODEL_LIST);
  FAIR_PAGE_CLASS (klass)->show = fair_model_page_show;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-model-page.ui");
  gtk_widget_class_bind_template_child (widget, FairModelPage, judgement);
  gtk_widget_class_bind_template_child (widget, FairModelPage, progress_bar);
  gtk_widget_class_bind_template_child (widget, FairModelPage, verdict);
  gtk_widget_class_bind_template_child (widget, FairModelPage, table);
  gtk_widget_class_bind_template_child (widget, FairModelPage, coverage);
  gtk_widget_class_bind_template_child (widget, FairModelPage, models);
}

static void
fair_model_page_init (FairModelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
