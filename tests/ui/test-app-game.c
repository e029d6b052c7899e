/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The game panel on a small store: a game with everything, one with nearly nothing, and one of a replayed week. */
#include "fair-game-panel.h"
#include "fair-store-league.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"

#include <math.h>
#include <string.h>

#define NOW  G_GINT64_CONSTANT (1697025600) /* Wed 2023-10-11 12:00 UTC */
#define DAY  G_GINT64_CONSTANT (86400)
#define SOON (NOW + 3 * DAY)

#define MODEL "abcdef123456"

static const struct
{
  gint64      id;
  gint64      kickoff;
  gint64      away_id;
  const char *away;
  gboolean    fcs;
  int         away_points;
} games[] = {
  { 1, NOW - 18 * DAY, 3, "Texas A&M", FALSE, 21 },
  { 2, NOW - 4 * DAY, 2, "Navy", FALSE, 17 },
  { 3, SOON, 2, "Navy", FALSE, FAIR_POINTS_UNKNOWN },
  { 4, SOON + 7 * DAY, 9, "Howard", TRUE, FAIR_POINTS_UNKNOWN },
};

typedef struct
{
  char        *folder;
  FairSession *session;
  GtkWidget   *panel;
} Fixture;

static void
put_games (FairStore *store)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FairGame));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (games); i++)
    {
      gboolean played = games[i].away_points >= 0;
      FairGame game = {
        .id = games[i].id,
        .week = { 2023, FAIR_SEASON_REGULAR, 4 + i },
        .kickoff = games[i].kickoff,
        .completed = played,
        .kickoff_tbd = games[i].fcs,
        .home_id = 1,
        .home_team = (char *) "Army <&>",
        .away_id = games[i].away_id,
        .away_team = (char *) games[i].away,
        .home_division = FAIR_DIVISION_FBS,
        .away_division = games[i].fcs ? FAIR_DIVISION_FCS : FAIR_DIVISION_FBS,
        .home_points = played ? 24 : FAIR_POINTS_UNKNOWN,
        .away_points = games[i].away_points,
      };

      g_array_append_val (rows, game);
    }
  fair_store_put_games (store, 2023, rows, NOW, NULL, &error);
  g_assert_no_error (error);
}

static void
put_lines (FairStore *store)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (FairLine));
  g_autoptr (GError) error = NULL;
  const FairLine rows[] = {
    { 3, (char *) "Bovada", NOW - DAY, -3, -1.5, 51, 50, -150, 130 },
    { 3, (char *) "ESPN Bet", NOW - DAY, -2.5, NAN, NAN, NAN, FAIR_MONEYLINE_UNKNOWN, FAIR_MONEYLINE_UNKNOWN },
  };

  g_array_append_vals (lines, rows, G_N_ELEMENTS (rows));
  fair_store_put_lines (store, lines, NULL, &error);
  g_assert_no_error (error);
}

static void
publish (FairStore *store, guint game, gboolean replay)
{
  FairPublication publication = { .week = { 2023, FAIR_SEASON_REGULAR, 4 + game }, .replay = replay,
                                  .frozen_at = games[game].kickoff - 3 * DAY, .published_at = NOW, .model_id = MODEL };
  FairPick picks[3];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    picks[i] = (FairPick) {
      .week = publication.week, .game_id = games[game].id, .kickoff = games[game].kickoff, .away_team = "Navy",
      .home_team = "Army <&>", .market = i, .side = i == 0 ? FAIR_SIDE_AWAY : FAIR_SIDE_NONE, .line = i == 0 ? 3 : NAN,
      .price = i == 0 ? -110 : 0, .provider = i == 0 ? "Bovada" : NULL, .model_value = 1, .edge_points = i == 0 ? 2 : NAN,
      .win_probability = i == 0 ? 0.55 : NAN, .push_probability = i == 0 ? 0.03 : NAN,
      .expected_value = i == 0 ? 0.05 : NAN, .stake_units = i == 0 ? 1 : 0, .is_pick = i == 0,
      .reason = i == 0 ? "" : "no_line", .model_id = MODEL, .frozen_at = publication.frozen_at,
    };
  fair_store_publish (store, &publication, picks, G_N_ELEMENTS (picks), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
put_rest (FairStore *store)
{
  const FairPrediction prediction = {
    .game_id = 3, .frozen_at = SOON - 3 * DAY, .margin = 1, .total = 54, .margin_sd = 16, .total_sd = 15,
    .home_win_probability = 0.52, .blend_margin = 2, .blend_total = 52, .blend_margin_sd = 15.5, .blend_total_sd = 14.5,
    .home_games = 5, .away_games = 4,
  };
  const FairRating ratings[] = { { 1, 6, 4, 10, 3.1 }, { 2, -1, -2, -3, 3.3 } };
  g_autoptr (GError) error = NULL;

  fair_store_put_predictions (store, MODEL, &prediction, 1, NOW, &error);
  g_assert_no_error (error);
  fair_store_put_ratings (store, MODEL, NOW, ratings, G_N_ELEMENTS (ratings), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  FairProfile *profile = fair_profile_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("fair-game-XXXXXX", NULL);
  profile->paths = fair_paths_new (self->folder, FALSE);
  profile->settings = fair_settings_new (profile->paths->settings, &error);
  g_assert_no_error (error);
  profile->clock = fair_clock_new_fixed (NOW);
  store = fair_store_open_writer (profile->paths, &error);
  g_assert_no_error (error);
  put_games (store);
  put_lines (store);
  publish (store, 1, TRUE);
  publish (store, 2, FALSE);
  put_rest (store);
  self->session = fair_session_new (profile, FALSE);
  self->panel = g_object_ref_sink (fair_game_panel_new ());
  while (fair_session_get_snapshot (self->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *arguments[] = { "rm", "-rf", self->folder, NULL };
  gpointer watched = self->panel;

  g_object_add_weak_pointer (G_OBJECT (self->panel), &watched);
  g_object_unref (self->panel);
  while (watched != NULL) /* an answer may be on its way */
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->session);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->folder);
}

/* All words that can be seen. */
static void
collect (GtkWidget *widget, GString *into)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (into, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, into);
}

/* Shows a game and waits for words that it is known by. */
static char *
show (Fixture *self, gint64 game, const char *awaited)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  fair_game_panel_show_game (FAIR_GAME_PANEL (self->panel), self->session, game);
  while (g_get_monotonic_time () < end)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      collect (self->panel, text);
      if (strstr (text->str, awaited) != NULL)
        return g_string_free (g_steal_pointer (&text), FALSE);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
  g_error ("“%s” was not shown.", awaited);
}

static void
check (const char *text, const char *const *expected)
{
  for (; *expected != NULL; expected++)
    if (strstr (text, *expected) == NULL)
      g_error ("“%s” is missing in:\n%s", *expected, text);
}

static void
test_everything (Fixture *self, gconstpointer data)
{
  const char *const expected[] = {
    "At Army <&>", "Spread: Navy +3.0", "Pick · Bovada", "Total: no line\nPass: no book had a line", "−1.0 ± 16.0",
    "Predicted Margin", "Predicted Total", "Army <&> −2.8 covers", "Over 51.0", "ESPN Bet\n–\n−2.5\n–\n–\n", "1 of 2",
    "+10.0 ± 3.1", "Navy\nArmy <&>\n", "at Army <&>\n7 Oct\nLost 17–24", "Texas A&M", "model abcdef", "Navy 4",
    "Lines of this season were never asked for.", NULL,
  };
  g_autofree char *text = show (self, 3, "Navy @ Army <&>");

  check (text, expected);
  g_assert_null (strstr (text, "Replay"));
  g_assert_null (strstr (text, "No prediction"));
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  const char *const expected[] = { "time to be determined", "No published table has this game.",
                                   "No prediction of this game is stored.", "No book has a line on this game yet.",
                                   "Only games against FBS teams are stored.", NULL };
  g_autofree char *before = show (self, 3, "Navy @ Army <&>");
  g_autofree char *text = show (self, 4, "Howard @ Army <&>");

  check (text, expected);
  g_assert_cmpstr (text, !=, before); /* nothing of the game before is left */
  g_assert_null (strstr (text, "Predicted"));
  g_assert_null (strstr (text, "Bovada"));
  g_assert_null (strstr (text, "Navy +3.0"));
}

static void
test_replay (Fixture *self, gconstpointer data)
{
  const char *const expected[] = { "Army <&> won 24–17", "Replay: made afterwards", "Spread: Navy +3.0", NULL };
  g_autofree char *text = show (self, 2, "Army <&> won 24–17");

  check (text, expected);
}

static void
on_closed (FairGamePanel *panel, guint *n)
{
  (*n)++;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

static void
test_close (Fixture *self, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (self->panel, "close-requested", G_CALLBACK (on_closed), &n);
  g_signal_emit_by_name (find_button (self->panel), "clicked");
  g_assert_cmpuint (n, ==, 1);
}

/* Games that are not there, a panel that goes while it is read for: nothing happens. */
static void
test_hurry (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  fair_game_panel_show_game (FAIR_GAME_PANEL (self->panel), self->session, 12345);
  for (guint i = 0; i < 20; i++)
    fair_game_panel_show_game (FAIR_GAME_PANEL (self->panel), self->session, games[i % G_N_ELEMENTS (games)].id);
  text = show (self, 2, "Army <&> won 24–17");
  fair_session_reload (self->session);
  fair_game_panel_show_game (FAIR_GAME_PANEL (self->panel), self->session, 3);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add ("/app/game/everything", Fixture, NULL, set_up, test_everything, tear_down);
  g_test_add ("/app/game/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/app/game/replay", Fixture, NULL, set_up, test_replay, tear_down);
  g_test_add ("/app/game/close", Fixture, NULL, set_up, test_close, tear_down);
  g_test_add ("/app/game/hurry", Fixture, NULL, set_up, test_hurry, tear_down);
  return g_test_run ();
}
