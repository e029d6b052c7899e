/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core says what to do by the command that does it; the window calls the same by the name that stands on it. */
#include "fair-window-words.h"

#include <glib/gi18n-lib.h>

/* An option goes away with the space before it: what it is an option of is said in words. */
static const struct
{
  const char *command;
  const char *name;
} words[] = {
  { "fair run", N_ ("Run the Week") },
  { "fair sync", N_ ("Sync") },
  { "fair lines", N_ ("Refresh Lines") },
  { "fair lines sheet FILE", N_ ("Make Sheet…") },
  { "fair picks --all", N_ ("All Games") },
  { "fair games", N_ ("This Week") },
  { "fair adjust list", N_ ("Adjustments") },
  { "fair key set", N_ ("Preferences") },
  { "fair alerts password set", N_ ("Preferences") },
  { "fair alerts test", N_ ("Send a Test") },
  { "fair model list", N_ ("About the Model") },
  { "fair model resume", N_ ("Resume with the Newest Model…") },
  { "fair model conservative off", N_ ("Bet as Usual") },
  { "fair backup create", N_ ("Back Up Now") },
};

static const char *const options[] = { " with --new-store", " with --demo" };

/**
 * fair_window_words:
 * @sentence: from the core
 *
 * Returns: (transfer full): the same for somebody who sees the window and no terminal
 */
char *
fair_window_words (const char *sentence)
{
  GString *text = g_string_new (sentence);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *command = g_strdup_printf ("“%s”", words[i].command);
      g_autofree char *name = g_strdup_printf ("“%s”", _(words[i].name));

      g_string_replace (text, command, name, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_string_replace (text, options[i], "", 0);
  return g_string_free (text, FALSE);
}
