/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include <math.h>
#include <string.h>

#define GREATEST_SPREAD 70.0
#define GREATEST_TOTAL  120.0
#define LEAST_MONEYLINE 100

typedef struct
{
  GArray       *lines;
  GArray       *games; /* nullable, of gint64 */
  gint64        fetched_at;
  FairRefusals *refusals;
} LinesDecoder;

static double
spread_of (const FairCfbdRow *row, const char *field, const FairLine *line, FairRefusals *refusals)
{
  double spread = fair_cfbd_number (row, field);

  if (!(fabs (spread) > GREATEST_SPREAD))
    return spread;
  fair_refusals_add (refusals, "spread-range", "game %" G_GINT64_FORMAT ", %s: %s is %g", line->game_id,
                     line->provider, field, spread);
  return NAN;
}

static double
total_of (const FairCfbdRow *row, const char *field, const FairLine *line, FairRefusals *refusals)
{
  double total = fair_cfbd_number (row, field);

  if (isnan (total) || (total > 0 && total <= GREATEST_TOTAL))
    return total;
  fair_refusals_add (refusals, "total-range", "game %" G_GINT64_FORMAT ", %s: %s is %g", line->game_id,
                     line->provider, field, total);
  return NAN;
}

static int
moneyline_of (const FairCfbdRow *row, const char *field, const FairLine *line, FairRefusals *refusals)
{
  double odds = fair_cfbd_number (row, field);

  if (isnan (odds))
    return FAIR_MONEYLINE_UNKNOWN;
  if (fabs (odds) >= LEAST_MONEYLINE && fabs (odds) <= 1e6 && odds == floor (odds))
    return odds;
  fair_refusals_add (refusals, "moneyline-range", "game %" G_GINT64_FORMAT ", %s: %s is %g", line->game_id,
                     line->provider, field, odds);
  return FAIR_MONEYLINE_UNKNOWN;
}

/* Swapped sides: the favourite of the moneyline is the underdog of a spread of three or more. */
static gboolean
contradicts_spread (const FairLine *line)
{
  double home_favoured_by = -line->spread;

  if (line->home_moneyline == FAIR_MONEYLINE_UNKNOWN || line->away_moneyline == FAIR_MONEYLINE_UNKNOWN)
    return FALSE;
  return (home_favoured_by >= 3 && line->home_moneyline > line->away_moneyline)
         || (home_favoured_by <= -3 && line->home_moneyline < line->away_moneyline);
}

static FairLine
read_line (const FairCfbdRow *row, gint64 game_id, const char *provider, const LinesDecoder *decoder)
{
  FairLine line = { .game_id = game_id, .provider = g_strdup (provider), .seen_at = decoder->fetched_at };

  line.spread = spread_of (row, "spread", &line, decoder->refusals);
  line.spread_open = spread_of (row, "spreadOpen", &line, decoder->refusals);
  line.total = total_of (row, "overUnder", &line, decoder->refusals);
  line.total_open = total_of (row, "overUnderOpen", &line, decoder->refusals);
  line.home_moneyline = moneyline_of (row, "homeMoneyline", &line, decoder->refusals);
  line.away_moneyline = moneyline_of (row, "awayMoneyline", &line, decoder->refusals);
  if (contradicts_spread (&line))
    {
      fair_refusals_add (decoder->refusals, "moneyline-contradicts-spread",
                         "game %" G_GINT64_FORMAT ", %s: %d / %d against a spread of %g", game_id, provider,
                         line.home_moneyline, line.away_moneyline, line.spread);
      line.home_moneyline = FAIR_MONEYLINE_UNKNOWN;
      line.away_moneyline = FAIR_MONEYLINE_UNKNOWN;
    }
  return line;
}

static gboolean
is_empty (const FairLine *line)
{
  return isnan (line->spread) && isnan (line->spread_open) && isnan (line->total) && isnan (line->total_open)
         && line->home_moneyline == FAIR_MONEYLINE_UNKNOWN && line->away_moneyline == FAIR_MONEYLINE_UNKNOWN;
}

static int
n_moneylines (const FairLine *line)
{
  return (line->home_moneyline != FAIR_MONEYLINE_UNKNOWN) + (line->away_moneyline != FAIR_MONEYLINE_UNKNOWN);
}

/* One book under two names: the row that knows more of the moneyline stays, else the first. */
static void
keep_one_per_book (LinesDecoder *decoder, guint first, FairLine *line)
{
  for (guint i = first; i < decoder->lines->len; i++)
    {
      FairLine *other = &g_array_index (decoder->lines, FairLine, i);

      if (!g_str_equal (other->provider, line->provider))
        continue;
      if (n_moneylines (line) > n_moneylines (other))
        {
          FairLine swap = *other;

          *other = *line;
          *line = swap;
        }
      fair_line_clear (line);
      return;
    }
  g_array_append_val (decoder->lines, *line);
}

static gboolean
decode_game_lines (const FairCfbdRow *row, gpointer data, GError **error)
{
  LinesDecoder *decoder = data;
  JsonArray *lines = fair_cfbd_array (row, "lines");
  guint first = decoder->lines->len;
  gint64 game_id;

  if (!fair_cfbd_need_integer (row, "id", &game_id, error))
    return FALSE;
  if (decoder->games != NULL)
    g_array_append_val (decoder->games, game_id);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      FairCfbdRow inner = { row->endpoint, row->index, JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL };
      const char *provider = inner.object == NULL ? NULL : fair_cfbd_text (&inner, "provider");
      FairLine line;

      if (provider == NULL)
        {
          fair_refusals_add (decoder->refusals, "provider", "game %" G_GINT64_FORMAT ": a line without a book", game_id);
          continue;
        }
      line = read_line (&inner, game_id, fair_provider_normalize (provider), decoder);
      if (is_empty (&line))
        fair_line_clear (&line);
      else
        keep_one_per_book (decoder, first, &line);
    }
  return TRUE;
}

/**
 * fair_cfbd_decode_lines:
 * @fetched_at: UTC seconds: when the numbers were seen
 * @games: (nullable) (element-type gint64): gets the games that were told of, with lines or without
 *
 * Returns: (element-type FairLine): one row a game and book; books that appear under two names are joined
 */
GArray *
fair_cfbd_decode_lines (GBytes *body, gint64 fetched_at, GArray *games, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (FairLine));
  LinesDecoder decoder = { lines, games, fetched_at, refusals };

  g_array_set_clear_func (lines, (GDestroyNotify) fair_line_clear);
  if (!fair_cfbd_for_each_row ("lines", body, decode_game_lines, &decoder, error))
    return NULL;
  return g_steal_pointer (&lines);
}
