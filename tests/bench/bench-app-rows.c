/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 20,000 rows of the picks table, sorted and filtered: the list alone, the whole table up to its next frame, and, as the
 * peer, GtkSortListModel over GtkFilterListModel with an object a row. */
#include "fair-index-model.h"
#include "fair-pick-view.h"

#include <math.h>
#include <stdio.h>

#define N     20000
#define TIMES 15

static GArray *
make_picks (void)
{
  GArray *picks = g_array_sized_new (FALSE, TRUE, sizeof (FairPick), N);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *away = g_strdup_printf ("Away %u", g_rand_int_range (random, 0, 140));
      g_autofree char *home = g_strdup_printf ("Home %u", g_rand_int_range (random, 0, 140));
      FairPick pick = {
        .week = { 2025, FAIR_SEASON_REGULAR, 1 },
        .game_id = i / 3 + 1,
        .kickoff = 1760000000 + i * 60,
        .away_team = g_intern_string (away),
        .home_team = g_intern_string (home),
        .market = i % 3,
        .side = i % 3 == FAIR_MARKET_TOTAL ? FAIR_SIDE_OVER : FAIR_SIDE_HOME,
        .line = g_rand_int_range (random, -60, 60) / 2.0,
        .price = -110,
        .provider = "Bovada",
        .edge_points = g_rand_double_range (random, -10, 10),
        .win_probability = g_rand_double (random),
        .is_pick = g_rand_int_range (random, 0, 5) == 0,
        .reason = "small_edge",
      };

      if (pick.is_pick)
        pick.reason = "";
      g_array_append_val (picks, pick);
    }
  return picks;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
report (const char *what, double *times)
{
  qsort (times, TIMES, sizeof *times, compare);
  printf ("%-58s median %6.2f ms, longest %6.2f ms\n", what, times[TIMES / 2], times[TIMES - 1]);
}

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1e3;
}

/* The list and the sheet, without a widget. */
static void
measure_list (const FairPickSheet *sheet)
{
  g_autoptr (FairIndexModel) model = fair_index_model_new ();
  static const struct
  {
    const char     *what;
    FairSheetColumn column;
  } sorts[] = { { "own list: sort by a number", FAIR_SHEET_EDGE }, { "own list: sort by text", FAIR_SHEET_MATCHUP } };
  static const struct
  {
    const char     *what;
    FairSheetFilter filter;
  } filters[] = { { "own list: picks only", { TRUE, NULL, NULL } }, { "own list: search two words", { FALSE, NULL, "away 7" } } };
  double times[TIMES];

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      for (guint j = 0; j < TIMES; j++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autofree double *keys = fair_pick_sheet_keys (sheet, sorts[i].column);

          fair_index_model_arrange (model, N, keys, j % 2, NULL);
          times[j] = since (start);
        }
      report (sorts[i].what, times);
    }
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      for (guint j = 0; j < TIMES; j++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autofree guint8 *shown = fair_pick_sheet_match (sheet, &filters[i].filter);

          fair_index_model_arrange (model, N, NULL, FALSE, j % 2 ? NULL : shown);
          times[j] = since (start);
        }
      report (filters[i].what, times);
    }
}

/* The peer: an object a row, which holds what it is sorted and filtered by. */
static double
edge_of (GObject *item)
{
  const FairPick *pick = g_object_get_data (item, "pick");

  return pick->edge_points;
}

static char *
matchup_of (GObject *item)
{
  const FairPick *pick = g_object_get_data (item, "pick");

  return fair_pick_to_matchup (pick);
}

static gboolean
is_pick (gpointer item, gpointer data)
{
  return ((const FairPick *) g_object_get_data (item, "pick"))->is_pick;
}

static GtkSorter *
make_sorter (gboolean text)
{
  if (text)
    return GTK_SORTER (gtk_string_sorter_new (
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (matchup_of), NULL, NULL)));
  return GTK_SORTER (gtk_numeric_sorter_new (
    gtk_cclosure_expression_new (G_TYPE_DOUBLE, NULL, 0, NULL, G_CALLBACK (edge_of), NULL, NULL)));
}

static void
measure_peer (GArray *picks)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  GtkFilterListModel *filtered = gtk_filter_list_model_new (G_LIST_MODEL (store), NULL);
  g_autoptr (GtkSortListModel) sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), NULL);
  double times[TIMES];

  for (guint i = 0; i < picks->len; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);

      g_object_set_data (item, "pick", &g_array_index (picks, FairPick, i));
      g_list_store_append (store, item);
    }
  for (gboolean text = FALSE; text <= TRUE; text++)
    {
      for (guint j = 0; j < TIMES; j++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autoptr (GtkSorter) sorter = make_sorter (text);

          if (!text)
            gtk_numeric_sorter_set_sort_order (GTK_NUMERIC_SORTER (sorter), j % 2 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
          gtk_sort_list_model_set_sorter (sorted, sorter);
          times[j] = since (start);
        }
      report (text ? "GtkSortListModel: sort by text" : "GtkSortListModel: sort by a number", times);
    }
  for (guint j = 0; j < TIMES; j++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GtkFilter) filter = j % 2 ? NULL : GTK_FILTER (gtk_custom_filter_new (is_pick, NULL, NULL));

      gtk_filter_list_model_set_filter (filtered, filter);
      times[j] = since (start);
    }
  report ("GtkFilterListModel below it: picks only", times);
}

static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Runs the main loop until the window has drawn what changed. */
static void
wait_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
measure_table (GArray *picks)
{
  GtkWidget *window = gtk_window_new ();
  FairPickView *view = g_object_new (FAIR_TYPE_PICK_VIEW, NULL);
  GActionGroup *actions = fair_pick_view_get_actions (view);
  static const char *const columns[] = { "edge_points", "matchup" };
  double times[TIMES];
  double frames[TIMES];

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  wait_frame (window);
  fair_pick_view_set_sheet (view, fair_pick_sheet_new (NULL, picks, 0));
  wait_frame (window);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *what = g_strdup_printf ("whole table: sort by %s", columns[i]);
      g_autofree char *frame = g_strdup_printf ("whole table: sort by %s, to the next frame", columns[i]);

      g_action_group_change_action_state (actions, "sort", g_variant_new_string (columns[i]));
      for (guint j = 0; j < TIMES; j++)
        {
          gint64 start = g_get_monotonic_time ();

          g_action_group_change_action_state (actions, "descending", g_variant_new_boolean (j % 2));
          times[j] = since (start);
          wait_frame (window);
          frames[j] = since (start);
        }
      report (what, times);
      report (frame, frames);
    }
  for (guint j = 0; j < TIMES; j++)
    {
      gint64 start = g_get_monotonic_time ();

      fair_pick_view_set_filter (view, &(FairSheetFilter) { j % 2 == 0, NULL, NULL });
      times[j] = since (start);
      wait_frame (window);
      frames[j] = since (start);
    }
  report ("whole table: picks only", times);
  report ("whole table: picks only, to the next frame", frames);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (void)
{
  g_autoptr (GArray) picks = make_picks ();
  g_autoptr (FairPickSheet) sheet = fair_pick_sheet_new (NULL, picks, 0);

  gtk_init ();
  adw_init ();
  printf ("%d rows\n", N);
  measure_list (sheet);
  measure_peer (picks);
  measure_table (picks);
  return 0;
}
