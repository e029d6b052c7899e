/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backtest-private.h"

#include "fair-json.h"
#include "fair-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In the C locale: reports are compared and parsed. */
static const char *
number (char *buffer, const char *format, double value)
{
  if (isnan (value))
    return "-";
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value);
}

static void
add_cell (GString *text, int width, const char *format, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%*s", width, number (buffer, format, value));
}

static void
add_score (GString *text, int season, const FairBacktestScore *score)
{
  if (season == 0)
    g_string_append (text, "   all");
  else
    g_string_append_printf (text, "%6d", season);
  g_string_append_printf (text, "%7u", score->n);
  add_cell (text, 8, "%.2f", score->mae);
  add_cell (text, 8, "%.2f", score->close_mae);
  add_cell (text, 8, "%+.2f", score->difference);
  g_string_append (text, "  [");
  add_cell (text, 5, "%+.2f", score->difference_low);
  g_string_append (text, ", ");
  add_cell (text, 5, "%+.2f", score->difference_high);
  g_string_append_c (text, ']');
  add_cell (text, 8, "%.2f", score->rmse);
  add_cell (text, 8, "%.2f", score->close_rmse);
  for (guint i = 0; i < G_N_ELEMENTS (score->coverage); i++)
    add_cell (text, 7, "%.1f", 100 * score->coverage[i]);
  g_string_append_c (text, '\n');
}

static void
add_table (GString *text, const FairBacktest *self, const char *title, gboolean totals)
{
  g_string_append_printf (text, "%s\n", title);
  g_string_append (text, "season      n     MAE   close    diff     95 % interval    RMSE   close   50 %   80 %"
                         "   95 %\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FairBacktestRow *row = &g_array_index (self->rows, FairBacktestRow, i);

      add_score (text, row->season, totals ? &row->total : &row->margin);
    }
  g_string_append_c (text, '\n');
}

static void
add_winners (GString *text, const FairBacktest *self)
{
  g_string_append_printf (text, "%s\n%s\n", _("Home win (log loss) and side of the closing spread, pushes left out"),
                          "season      n log loss    close    diff  sides  right  95 % interval");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FairBacktestRow *row = &g_array_index (self->rows, FairBacktestRow, i);
      double low;
      double high;

      fair_wilson_interval (row->ats_wins, row->ats_games, 0.95, &low, &high);
      if (row->season == 0)
        g_string_append (text, "   all");
      else
        g_string_append_printf (text, "%6d", row->season);
      g_string_append_printf (text, "%7u", row->margin.n);
      add_cell (text, 9, "%.4f", row->log_loss);
      add_cell (text, 9, "%.4f", row->close_log_loss);
      add_cell (text, 8, "%+.4f", row->log_loss - row->close_log_loss);
      g_string_append_printf (text, "%7u", row->ats_games);
      add_cell (text, 7, "%.1f", row->ats_games == 0 ? NAN : 100.0 * row->ats_wins / row->ats_games);
      g_string_append (text, "  [");
      add_cell (text, 5, "%.1f", 100 * low);
      g_string_append (text, ", ");
      add_cell (text, 5, "%.1f", 100 * high);
      g_string_append (text, "]\n");
    }
}

static void
add_measure (GString *text, const char *name, const FairMeasure *measure, int digits)
{
  g_autofree char *format = g_strdup_printf ("%%+.%df", digits);
  char buffer[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%-58s%6u  %8s", name, measure->n, number (buffer[0], format, measure->value));
  if (measure->n > 0)
    g_string_append_printf (text, "  [%s, %s]", number (buffer[1], format, measure->low),
                            number (buffer[2], format, measure->high));
  g_string_append_c (text, '\n');
}

static void
add_push (GString *text, const FairPushRate *rate)
{
  g_autofree char *name = g_strdup_printf (_("Pushes at a closing spread of %d, %%: stated, then seen"), rate->line);
  char buffer[4][G_ASCII_DTOSTR_BUF_SIZE];

  if (rate->n > 0)
    g_string_append_printf (text, "%-58s%6u  %8s  %s  [%s, %s]\n", name, rate->n,
                            number (buffer[0], "%.1f", 100 * rate->stated), number (buffer[1], "%.1f", 100 * rate->seen),
                            number (buffer[2], "%.1f", 100 * rate->low), number (buffer[3], "%.1f", 100 * rate->high));
}

/* Of all seasons together. */
static void
add_measures (GString *text, const FairBacktestMeasures *all)
{
  char buffer[2][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "\n%-58s%6s  %8s  %s\n", _("Probabilities and prices, all seasons"), "n", "",
                          "95 % interval");
  add_measure (text, _("Log loss of the chance to win, minus the close's"), &all->log_loss, 4);
  g_string_append_printf (text, "%-58s%6u  %8s  %s %s\n", _("Calibration error of the chance to win"),
                          all->n_calibration, number (buffer[0], "%.4f", all->calibration_error),
                          _("a perfect model stays below"), number (buffer[1], "%.4f", all->calibration_limit));
  add_measure (text, _("Margin, negative log likelihood: scores minus normal curve"), &all->discrete, 3);
  for (guint i = 0; i < FAIR_N_PUSH_LINES; i++)
    add_push (text, &all->pushes[i]);
  add_measure (text, _("Margin, absolute error: blend minus opener"), &all->blend_margin, 3);
  add_measure (text, _("Total, absolute error: blend minus opener"), &all->blend_total, 3);
  add_measure (text, _("Spread, points the close moved towards the prediction"), &all->clv_margin, 2);
  add_measure (text, _("Total, points the close moved towards the prediction"), &all->clv_total, 2);
}

/**
 * fair_backtest_to_text:
 *
 * Returns: (transfer full): tables for a terminal: FBS v FBS games with a closing line, ours beside the close on the
 *   same games
 */
char *
fair_backtest_to_text (const FairBacktest *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%u games predicted, each at the freeze before it. Model %s."), self->requests->len,
                          fair_forecast_model_id (self->forecast));
  g_string_append (text, "\n\n");
  add_table (text, self, _("Margin, points: FBS v FBS with a closing spread"), FALSE);
  add_table (text, self, _("Total, points: FBS v FBS with a closing total"), TRUE);
  add_winners (text, self);
  add_measures (text, &g_array_index (self->rows, FairBacktestRow, self->rows->len - 1).measures);
  if (fair_backtest_alarm (self))
    g_string_append_printf (text, "\n%s\n",
                            _("Alarm: this is outside what is believable against a closing line; treat it as a leak "
                              "until proved otherwise."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
build_score (JsonBuilder *builder, const char *name, const FairBacktestScore *score)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  fair_json_integer (builder, "n", score->n);
  fair_json_number (builder, "mae", score->mae);
  fair_json_number (builder, "close_mae", score->close_mae);
  fair_json_number (builder, "difference", score->difference);
  fair_json_number (builder, "difference_low", score->difference_low);
  fair_json_number (builder, "difference_high", score->difference_high);
  fair_json_number (builder, "rmse", score->rmse);
  fair_json_number (builder, "close_rmse", score->close_rmse);
  fair_json_number (builder, "coverage_50", score->coverage[0]);
  fair_json_number (builder, "coverage_80", score->coverage[1]);
  fair_json_number (builder, "coverage_95", score->coverage[2]);
  json_builder_end_object (builder);
}

static void
build_measure (JsonBuilder *builder, const char *name, const FairMeasure *measure)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  fair_json_integer (builder, "n", measure->n);
  fair_json_number (builder, "value", measure->value);
  fair_json_number (builder, "low", measure->low);
  fair_json_number (builder, "high", measure->high);
  json_builder_end_object (builder);
}

static void
build_pushes (JsonBuilder *builder, const FairBacktestMeasures *measures)
{
  json_builder_set_member_name (builder, "pushes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FAIR_N_PUSH_LINES; i++)
    {
      const FairPushRate *rate = &measures->pushes[i];

      json_builder_begin_object (builder);
      fair_json_integer (builder, "line", rate->line);
      fair_json_integer (builder, "n", rate->n);
      fair_json_number (builder, "stated", rate->stated);
      fair_json_number (builder, "seen", rate->seen);
      fair_json_number (builder, "low", rate->low);
      fair_json_number (builder, "high", rate->high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_measures (JsonBuilder *builder, const FairBacktestMeasures *measures)
{
  build_measure (builder, "log_loss_difference", &measures->log_loss);
  build_measure (builder, "discrete_minus_normal", &measures->discrete);
  build_measure (builder, "blend_margin_minus_opener", &measures->blend_margin);
  build_measure (builder, "blend_total_minus_opener", &measures->blend_total);
  build_measure (builder, "clv_margin", &measures->clv_margin);
  build_measure (builder, "clv_total", &measures->clv_total);
  fair_json_number (builder, "calibration_error", measures->calibration_error);
  fair_json_number (builder, "calibration_limit", measures->calibration_limit);
  build_pushes (builder, measures);
}

static void
build_row (JsonBuilder *builder, const FairBacktestRow *row)
{
  json_builder_begin_object (builder);
  if (row->season != 0)
    fair_json_integer (builder, "season", row->season);
  build_score (builder, "margin", &row->margin);
  build_score (builder, "total", &row->total);
  fair_json_number (builder, "log_loss", row->log_loss);
  fair_json_number (builder, "close_log_loss", row->close_log_loss);
  fair_json_integer (builder, "ats_games", row->ats_games);
  fair_json_integer (builder, "ats_wins", row->ats_wins);
  build_measures (builder, &row->measures);
  json_builder_end_object (builder);
}

/**
 * fair_backtest_to_json:
 *
 * Returns: (transfer full): what fair_backtest_to_text() shows: an object with "seasons", a list, and "all"
 */
char *
fair_backtest_to_json (const FairBacktest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fair_json_integer (builder, "schema", 1);
  fair_json_text (builder, "model_id", fair_forecast_model_id (self->forecast));
  fair_json_integer (builder, "from", self->from);
  fair_json_integer (builder, "to", self->to);
  fair_json_integer (builder, "games", self->requests->len);
  fair_json_boolean (builder, "alarm", fair_backtest_alarm (self));
  json_builder_set_member_name (builder, "seasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < self->rows->len; i++)
    build_row (builder, &g_array_index (self->rows, FairBacktestRow, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "all");
  build_row (builder, &g_array_index (self->rows, FairBacktestRow, self->rows->len - 1));
  json_builder_end_object (builder);
  return fair_json_finish (builder, TRUE);
}

/**
 * fair_backtest_row_to_json:
 *
 * Returns: (transfer full): one row of fair_backtest_to_json()
 */
char *
fair_backtest_row_to_json (const FairBacktestRow *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  build_row (builder, row);
  return fair_json_finish (builder, FALSE);
}
