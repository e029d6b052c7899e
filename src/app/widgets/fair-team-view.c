/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-team-view.h"

#include "fair-chart-view.h"
#include "fair-number.h"

#include <glib/gi18n-lib.h>

struct _FairTeamView
{
  AdwBin         parent_instance;
  GtkLabel      *name;
  GtkLabel      *summary;
  FairChartView *chart;
  GtkGrid       *games;
};

G_DEFINE_FINAL_TYPE (FairTeamView, fair_team_view, ADW_TYPE_BIN)

static void
attach (FairTeamView *self, GtkWidget *widget, int column, int row)
{
  gtk_grid_attach (self->games, widget, column, row, 1, 1);
}

static void
attach_label (FairTeamView *self, const char *text, int column, int row, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
  attach (self, label, column, row);
}

static void
attach_number (FairTeamView *self, double number, int column, int row)
{
  g_autofree char *text = fair_number_signed (number, 1);

  attach_label (self, text, column, row, 1);
}

static char *
describe_week (const FairBookGame *game)
{
  return game->week.type == FAIR_SEASON_POSTSEASON ? g_strdup (_("Bowl")) : g_strdup_printf ("%d", game->week.week);
}

static char *
describe_day (const FairBookGame *game)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (game->kickoff);

  return time == NULL ? g_strdup ("–") : g_date_time_format (time, "%-d %b");
}

/* “W 31–17”; a letter, so that colour is not needed */
static char *
describe_result (const FairTeamGame *game)
{
  const char *letter;

  if (game->points < 0)
    return g_strdup ("–");
  letter = game->points > game->opponent_points   ? C_ ("game", "W")
           : game->points < game->opponent_points ? C_ ("game", "L")
                                                  : C_ ("game", "T");
  return g_strdup_printf ("%s %d–%d", letter, game->points, game->opponent_points);
}

static void
attach_opponent (FairTeamView *self, const FairBook *book, const FairTeamGame *game, int row)
{
  const FairBookTeam *opponent = fair_book_team (book, game->opponent);
  const FairBookGame *played = fair_book_game (book, game->game);
  const char *where = played->neutral_site ? C_ ("game", "v") : game->home ? "" : "@";
  g_autofree char *text = g_strjoin (*where == '\0' ? "" : " ", where, opponent->school, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-game");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", played->id);
  gtk_widget_set_tooltip_text (button, _("Show the game"));
  attach (self, button, 2, row);
}

static void
fill_games (FairTeamView *self, const FairBook *book, const GArray *games)
{
  const char *const heads[] = { _("Week"), _("Day"), _("Opponent"), _("Result"), _("Line"), _("Model") };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->games))) != NULL)
    gtk_grid_remove (self->games, child);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach_label (self, heads[i], i, 0, i >= 4 ? 1 : 0);
  for (guint i = 0; i < games->len; i++)
    {
      const FairTeamGame *game = &g_array_index (games, FairTeamGame, i);
      g_autofree char *week = describe_week (fair_book_game (book, game->game));
      g_autofree char *day = describe_day (fair_book_game (book, game->game));
      g_autofree char *result = describe_result (game);

      attach_label (self, week, 0, i + 1, 0);
      attach_label (self, day, 1, i + 1, 0);
      attach_opponent (self, book, game, i + 1);
      attach_label (self, result, 3, i + 1, 0);
      attach_number (self, game->spread, 4, i + 1);
      /* In the frame of the line, so that the two can be compared at sight. */
      attach_number (self, -game->predicted, 5, i + 1);
    }
}

static char *
describe_row (const FairRatingRow *row)
{
  g_autofree char *overall = fair_number_signed (row->rating.overall, 1);
  g_autofree char *sd = fair_number_to_text (row->rating.overall_sd, 1);
  g_autofree char *offense = fair_number_signed (row->rating.offense, 1);
  g_autofree char *defense = fair_number_signed (row->rating.defense, 1);
  g_autofree char *change = fair_number_signed (row->change, 1);

  return g_strdup_printf (_("%s · rank %u · overall %s ± %s (%s in a week) · offense %s · defense %s"),
                          row->conference == NULL ? "–" : row->conference, row->rank, overall, sd, change, offense,
                          defense);
}

static void
fair_team_view_class_init (FairTeamViewClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-team-view.ui");
  gtk_widget_class_bind_template_child (widget, FairTeamView, name);
  gtk_widget_class_bind_template_child (widget, FairTeamView, summary);
  gtk_widget_class_bind_template_child (widget, FairTeamView, chart);
  gtk_widget_class_bind_template_child (widget, FairTeamView, games);
}

static void
fair_team_view_init (FairTeamView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_team_view_show:
 * @history: (element-type FairDatedRating): of all teams
 * @row: the team
 * @now: UTC seconds
 *
 * Shows a team.
 */
void
fair_team_view_show (FairTeamView *self, FairSnapshot *snapshot, const GArray *history, const FairRatingRow *row,
                     gint64 now)
{
  int season = g_array_index (history, FairDatedRating, history->len - 1).week.season;
  g_autoptr (GArray) games = fair_rating_table_games (snapshot->book, snapshot->record, row->team, season, now);
  g_autofree char *summary = describe_row (row);

  gtk_label_set_label (self->name, row->school);
  gtk_label_set_label (self->summary, summary);
  fair_chart_view_set_chart (self->chart, fair_rating_table_chart (snapshot->book, history, row->team));
  fill_games (self, snapshot->book, games);
}
