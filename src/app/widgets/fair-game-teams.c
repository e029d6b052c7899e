/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-teams.h"

#include "fair-fact-grid.h"
#include "fair-game-facts.h"
#include "fair-number.h"
#include "fair-prediction.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_RECENT 5

struct _FairGameTeams
{
  AdwBin        parent_instance;
  FairFactGrid *ratings;
  GtkLabel     *ratings_note;
  GtkButton    *away_link;
  GtkLabel     *away_name;
  FairFactGrid *away_recent;
  GtkLabel     *away_none;
  GtkButton    *home_link;
  GtkLabel     *home_name;
  FairFactGrid *home_recent;
  GtkLabel     *home_none;
};

G_DEFINE_FINAL_TYPE (FairGameTeams, fair_game_teams, ADW_TYPE_BIN)

/* By how good they are, best first: the place is the rank. */
static const FairRating *
find_rating (const FairSnapshot *snapshot, gint64 team, guint *rank)
{
  for (guint i = 0; i < snapshot->ratings->len; i++)
    {
      const FairRating *rating = &g_array_index (snapshot->ratings, FairRating, i);

      *rank = i + 1;
      if (rating->team_id == team)
        return rating;
    }
  return NULL;
}

/* What is said of one team, in the order of the rows. */
static GStrv
describe_rating (const FairSnapshot *snapshot, gint64 team)
{
  guint rank;
  const FairRating *rating = find_rating (snapshot, team, &rank);
  GStrv cells = g_new0 (char *, 5);

  cells[0] = rating == NULL ? g_strdup ("–") : g_strdup_printf (_("%u of %u"), rank, snapshot->ratings->len);
  cells[1] = rating == NULL ? g_strdup ("–") : fair_expected_to_text (rating->overall, rating->overall_sd, TRUE);
  cells[2] = fair_number_signed (rating == NULL ? NAN : rating->offense, 1);
  cells[3] = fair_number_signed (rating == NULL ? NAN : rating->defense, 1);
  return cells;
}

static void
show_ratings (FairGameTeams *self, const FairSnapshot *snapshot, const FairBookTeam *away, const FairBookTeam *home)
{
  const char *const heads[] = { "", away->school, home->school, NULL };
  const char *const names[] = { _("Rank"), _("Overall"), _("Offense"), _("Defense") };
  g_auto (GStrv) of_away = describe_rating (snapshot, away->id);
  g_auto (GStrv) of_home = describe_rating (snapshot, home->id);
  g_autofree char *frozen = fair_local_time_to_text (snapshot->ratings_frozen_at, _("%a %-d %b %Y"));
  g_autofree char *note = NULL;

  fair_fact_grid_start (self->ratings, heads);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fair_fact_grid_add (self->ratings, (const char *const[]) { names[i], of_away[i], of_home[i], NULL });
  note = snapshot->ratings->len == 0
           ? g_strdup (_("There are no ratings before the first run."))
           : g_strdup_printf (_("Points against an average FBS team on a neutral field, ± one standard deviation; "
                                "frozen %s. Only FBS teams are rated."), frozen);
  gtk_label_set_label (self->ratings_note, note);
}

static void
show_team (GtkButton *link, GtkLabel *name, const FairBookTeam *team, FairDivision division)
{
  gboolean rated = division == FAIR_DIVISION_FBS;

  gtk_label_set_label (name, team->school);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (link), "x", team->id);
  gtk_widget_set_sensitive (GTK_WIDGET (link), rated);
  gtk_widget_set_tooltip_text (GTK_WIDGET (link), rated ? _("Open the Team") : _("Not an FBS team"));
}

static void
add_recent (FairFactGrid *grid, const FairRecentGame *past, const FairBook *book)
{
  const FairBookGame *row = fair_book_game (book, past->game);
  const char *school = fair_book_team (book, past->opponent)->school;
  g_autofree char *opponent
    = past->at_home || row->neutral_site ? g_strdup (school) : g_strdup_printf (_("at %s"), school);
  g_autofree char *day = fair_local_time_to_text (row->kickoff, _("%-d %b"));
  g_autofree char *result = fair_recent_game_to_text (past);
  g_autofree char *against = fair_number_signed (past->against_close, 1);

  fair_fact_grid_add (grid, (const char *const[]) { opponent, day, result, against, NULL });
}

/* @rated: whether the team is one of those whose games are all stored */
static void
show_recent (FairFactGrid *grid, GtkLabel *none, FairView view, guint game, guint team, gboolean rated)
{
  const char *const heads[] = { _("Opponent"), _("Day"), _("Result"), _("v Close"), NULL };
  g_autoptr (GArray) recent = fair_game_recent (view, game, team, MOST_RECENT);

  fair_fact_grid_start (grid, heads);
  for (guint i = 0; i < recent->len; i++)
    add_recent (grid, &g_array_index (recent, FairRecentGame, i), view.book);
  gtk_widget_set_visible (GTK_WIDGET (grid), recent->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (none), recent->len == 0 || !rated);
  gtk_label_set_label (none, rated ? _("No game of this season has a result yet.")
                                   : _("Only games against FBS teams are stored."));
}

static void
fair_game_teams_class_init (FairGameTeamsClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-game-teams.ui");
  gtk_widget_class_bind_template_child (widget, FairGameTeams, ratings);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, ratings_note);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, away_link);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, away_name);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, away_recent);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, away_none);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, home_link);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, home_name);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, home_recent);
  gtk_widget_class_bind_template_child (widget, FairGameTeams, home_none);
}

static void
fair_game_teams_init (FairGameTeams *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_fact_grid_set_words (self->away_recent, 2);
  fair_fact_grid_set_words (self->home_recent, 2);
}

/**
 * fair_game_teams_show:
 * @view: of the snapshot's book, as of now
 * @game: index in the book
 */
void
fair_game_teams_show (FairGameTeams *self, FairSnapshot *snapshot, FairView view, guint game)
{
  const FairBookGame *row = fair_book_game (view.book, game);
  const FairBookTeam *away = fair_book_team (view.book, row->away);
  const FairBookTeam *home = fair_book_team (view.book, row->home);

  show_ratings (self, snapshot, away, home);
  show_team (self->away_link, self->away_name, away, row->away_division);
  show_team (self->home_link, self->home_name, home, row->home_division);
  show_recent (self->away_recent, self->away_none, view, game, row->away, row->away_division == FAIR_DIVISION_FBS);
  show_recent (self->home_recent, self->home_none, view, game, row->home, row->home_division == FAIR_DIVISION_FBS);
}
