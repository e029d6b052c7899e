/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-panel.h"

#include "fair-adjustment-list.h"
#include "fair-chart-view.h"
#include "fair-fact-grid.h"
#include "fair-game-chart.h"
#include "fair-game-facts.h"
#include "fair-game-reasons.h"
#include "fair-game-teams.h"
#include "fair-number.h"
#include "fair-pick-text.h"
#include "fair-pricer.h"
#include "fair-scoring.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairGamePanel
{
  AdwBin             parent_instance;
  FairSession       *session; /* nullable */
  gint64             game_id;
  gboolean           is_new; /* another game than the one that was shown last */
  GCancellable      *reading;
  GtkScrolledWindow *scroller;
  GtkLabel          *matchup;
  GtkLabel          *status;
  GtkLabel          *when;
  GtkLabel          *where;
  GtkLabel          *problem;
  GtkListBox        *picks;
  GtkLabel          *picks_note;
  FairFactGrid      *compare;
  GtkLabel          *chance_spread;
  GtkLabel          *chance_total;
  GtkLabel          *compare_note;
  FairAdjustmentList *adjustments;
  GtkWidget         *reasons_section;
  FairFactGrid      *reasons;
  GtkLabel          *reasons_note;
  FairChartView     *margin_chart;
  FairChartView     *total_chart;
  FairFactGrid      *lines;
  FairFactGrid      *moneylines;
  GtkLabel          *lines_note;
  FairGameTeams     *teams;
  GtkLabel          *age;
};

G_DEFINE_FINAL_TYPE (FairGamePanel, fair_game_panel, ADW_TYPE_BIN)

enum
{
  CLOSE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the reading thread is asked for, and its answer. */
typedef struct
{
  gint64         game_id;
  int            season;
  gint64         frozen_at; /* of the picks; FAIR_TIME_UNKNOWN: the last prediction */
  char           model_id[16];
  gboolean       predicted;
  FairPrediction prediction;
  gint64         lines_checked_at;
} Reading;

/* What one showing is made from. */
typedef struct
{
  FairSnapshot          *snapshot;
  FairView               view;
  guint                  game;
  const FairBookGame    *row;
  const FairBookTeam    *away;
  const FairBookTeam    *home;
  const FairPrediction  *prediction; /* nullable */
  FairScoreDistribution *scores; /* of it */
  const FairSettledPick *picks[FAIR_MARKETS_PER_GAME]; /* nullable */
  GArray                *lines; /* of FairGameLine */
  FairMarketNumbers      market;
  FairOddsFormat         format;
  gint64                 now;
} Showing;

static void
set_or_hide (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* As the picks of the game are priced. */
static FairScoreDistribution *
scores_of (const FairBook *book, const FairBookGame *game, const FairPrediction *prediction)
{
  g_autoptr (FairScoreShape) shape
    = fair_scoring_learn (fair_view_at (book, prediction->frozen_at), game->week.season);

  return fair_price_scores (prediction, shape);
}

/* The rows of the table that counts: the live one where there is one. */
static void
find_picks (const FairSnapshot *snapshot, gint64 game_id, const FairSettledPick *picks[FAIR_MARKETS_PER_GAME])
{
  for (guint i = 0; i < snapshot->record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (snapshot->record, FairSettledPick, i);

      if (row->pick.game_id == game_id && (picks[row->pick.market] == NULL || !row->replay))
        picks[row->pick.market] = row;
    }
}

static const FairSettledPick *
any_pick (const Showing *show)
{
  for (guint i = 0; i < FAIR_MARKETS_PER_GAME; i++)
    if (show->picks[i] != NULL)
      return show->picks[i];
  return NULL;
}

static void
show_head (FairGamePanel *self, const Showing *show)
{
  g_autofree char *matchup = fair_game_to_matchup (show->view.book, show->game);
  g_autofree char *when = fair_game_kickoff_to_text (show->row);
  g_autofree char *where = NULL;
  g_autofree char *status = NULL;
  int home_points;
  int away_points;

  if (fair_view_result (show->view, show->game, &home_points, &away_points))
    status = fair_game_result_to_text (show->view.book, show->game, home_points, away_points);
  else if (show->row->kickoff <= show->now)
    status = g_strdup (_("Under way, or its result is not known yet"));
  where = show->row->neutral_site
            ? g_strdup_printf (_("Neutral site; %s is the home team by name alone"), show->home->school)
            : g_strdup_printf (_("At %s"), show->home->school);
  gtk_label_set_label (self->matchup, matchup);
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->where, where);
  set_or_hide (self->status, status);
}

static void
add_pick (FairGamePanel *self, const FairSettledPick *pick, const Showing *show)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *bet = fair_pick_to_text (&pick->pick, show->format);
  g_autofree char *title = g_strdup_printf (_("%s: %s"), fair_market_to_text (pick->pick.market), bet);
  g_autofree char *details = fair_game_pick_to_text (pick, show->now, show->format);
  g_autofree char *shown_title = fair_number_typeset (title);
  g_autofree char *shown_details = fair_number_typeset (details);
  g_autofree char *safe_title = g_markup_escape_text (shown_title, -1);
  g_autofree char *safe_details = g_markup_escape_text (shown_details, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_details);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "numeric");
  gtk_list_box_append (self->picks, row);
}

static void
show_picks (FairGamePanel *self, const Showing *show)
{
  const FairSettledPick *any = any_pick (show);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->picks))) != NULL)
    gtk_list_box_remove (self->picks, child);
  for (guint i = 0; i < FAIR_MARKETS_PER_GAME; i++)
    if (show->picks[i] != NULL)
      add_pick (self, show->picks[i], show);
  gtk_widget_set_visible (GTK_WIDGET (self->picks), any != NULL);
  set_or_hide (self->picks_note,
               any == NULL    ? _("No published table has this game.")
               : any->replay  ? _("Replay: made afterwards from what was known at the week’s freeze.")
                              : NULL);
}

static char *
format_chance (double chance)
{
  return isnan (chance) ? g_strdup ("–") : g_strdup_printf (_("%.1f\u00a0%%"), 100 * chance);
}

static void
compare_market (FairGamePanel *self, const Showing *show, FairMarket market)
{
  const FairPrediction *p = show->prediction;
  gboolean total = market == FAIR_MARKET_TOTAL;
  double number = total ? show->market.total : show->market.spread;
  double own = total ? p->total : fair_spread_from_margin (p->margin);
  double together = total ? p->blend_total : fair_spread_from_margin (p->blend_margin);
  g_autofree char *model = fair_expected_to_text (own, total ? p->total_sd : p->margin_sd, !total);
  g_autofree char *line = total ? fair_number_to_text (number, 1) : fair_number_signed (number, 1);
  g_autofree char *blend = fair_expected_to_text (together, total ? p->blend_total_sd : p->blend_margin_sd, !total);
  const char *const cells[] = { total ? _("Total") : _("Home spread"), model, line, blend, NULL };

  fair_fact_grid_add (self->compare, cells);
}

static void
compare_winner (FairGamePanel *self, const Showing *show)
{
  const FairPrediction *p = show->prediction;
  double push;
  g_autofree char *model = format_chance (p->home_win_probability);
  g_autofree char *market = format_chance (fair_game_market_chance (show->lines));
  g_autofree char *blend = NULL;

  blend = format_chance (isnan (p->blend_margin)
                           ? NAN
                           : fair_win_chance (FAIR_MARKET_MONEYLINE, FAIR_SIDE_HOME, 0, show->scores, &push));
  fair_fact_grid_add (self->compare, (const char *const[]) { _("Home wins"), model, market, blend, NULL });
}

static void
show_chance (GtkLabel *label, const Showing *show, FairMarket market, double number)
{
  g_autofree char *text = NULL;

  if (show->scores != NULL)
    text = fair_game_chance_to_text (show->view.book, show->game, market, number, show->scores);
  set_or_hide (label, text);
}

static void
show_chart (FairChartView *view, const Showing *show, FairMarket market, double number)
{
  gboolean known = show->prediction != NULL;

  fair_chart_view_set_chart (view, known ? fair_game_chart_new (show->view.book, show->game, market, show->prediction,
                                                                show->scores, number)
                                         : NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (view)), known);
}

static void
add_reason (FairGamePanel *self, const char *what, double margin, double total, gboolean as_sum)
{
  g_autofree char *points = fair_number_signed (margin, 1);
  g_autofree char *scored = as_sum ? fair_number_to_text (total, 1) : fair_number_signed (total, 1);

  fair_fact_grid_add (self->reasons, (const char *const[]) { what, points, scored, NULL });
}

static void
show_reasons (FairGamePanel *self, const Showing *show)
{
  const char *const heads[] = { "", _("Home margin"), _("Total"), NULL };
  g_autoptr (GArray) reasons
    = show->prediction == NULL ? NULL : fair_game_reasons (show->view.book, show->game, show->prediction);

  gtk_widget_set_visible (self->reasons_section, reasons != NULL && reasons->len > 0);
  fair_fact_grid_start (self->reasons, heads);
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    {
      const FairGameReason *reason = &g_array_index (reasons, FairGameReason, i);

      add_reason (self, reason->what, reason->margin, reason->total, FALSE);
    }
  if (reasons != NULL && reasons->len > 0)
    add_reason (self, _("Prediction"), show->prediction->margin, show->prediction->total, TRUE);
  gtk_label_set_label (self->reasons_note,
                       show->prediction != NULL && show->prediction->fallback
                         ? _("The backup model made this from scores alone: no statistics have come for two weeks.")
                         : _("Points. The parts add up to the model’s own numbers; teams are measured against an "
                             "average one."));
}

static void
show_prediction (FairGamePanel *self, const Showing *show)
{
  const char *const heads[] = { "", _("Model"), _("Market"), _("Together"), NULL };

  gtk_widget_set_visible (GTK_WIDGET (self->compare), show->prediction != NULL);
  fair_fact_grid_start (self->compare, heads);
  if (show->prediction != NULL)
    {
      compare_market (self, show, FAIR_MARKET_SPREAD);
      compare_market (self, show, FAIR_MARKET_TOTAL);
      compare_winner (self, show);
    }
  show_reasons (self, show);
  show_chance (self->chance_spread, show, FAIR_MARKET_SPREAD, show->market.spread);
  show_chance (self->chance_total, show, FAIR_MARKET_TOTAL, show->market.total);
  show_chart (self->margin_chart, show, FAIR_MARKET_SPREAD, show->market.spread);
  show_chart (self->total_chart, show, FAIR_MARKET_TOTAL, show->market.total);
  gtk_label_set_label (self->compare_note,
                       show->prediction == NULL
                         ? _("No prediction of this game is stored.")
                         : _("Market: the books’ median as last known. Together: what bets are priced from, with the "
                             "line at the freeze. ± is one standard deviation of the outcome."));
}

static void
add_line (FairGamePanel *self, const FairGameLine *line, FairOddsFormat format)
{
  g_autofree char *spread = fair_number_signed (line->spread, 1);
  g_autofree char *spread_open = fair_number_signed (line->spread_open, 1);
  g_autofree char *total = fair_number_to_text (line->total, 1);
  g_autofree char *total_open = fair_number_to_text (line->total_open, 1);
  g_autofree char *home_price = fair_odds_format (line->home_moneyline, format);
  g_autofree char *away_price = fair_odds_format (line->away_moneyline, format);
  g_autofree char *home = fair_number_typeset (home_price);
  g_autofree char *away = fair_number_typeset (away_price);
  g_autofree char *seen = fair_local_time_to_text (line->seen_at, _("%-d %b %H:%M"));

  fair_fact_grid_add (self->lines,
                      (const char *const[]) { line->provider, spread_open, spread, total_open, total, NULL });
  fair_fact_grid_add (self->moneylines, (const char *const[]) { line->provider, away, home, seen, NULL });
}

/* Two tables, as one would be too wide for a panel. */
static void
show_lines (FairGamePanel *self, const Showing *show)
{
  const char *const heads[] = { _("Book"), _("Opened"), _("Spread"), _("Opened"), _("Total"), NULL };
  const char *const more_heads[] = { _("Moneyline"), _("Away"), _("Home"), _("Since"), NULL };
  g_autofree char *note = g_strdup_printf (_("Spreads are those of %s. Since: when these numbers were first seen; a "
                                             "close counts from kickoff."), show->home->school);

  fair_fact_grid_start (self->lines, heads);
  fair_fact_grid_start (self->moneylines, more_heads);
  for (guint i = 0; i < show->lines->len; i++)
    add_line (self, &g_array_index (show->lines, FairGameLine, i), show->format);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), show->lines->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->moneylines), show->lines->len > 0);
  gtk_label_set_label (self->lines_note, show->lines->len > 0 ? note : _("No book has a line on this game yet."));
}

static void
append_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len == 0 ? "" : "\n", sentence);
  g_free (sentence);
}

static void
show_age (FairGamePanel *self, const Showing *show, const Reading *reading)
{
  const FairPrediction *p = show->prediction;
  g_autoptr (GString) text = g_string_new (NULL);

  if (p != NULL)
    {
      g_autofree char *frozen = fair_local_time_to_text (p->frozen_at, _("%a %-d %b %Y, %H:%M"));
      g_autofree char *ago = fair_age_to_text (show->now - p->frozen_at);

      append_sentence (text, g_strdup_printf (_("Prediction frozen %s (%s), by model %.6s."), frozen, ago,
                                              reading->model_id));
      append_sentence (text, g_strdup_printf (_("Games of this season known then: %s %d, %s %d."), show->away->school,
                                              p->away_games, show->home->school, p->home_games));
      if (p->fallback)
        append_sentence (text, g_strdup (_("It was made by the backup model.")));
    }
  if (reading->lines_checked_at == FAIR_TIME_UNKNOWN)
    append_sentence (text, g_strdup (_("Lines of this season were never asked for.")));
  else
    {
      g_autofree char *ago = fair_age_to_text (show->now - reading->lines_checked_at);

      append_sentence (text, g_strdup_printf (_("Lines last asked for %s."), ago));
    }
  gtk_label_set_label (self->age, text->str);
}

static FairOddsFormat
load_format (FairSession *session)
{
  g_autofree char *text = fair_settings_get_string (fair_session_get_settings (session), "odds-format");
  FairOddsFormat format = FAIR_ODDS_AMERICAN;

  fair_odds_format_parse (text, &format);
  return format;
}

static void
show_all (FairGamePanel *self, FairSnapshot *snapshot, guint game, const Reading *reading)
{
  gint64 now = fair_session_now (self->session);
  const FairBook *book = snapshot->book;
  const FairBookGame *row = fair_book_game (book, game);
  Showing show = {
    .snapshot = snapshot,
    .view = fair_view_at (book, now),
    .game = game,
    .row = row,
    .away = fair_book_team (book, row->away),
    .home = fair_book_team (book, row->home),
    .prediction = reading->predicted ? &reading->prediction : NULL,
    .format = load_format (self->session),
    .now = now,
  };
  g_autoptr (GArray) lines = fair_game_lines (show.view, game);
  g_autoptr (FairScoreDistribution) scores = show.prediction == NULL ? NULL : scores_of (book, row, show.prediction);

  show.scores = scores;
  show.lines = lines;
  show.market = fair_view_market (show.view, game);
  find_picks (snapshot, row->id, show.picks);
  show_head (self, &show);
  show_picks (self, &show);
  show_prediction (self, &show);
  show_lines (self, &show);
  fair_adjustment_list_show (self->adjustments, self->session, snapshot, game);
  fair_game_teams_show (self->teams, snapshot, show.view, game);
  show_age (self, &show, reading);
  if (self->is_new)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->is_new = FALSE;
}

/* The prediction that the picks were made from; without picks the last one. */
static const FairPrediction *
choose_prediction (const GArray *predictions, gint64 frozen_at)
{
  for (guint i = 0; i < predictions->len; i++)
    if (g_array_index (predictions, FairPrediction, i).frozen_at == frozen_at)
      return &g_array_index (predictions, FairPrediction, i);
  return predictions->len == 0 ? NULL : &g_array_index (predictions, FairPrediction, predictions->len - 1);
}

static gpointer
read_game (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  g_autofree Reading *reading = g_memdup2 (data, sizeof (Reading));
  g_autofree char *lines = g_strdup_printf ("/lines?%%year=%d%%", reading->season);
  g_autoptr (GArray) predictions = NULL;
  const FairPrediction *chosen;

  if (store == NULL)
    return g_steal_pointer (&reading);
  predictions = fair_store_load_game_predictions (store, reading->game_id, reading->model_id, error);
  if (predictions == NULL || !fair_store_raw_checked_at (store, lines, &reading->lines_checked_at, error))
    return NULL;
  chosen = choose_prediction (predictions, reading->frozen_at);
  if (chosen != NULL)
    reading->prediction = *chosen;
  reading->predicted = chosen != NULL;
  return g_steal_pointer (&reading);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairGamePanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree Reading *reading = fair_session_read_finish (FAIR_SESSION (source), result, &error);
  const Reading unknown = { .lines_checked_at = FAIR_TIME_UNKNOWN };
  FairSnapshot *snapshot;
  guint game;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session != FAIR_SESSION (source)
      || (reading != NULL && reading->game_id != self->game_id))
    return;
  snapshot = fair_session_get_snapshot (self->session);
  game = snapshot == NULL ? FAIR_NO_INDEX : fair_book_find_game (snapshot->book, self->game_id);
  set_or_hide (self->problem, error == NULL ? NULL : error->message);
  if (game != FAIR_NO_INDEX)
    show_all (self, snapshot, game, reading == NULL ? &unknown : reading);
}

static void
read_again (FairGamePanel *self)
{
  FairSnapshot *snapshot = fair_session_get_snapshot (self->session);
  guint game = snapshot == NULL ? FAIR_NO_INDEX : fair_book_find_game (snapshot->book, self->game_id);
  const FairSettledPick *picks[FAIR_MARKETS_PER_GAME] = { NULL };
  Reading reading = { .game_id = self->game_id, .frozen_at = FAIR_TIME_UNKNOWN, .lines_checked_at = FAIR_TIME_UNKNOWN };

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (game == FAIR_NO_INDEX)
    return;
  find_picks (snapshot, self->game_id, picks);
  reading.season = fair_book_game (snapshot->book, game)->week.season;
  reading.frozen_at = picks[0] == NULL ? FAIR_TIME_UNKNOWN : picks[0]->pick.frozen_at;
  g_strlcpy (reading.model_id, picks[0] == NULL ? snapshot->model_id : picks[0]->pick.model_id,
             sizeof reading.model_id);
  self->reading = g_cancellable_new ();
  fair_session_read_async (self->session, read_game, g_memdup2 (&reading, sizeof reading), g_free, self->reading,
                           on_read, g_object_ref (self));
}

static void
on_snapshot (FairSession *session, GParamSpec *pspec, FairGamePanel *self)
{
  read_again (self);
}

static void
on_close (GtkButton *button, FairGamePanel *self)
{
  g_signal_emit (self, signals[CLOSE_REQUESTED], 0);
}

static void
set_session (FairGamePanel *self, FairSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (on_snapshot), self, 0);
}

static void
fair_game_panel_dispose (GObject *object)
{
  FairGamePanel *self = FAIR_GAME_PANEL (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  set_session (self, NULL);
  G_OBJECT_CLASS (fair_game_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget)
{
  gtk_widget_class_bind_template_child (widget, FairGamePanel, scroller);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, matchup);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, status);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, when);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, where);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, problem);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, picks);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, picks_note);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, compare);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, chance_spread);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, chance_total);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, compare_note);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, adjustments);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, reasons_section);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, reasons);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, reasons_note);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, margin_chart);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, total_chart);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, lines);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, moneylines);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, lines_note);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, teams);
  gtk_widget_class_bind_template_child (widget, FairGamePanel, age);
}

static void
fair_game_panel_class_init (FairGamePanelClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_ADJUSTMENT_LIST);
  g_type_ensure (FAIR_TYPE_CHART_VIEW);
  g_type_ensure (FAIR_TYPE_FACT_GRID);
  g_type_ensure (FAIR_TYPE_GAME_TEAMS);
  G_OBJECT_CLASS (klass)->dispose = fair_game_panel_dispose;
  signals[CLOSE_REQUESTED] = g_signal_new ("close-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-game-panel.ui");
  bind_children (widget);
  gtk_widget_class_bind_template_callback (widget, on_close);
}

static void
fair_game_panel_init (FairGamePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fair_game_panel_new (void)
{
  return g_object_new (FAIR_TYPE_GAME_PANEL, NULL);
}

/**
 * fair_game_panel_show_game:
 * @game_id: of a game in the session's snapshot
 *
 * Shows a game, and from then on what becomes known of it.
 */
void
fair_game_panel_show_game (FairGamePanel *self, FairSession *session, gint64 game_id)
{
  set_session (self, session);
  self->is_new = self->is_new || self->game_id != game_id;
  self->game_id = game_id;
  read_again (self);
}
