/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reason is a list of short codes with a plus between: at most one why there is no pick, then remarks, which a pick
 * may have as well. */
#include "fair-reason.h"

#include "fair-pricer.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *code;
  const char *text;
  gboolean    is_remark;
} codes[] = {
  { FAIR_REASON_NO_LINE, N_ ("no book had a line"), FALSE },
  { FAIR_REASON_STARTED, N_ ("the game had kicked off"), FALSE },
  { FAIR_REASON_KICKOFF_NEAR, N_ ("too close to kickoff to check the line"), FALSE },
  { FAIR_REASON_STALE_DATA, N_ ("the lines were older than 7 days"), FALSE },
  { FAIR_REASON_NOT_FBS, N_ ("the opponent is not an FBS team"), FALSE },
  { FAIR_REASON_FEW_GAMES, N_ ("the teams have played too few games"), FALSE },
  { FAIR_REASON_EXTREME_PREDICTION, N_ ("the prediction is too lopsided to be believed"), FALSE },
  { FAIR_REASON_LONG_ODDS, N_ ("the odds are too long to be trusted"), FALSE },
  { FAIR_REASON_SMALL_EDGE, N_ ("the edge is below the threshold"), FALSE },
  { FAIR_REASON_NO_VALUE, N_ ("the staking rule finds no value"), FALSE },
  { FAIR_REASON_ONE_PER_GAME, N_ ("another market of this game is stronger"), FALSE },
  { FAIR_REASON_WEEKLY_LIMIT, N_ ("stronger picks fill the week’s limit"), FALSE },
  { FAIR_REASON_BACKUP_MODEL, N_ ("by the backup model, since statistics are late"), TRUE },
  { FAIR_REASON_CACHED_DATA, N_ ("from stored data, since not all that was due could be fetched"), TRUE },
  { FAIR_REASON_TYPED_LINE, N_ ("on a line typed by hand"), TRUE },
  { FAIR_REASON_ADJUSTED, N_ ("with your adjustment"), TRUE },
};

static gboolean
is_remark (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, code))
      return codes[i].is_remark;
  return FALSE;
}

/**
 * fair_reason_add:
 * @reason: a list of codes, or ""
 *
 * Returns: (transfer none): the list with @remark at its end, interned
 */
const char *
fair_reason_add (const char *reason, const char *remark)
{
  g_autofree char *joined = g_strconcat (reason, *reason == '\0' ? "" : "+", remark, NULL);

  return g_intern_string (joined);
}

/**
 * fair_reason_has:
 *
 * Returns: whether @code is one of the list
 */
gboolean
fair_reason_has (const char *reason, const char *code)
{
  g_auto (GStrv) list = g_strsplit (reason, "+", -1);

  return g_strv_contains ((const char *const *) list, code);
}

/**
 * fair_reason_is_to_pass:
 *
 * Returns: whether the list says why there is no pick; remarks alone do not
 */
gboolean
fair_reason_is_to_pass (const char *reason)
{
  g_auto (GStrv) list = g_strsplit (reason, "+", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (!is_remark (list[i]))
      return TRUE;
  return FALSE;
}

/**
 * fair_reason_to_text:
 *
 * Returns: (transfer none): what the codes mean, as the words after “Pass: ”; a code itself where it is not known here
 */
const char *
fair_reason_to_text (const char *reason)
{
  g_auto (GStrv) list = g_strsplit (reason, "+", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *words = list[i];

      for (guint k = 0; k < G_N_ELEMENTS (codes); k++)
        if (g_str_equal (codes[k].code, list[i]))
          words = _(codes[k].text);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : "; ", words);
    }
  return g_intern_string (text->str);
}
