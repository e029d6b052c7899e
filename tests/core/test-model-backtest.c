/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backtest.h"
#include "fair-csv.h"
#include "fair-error.h"
#include "fair-normal.h"
#include "synthetic-league.h"

#include <json-glib/json-glib.h>
#include <string.h>

static FairBacktest *
backtest (guint64 seed, double line_sd, int from, int to)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (seed, line_sd);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GError) error = NULL;
  FairBacktest *result = fair_backtest_run (book, from, to, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static FairCsvTable *
table_of (const FairBacktest *self)
{
  g_autoptr (GBytes) bytes = fair_backtest_to_csv (self);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  FairCsvTable *table = fair_csv_parse (text, length, &error);

  g_assert_no_error (error);
  return table;
}

static double
number_in (const FairCsvTable *table, guint row, const char *column)
{
  const char *text = fair_csv_table_cell (table, row, fair_csv_table_column (table, column));

  return *text == '\0' ? NAN : g_ascii_strtod (text, NULL);
}

static void
assert_near_or_unknown (double a, double b, double tolerance)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat (fabs (a - b), <=, tolerance);
}

static void
test_csv (void)
{
  g_autoptr (FairBacktest) result = backtest (21, 2, 2016, 2018);
  g_autoptr (FairCsvTable) table = table_of (result);
  g_autofree char *header = g_strjoinv (",", table->header);
  guint n;
  const FairPrediction *p = fair_forecast_predictions (fair_backtest_forecast (result), &n);

  g_assert_cmpstr (header, ==,
                   "schema,game_id,season,season_type,week,kickoff_utc,frozen_at_utc,home_team,away_team,neutral_site,"
                   "pred_margin,pred_total,margin_sd,total_sd,home_win_probability,blend_margin,blend_total,"
                   "cover_probability,over_probability,open_spread,close_spread,open_total,close_total,home_points,"
                   "away_points");
  g_assert_cmpuint (table->rows->len, ==, n);
  g_assert_cmpuint (n, ==, 3 * SYNTHETIC_WEEKS * SYNTHETIC_TEAMS / 2);
  for (guint i = 0; i < n; i++)
    {
      double close = number_in (table, i, "close_spread");

      g_assert_cmpint (number_in (table, i, "game_id"), ==, p[i].game_id);
      assert_near_or_unknown (number_in (table, i, "pred_margin"), p[i].margin, 5.1e-5);
      assert_near_or_unknown (number_in (table, i, "total_sd"), p[i].total_sd, 5.1e-5);
      assert_near_or_unknown (number_in (table, i, "blend_margin"), p[i].blend_margin, 5.1e-5);
      assert_near_or_unknown (number_in (table, i, "home_win_probability"), p[i].home_win_probability, 5.1e-7);
      /* Whole points are near the normal curve that they are made from, but not on it; less so where a side is expected
       * to score nothing. */
      if (fabs (close) > 25)
        continue;
      assert_near_or_unknown (number_in (table, i, "cover_probability"),
                              fair_normal_cdf ((p[i].blend_margin + close) / p[i].blend_margin_sd), 0.04);
      assert_near_or_unknown (number_in (table, i, "over_probability"),
                              1 - fair_normal_cdf ((number_in (table, i, "close_total") - p[i].blend_total)
                                                   / p[i].blend_total_sd), 0.04);
    }
  /* There are no openers in 2016. */
  g_assert_true (isnan (number_in (table, 0, "open_spread")) && isnan (number_in (table, 0, "cover_probability")));
  g_assert_false (isnan (number_in (table, n - 1, "cover_probability")));
}

/* The tables, counted again from the CSV. */
static void
test_scores (void)
{
  g_autoptr (FairBacktest) result = backtest (22, 2, 2017, 2018);
  g_autoptr (FairCsvTable) table = table_of (result);
  guint n_rows;
  const FairBacktestRow *rows = fair_backtest_rows (result, &n_rows);
  double error[2] = { 0 };
  double close_error[2] = { 0 };
  double loss = 0;
  guint inside = 0;
  guint n = table->rows->len;

  for (guint i = 0; i < n; i++)
    {
      double margin = number_in (table, i, "home_points") - number_in (table, i, "away_points");
      double total = number_in (table, i, "home_points") + number_in (table, i, "away_points");
      double p = number_in (table, i, "home_win_probability");

      error[0] += fabs (margin - number_in (table, i, "pred_margin")) / n;
      error[1] += fabs (total - number_in (table, i, "pred_total")) / n;
      close_error[0] += fabs (margin + number_in (table, i, "close_spread")) / n;
      close_error[1] += fabs (total - number_in (table, i, "close_total")) / n;
      loss -= log (margin > 0 ? p : 1 - p) / n;
      inside += fabs (margin - number_in (table, i, "pred_margin"))
                < fair_normal_quantile (0.9) * number_in (table, i, "margin_sd");
    }
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmpint (rows[0].season, ==, 2017);
  g_assert_cmpint (rows[2].season, ==, 0);
  g_assert_cmpuint (rows[2].margin.n, ==, n);
  g_assert_cmpuint (rows[0].margin.n + rows[1].margin.n, ==, n);
  g_assert_cmpfloat_with_epsilon (rows[2].margin.mae, error[0], 1e-3);
  g_assert_cmpfloat_with_epsilon (rows[2].total.mae, error[1], 1e-3);
  g_assert_cmpfloat_with_epsilon (rows[2].margin.close_mae, close_error[0], 1e-2);
  g_assert_cmpfloat_with_epsilon (rows[2].total.close_mae, close_error[1], 1e-2);
  g_assert_cmpfloat_with_epsilon (rows[2].log_loss, loss, 1e-4);
  g_assert_cmpfloat_with_epsilon (rows[2].margin.coverage[1], inside / (double) n, 2e-3);
  g_assert_cmpfloat (rows[2].margin.difference_low, <, rows[2].margin.difference);
  g_assert_cmpfloat (rows[2].margin.difference_high, >, rows[2].margin.difference);
}

/* The measures, counted again from the CSV. The synthetic league has openers from its third season on. */
static void
test_measures (void)
{
  g_autoptr (FairBacktest) result = backtest (22, 2, 2017, 2018);
  g_autoptr (FairCsvTable) table = table_of (result);
  guint n_rows;
  const FairBacktestMeasures *all = &fair_backtest_rows (result, &n_rows)[2].measures;
  double loss = 0;
  double blend = 0;
  double clv = 0;
  guint n_open = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      double margin = number_in (table, i, "home_points") - number_in (table, i, "away_points");
      double open = -number_in (table, i, "open_spread");
      double close = -number_in (table, i, "close_spread");
      double p = number_in (table, i, "home_win_probability");
      double q = fair_normal_cdf (close / 15.6);

      loss += margin > 0 ? log (q / p) : log ((1 - q) / (1 - p));
      if (isnan (open))
        continue;
      n_open++;
      blend += fabs (margin - number_in (table, i, "blend_margin")) - fabs (margin - open);
      clv += number_in (table, i, "pred_margin") > open ? close - open : open - close;
    }
  g_assert_cmpuint (all->log_loss.n, ==, table->rows->len);
  g_assert_cmpfloat_with_epsilon (all->log_loss.value, loss / table->rows->len, 2e-4);
  g_assert_cmpfloat (all->log_loss.low, <, all->log_loss.value);
  g_assert_cmpfloat (all->log_loss.high, >, all->log_loss.value);
  g_assert_cmpuint (n_open, >, 300);
  g_assert_cmpuint (all->blend_margin.n, ==, n_open);
  g_assert_cmpfloat_with_epsilon (all->blend_margin.value, blend / n_open, 1e-2);
  g_assert_cmpfloat_with_epsilon (all->clv_margin.value, clv / n_open, 1e-2);
  /* Chances are true here. */
  g_assert_cmpuint (all->n_calibration, ==, table->rows->len);
  g_assert_cmpfloat (all->calibration_error, <, 1.5 * all->calibration_limit);
  g_assert_cmpuint (all->discrete.n, ==, table->rows->len);
  g_assert_cmpint (all->pushes[0].line, ==, 3);
}

/* Against lines that know the truth the model is a little worse, which is believable; against lines that know little it
 * is much better, which is not. */
static void
test_alarm (void)
{
  g_autoptr (FairBacktest) believable = backtest (23, 1, 2017, 2019);
  g_autoptr (FairBacktest) unbelievable = backtest (23, 12, 2017, 2019);
  g_autofree char *good = fair_backtest_to_text (believable);
  g_autofree char *bad = fair_backtest_to_text (unbelievable);

  g_assert_false (fair_backtest_alarm (believable));
  g_assert_true (fair_backtest_alarm (unbelievable));
  g_assert_null (strstr (good, "leak"));
  g_assert_nonnull (strstr (bad, "treat it as a leak until proved otherwise"));
}

static void
test_json (void)
{
  g_autoptr (FairBacktest) result = backtest (24, 2, 2018, 2018);
  g_autofree char *text = fair_backtest_to_json (result);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonObject *all;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  all = json_object_get_object_member (root, "all");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "seasons")), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (all, "margin"), "n"), ==,
                   SYNTHETIC_WEEKS * SYNTHETIC_TEAMS / 2);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (all, "total"), "mae"), >, 8);
  g_assert_cmpstr (json_object_get_string_member (root, "model_id"), ==,
                   fair_forecast_model_id (fair_backtest_forecast (result)));
}

static void
test_degenerate (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) empty = fair_book_builder_finish (builder);
  g_autoptr (FairBacktest) nothing = NULL;
  g_autoptr (FairCsvTable) table = NULL;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_backtest_run (empty, 2019, 2018, NULL, NULL, NULL, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  nothing = fair_backtest_run (empty, 2018, 2019, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (fair_backtest_alarm (nothing));
  table = table_of (nothing);
  g_assert_cmpuint (table->rows->len, ==, 0);
  text = fair_backtest_to_text (nothing);
  g_assert_null (strstr (text, "nan"));
  json = fair_backtest_to_json (nothing);
  g_assert_null (strstr (json, "nan"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/backtest/csv", test_csv);
  g_test_add_func ("/model/backtest/scores", test_scores);
  g_test_add_func ("/model/backtest/measures", test_measures);
  g_test_add_func ("/model/backtest/alarm", test_alarm);
  g_test_add_func ("/model/backtest/json", test_json);
  g_test_add_func ("/model/backtest/degenerate", test_degenerate);
  return g_test_run ();
}
