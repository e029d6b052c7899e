/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-profile.h"

#include "fair-folder.h"
#include "fair-secrets.h"
#include "fair-store.h"

/**
 * fair_profile_new:
 *
 * Returns: (transfer full): an empty profile, to be filled by its maker
 */
FairProfile *
fair_profile_new (void)
{
  return g_new0 (FairProfile, 1);
}

/**
 * fair_profile_open:
 * @data_dir: (nullable): a data folder named by hand; NULL is the person's own, wherever it was moved to
 * @demo: the demo league's
 *
 * Finds the folders and the settings, and finishes a restore that was broken off; creates nothing.
 */
gboolean
fair_profile_open (FairProfile *self, const char *data_dir, gboolean demo, GError **error)
{
  g_autofree char *moved = NULL;

  self->demo = demo;
  self->paths = fair_paths_new (data_dir, demo);
  /* Its settings belong to the store; that it cannot be done is told when that is opened. */
  fair_store_recover (self->paths, NULL);
  self->settings = fair_settings_new (self->paths->settings, error);
  if (self->settings == NULL)
    return FALSE;
  moved = data_dir == NULL && !demo ? fair_settings_get_string (self->settings, "data-folder") : g_strdup ("");
  if (*moved != '\0')
    fair_paths_set_folder (self->paths, moved);
  return TRUE;
}

void
fair_profile_free (FairProfile *self)
{
  g_clear_pointer (&self->paths, fair_paths_free);
  g_clear_pointer (&self->clock, fair_clock_unref);
  g_clear_object (&self->settings);
  fair_secrets_free (self->key);
  g_free (self->api_url);
  g_free (self);
}

/**
 * fair_profile_load_policy:
 *
 * Returns: (transfer full): what counts as a pick, from the settings
 */
FairPolicy *
fair_profile_load_policy (const FairProfile *self)
{
  FairPolicy *policy = fair_policy_new_default ();
  g_autofree char *staking = fair_settings_get_string (self->settings, "staking");

  policy->spread_threshold = fair_settings_get_double (self->settings, "edge-threshold-spread");
  policy->total_threshold = fair_settings_get_double (self->settings, "edge-threshold-total");
  policy->moneyline_threshold = fair_settings_get_double (self->settings, "value-threshold-moneyline");
  policy->minimum_games = fair_settings_get_int (self->settings, "minimum-games");
  policy->maximum_margin = fair_settings_get_double (self->settings, "maximum-margin");
  policy->kickoff_margin = fair_settings_get_double (self->settings, "kickoff-margin-hours") * 3600;
  policy->staking = g_str_equal (staking, "quarter-kelly") ? FAIR_STAKING_KELLY
                    : g_str_equal (staking, "flat")        ? FAIR_STAKING_FLAT
                                                           : FAIR_STAKING_PAPER;
  policy->unit_percent = fair_settings_get_double (self->settings, "unit-percent");
  policy->kelly_cap_percent = fair_settings_get_double (self->settings, "kelly-cap-percent");
  policy->maximum_bets = fair_settings_get_int (self->settings, "maximum-bets");
  policy->maximum_week_percent = fair_settings_get_double (self->settings, "maximum-week-percent");
  g_strfreev (policy->books);
  policy->books = fair_settings_get_strv (self->settings, "books");
  if (fair_settings_get_boolean (self->settings, "conservative"))
    fair_policy_be_conservative (policy);
  return policy;
}

/**
 * fair_profile_print_policy:
 *
 * Returns: (transfer full): the settings of fair_profile_load_policy(), for fair_settings_from_text()
 */
char *
fair_profile_print_policy (const FairProfile *self)
{
  static const char *const keys[] = {
    "edge-threshold-spread", "edge-threshold-total", "value-threshold-moneyline", "minimum-games", "maximum-margin",
    "kickoff-margin-hours",  "staking",              "unit-percent",              "kelly-cap-percent", "maximum-bets",
    "maximum-week-percent",  "books",                "conservative",              NULL,
  };

  return fair_settings_print (self->settings, keys);
}

/**
 * fair_profile_folders:
 *
 * Returns: (transfer full): the folders that exports go to, paths or addresses; the profile's own where the person chose
 *   none
 */
GStrv
fair_profile_folders (const FairProfile *self)
{
  g_auto (GStrv) chosen = fair_settings_get_strv (self->settings, "export-folders");
  const char *own[] = { self->paths->exports, NULL };

  for (guint i = 0; chosen[i] != NULL; i++)
    {
      g_autofree char *written = chosen[i];

      chosen[i] = fair_folder_from_setting (written);
    }
  return g_strv_length (chosen) > 0 ? g_steal_pointer (&chosen) : g_strdupv ((char **) own);
}

/**
 * fair_profile_outbox:
 *
 * Returns: (transfer full): where exports wait for folders that cannot be written to
 */
char *
fair_profile_outbox (const FairProfile *self)
{
  return g_build_filename (self->paths->data_dir, "outbox", NULL);
}

/**
 * fair_profile_forget_key:
 *
 * Wipes the key; fair_profile_find_key() finds it, or another one, again.
 */
void
fair_profile_forget_key (FairProfile *self)
{
  g_clear_pointer (&self->key, fair_secrets_free);
}

/* A stand-in on this machine takes any key, and must not see the real one. */
static gboolean
is_loopback_url (const char *url)
{
  return url != NULL
         && (g_str_has_prefix (url, "http://127.") || g_str_has_prefix (url, "http://localhost")
             || g_str_has_prefix (url, "http://[::1]"));
}

/**
 * fair_profile_needs_key:
 *
 * Returns: whether the profile asks an API that wants a key; the demo league and a stand-in do not
 */
gboolean
fair_profile_needs_key (const FairProfile *self)
{
  return !self->demo && !is_loopback_url (self->api_url);
}

/**
 * fair_profile_find_key:
 *
 * Finds the key of the API that the profile asks. That there is none is no error yet: what is fresh needs no key. The
 * keyring may ask its owner to unlock it, so a window calls this on a thread.
 */
gboolean
fair_profile_find_key (FairProfile *self, GError **error)
{
  const char *given = g_getenv ("CFBD_API_KEY");
  g_autoptr (GError) problem = NULL;

  fair_profile_forget_key (self);
  if (is_loopback_url (self->api_url))
    self->key = g_strdup (given == NULL || *given == '\0' ? "stand-in" : given);
  else
    self->key = fair_secrets_lookup (FAIR_SECRET_CFBD, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
