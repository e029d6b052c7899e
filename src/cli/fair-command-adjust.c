/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person knows and the model does not: points for a team or a game. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-json.h"
#include "fair-names.h"
#include "fair-store-adjustments.h"
#include "fair-store-book.h"
#include "fair-table.h"

#include <glib/gi18n-lib.h>

#define MOST_SUGGESTIONS 5

static const FairTableColumn columns[] = {
  { N_("No."), TRUE, 0 },   { N_("Of"), FALSE, 0 },    { N_("Margin"), TRUE, 0 }, { N_("Total"), TRUE, 0 },
  { N_("Made"), FALSE, 2 }, { N_("Until"), FALSE, 1 }, { N_("State"), FALSE, 0 }, { N_("Note"), FALSE, 1 },
};

static char *
name_of (const FairBook *book, const FairAdjustment *adjustment)
{
  guint team = adjustment->team_id == 0 ? FAIR_NO_INDEX : fair_book_find_team (book, adjustment->team_id);
  guint game = adjustment->game_id == 0 ? FAIR_NO_INDEX : fair_book_find_game (book, adjustment->game_id);
  const FairBookGame *row = game == FAIR_NO_INDEX ? NULL : fair_book_game (book, game);

  if (team != FAIR_NO_INDEX)
    return g_strdup (fair_book_team (book, team)->school);
  if (row != NULL)
    return g_strdup_printf ("%s @ %s", fair_book_team (book, row->away)->school,
                            fair_book_team (book, row->home)->school);
  return g_strdup_printf ("%" G_GINT64_FORMAT, adjustment->team_id + adjustment->game_id);
}

static const char *
state_of (const FairAdjustment *adjustment, gint64 now)
{
  if (adjustment->withdrawn_at != FAIR_TIME_UNKNOWN)
    return "withdrawn";
  return fair_adjustment_counts (adjustment, now, now) ? "in force" : "over";
}

static void
print_list (const FairBook *book, GArray *list, gint64 now)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (list->len == 0)
    g_print (_("There is no adjustment; “fair adjust add” makes one.\n"));
  for (guint i = 0; i < list->len; i++)
    {
      const FairAdjustment *a = &g_array_index (list, FairAdjustment, i);
      char **cells = g_new0 (char *, G_N_ELEMENTS (columns) + 1);

      cells[0] = g_strdup_printf ("%" G_GINT64_FORMAT, a->id);
      cells[1] = name_of (book, a);
      cells[2] = fair_table_number ("%+.1f", a->margin);
      cells[3] = fair_table_number ("%+.1f", a->total);
      cells[4] = fair_cli_local_time (a->made_at);
      cells[5] = fair_cli_local_time (a->expires_at);
      cells[6] = g_strdup (state_of (a, now));
      cells[7] = g_strdup (a->note);
      g_ptr_array_add (rows, cells);
    }
  if (list->len > 0)
    fair_table_print (columns, G_N_ELEMENTS (columns), rows);
}

static void
print_json (const FairBook *book, GArray *list, gint64 now)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const FairAdjustment *a = &g_array_index (list, FairAdjustment, i);
      g_autofree char *name = name_of (book, a);

      json_builder_begin_object (builder);
      fair_json_integer (builder, "id", a->id);
      fair_json_text (builder, "kind", a->team_id != 0 ? "team" : "game");
      fair_json_integer (builder, "of", a->team_id + a->game_id);
      fair_json_text (builder, "name", name);
      fair_json_number (builder, "margin", a->margin);
      fair_json_number (builder, "total", a->total);
      fair_json_text (builder, "note", a->note);
      fair_json_time (builder, "made_at_utc", a->made_at);
      fair_json_time (builder, "expires_at_utc", a->expires_at);
      fair_json_time (builder, "withdrawn_at_utc", a->withdrawn_at);
      fair_json_text (builder, "state", state_of (a, now));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static int
list_adjustments (FairCli *cli, GError **error)
{
  gint64 now = fair_clock_now (cli->profile->clock);
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, error);
  g_autoptr (FairBook) book = store == NULL ? NULL : fair_store_load_book (store, error);
  g_autoptr (GArray) list = book == NULL ? NULL : fair_store_list_adjustments (store, error);

  if (list == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    print_json (book, list, now);
  else
    print_list (book, list, now);
  return FAIR_EXIT_DONE;
}

/* Names as a person would type them; where none is meant, those that sound like it. */
static gint64
find_team (const FairBook *book, const char *name, GError **error)
{
  g_autofree char *wanted = fair_names_fold (name);
  g_autoptr (GString) near = g_string_new (NULL);
  guint n_near = 0;

  for (guint i = 0; i < fair_book_n_teams (book); i++)
    {
      const FairBookTeam *team = fair_book_team (book, i);
      g_autofree char *folded = fair_names_fold (team->school);

      if (g_str_equal (folded, wanted))
        return team->id;
      if (*wanted != '\0' && strstr (folded, wanted) != NULL && n_near++ < MOST_SUGGESTIONS)
        g_string_append_printf (near, "%s%s", near->len == 0 ? "" : ", ", team->school);
    }
  if (near->len > 0)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("No team is called “%s”; perhaps you mean %s."), name, near->str);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                 _("No team is called “%s”; “fair ratings” lists their names."), name);
  return 0;
}

static gboolean
parse_points (const char *text, double *out, GError **error)
{
  char *end = NULL;

  *out = text == NULL ? 0 : g_ascii_strtod (text, &end);
  if (text == NULL || (end != text && *end == '\0'))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("“%s” is no number of points; write it like -3.5."), text);
  return FALSE;
}

/* What was typed. */
typedef struct
{
  char *team;
  char *game;
  char *margin;
  char *total;
  char *note;
  char *expires;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_free (typed->team);
  g_free (typed->game);
  g_free (typed->margin);
  g_free (typed->total);
  g_free (typed->note);
  g_free (typed->expires);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
read_typed (const Typed *typed, const FairBook *book, gint64 now, FairAdjustment *out, GError **error)
{
  *out = (FairAdjustment) { .note = g_strdup (typed->note), .made_at = now, .expires_at = fair_adjustment_expiry (now),
                            .withdrawn_at = FAIR_TIME_UNKNOWN };
  if (typed->team != NULL && (out->team_id = find_team (book, typed->team, error)) == 0)
    return FALSE;
  if (typed->game != NULL)
    {
      out->game_id = g_ascii_strtoll (typed->game, NULL, 10);
      if (fair_book_find_game (book, out->game_id) == FAIR_NO_INDEX)
        {
          g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("No game has the number %s; “fair --json games” tells them."), typed->game);
          return FALSE;
        }
    }
  return parse_points (typed->margin, &out->margin, error) && parse_points (typed->total, &out->total, error)
         && (typed->expires == NULL || fair_time_parse (typed->expires, &out->expires_at, error));
}

static int
add_adjustment (FairCli *cli, const Typed *typed, GError **error)
{
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, error); /* a writer would begin a store */
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, error);
  g_autoptr (FairBook) book = store == NULL ? NULL : fair_store_load_book (store, error);
  g_auto (FairAdjustment) adjustment = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *until = NULL;

  if (book == NULL || !read_typed (typed, book, fair_clock_now (cli->profile->clock), &adjustment, error)
      || !fair_store_add_adjustment (store, &adjustment, error))
    return FAIR_EXIT_FAILED;
  name = name_of (book, &adjustment);
  until = fair_cli_local_time (adjustment.expires_at);
  if (cli->json)
    g_print ("{\"id\": %" G_GINT64_FORMAT "}\n", adjustment.id);
  else
    g_print (_("Adjustment %" G_GINT64_FORMAT " of %s holds until %s; the next run picks with it.\n"), adjustment.id, name,
             until);
  return FAIR_EXIT_DONE;
}

static int
withdraw_adjustment (FairCli *cli, const char *text, GError **error)
{
  gint64 now = fair_clock_now (cli->profile->clock);
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, error);
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, error);

  if (store == NULL || !fair_store_withdraw_adjustment (store, g_ascii_strtoll (text, NULL, 10), now, error))
    return FAIR_EXIT_FAILED;
  if (!cli->json)
    g_print (_("Withdrawn; the next run picks without it.\n"));
  return FAIR_EXIT_DONE;
}

int
fair_command_adjust (FairCli *cli, int argc, char **argv, GError **error)
{
  g_auto (Typed) typed = { 0 };
  const GOptionEntry entries[] = {
    { "team", 0, 0, G_OPTION_ARG_STRING, &typed.team, N_ ("Team, for all its games until it is over"), "NAME" },
    { "game", 0, 0, G_OPTION_ARG_STRING, &typed.game, N_ ("Game, by its number"), "ID" },
    { "margin", 0, 0, G_OPTION_ARG_STRING, &typed.margin, N_ ("Points the team (or home side) gains"), "POINTS" },
    { "total", 0, 0, G_OPTION_ARG_STRING, &typed.total, N_ ("Points added to the total"), "POINTS" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &typed.note, N_ ("Why"), "TEXT" },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &typed.expires, N_ ("When it is over"), "ISO8601" },
    { NULL },
  };
  const char *verb;

  if (!fair_cli_parse (entries, "list|add|withdraw [NUMBER]", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc >= 2 ? argv[1] : "";
  if (argc == 2 && g_str_equal (verb, "list"))
    return list_adjustments (cli, error);
  if (argc == 2 && g_str_equal (verb, "add"))
    return add_adjustment (cli, &typed, error);
  if (argc == 3 && g_str_equal (verb, "withdraw"))
    return withdraw_adjustment (cli, argv[2], error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do: fair adjust list, add (with --team or --game) or withdraw NUMBER."));
  return FAIR_EXIT_USAGE;
}
