/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nobody who sees the window is told to type a command, whichever sentence of the core it is. */
#include "fair-window-words.h"

static void
test_sentences (void)
{
  static const struct
  {
    const char *core;
    const char *window;
  } pairs[] = {
    { "There is no API key; set one with “fair key set”.", "There is no API key; set one with “Preferences”." },
    { "Run “fair run”, then “fair run”.", "Run “Run the Week”, then “Run the Week”." },
    { "Move it away and start afresh with --new-store.", "Move it away and start afresh." },
    { "“fair lines sheet FILE” makes a new one.", "“Make Sheet…” makes a new one." },
    { "A fair run, and nothing else.", "A fair run, and nothing else." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *words = fair_window_words (pairs[i].core);

      g_assert_cmpstr (words, ==, pairs[i].window);
    }
}

/* Read from the sources, so that a sentence that is written tomorrow is not forgotten. */
static void
check_source (const char *path)
{
  g_autofree char *source = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GRegex) seam = g_regex_new ("\"\\s*\"", 0, 0, NULL);
  g_autoptr (GRegex) command = g_regex_new ("“fair [a-z][^”]*”", 0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;
  g_autoptr (GRegex) comment = g_regex_new ("/\\*.*?\\*/", G_REGEX_DOTALL, 0, NULL);
  g_autofree char *code = NULL;

  if (!g_str_has_suffix (path, ".c"))
    return;
  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  code = g_regex_replace_literal (comment, source, -1, 0, "", 0, NULL);
  joined = g_regex_replace_literal (seam, code, -1, 0, "", 0, NULL);
  words = fair_window_words (joined);
  if (g_regex_match (command, words, 0, &found))
    {
      g_autofree char *which = g_match_info_fetch (found, 0);

      g_error ("%s: the window has no word for %s", path, which);
    }
}

static void
test_sources (void)
{
  static const char *const layers[] = { "base", "store", "cfbd", "picks", "ops", "pipeline" };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "..", "src", layers[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          check_source (path);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/words/sentences", test_sentences);
  g_test_add_func ("/app/words/sources", test_sources);
  return g_test_run ();
}
