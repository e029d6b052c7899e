/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-watch.h"
#include "store-place.h"

static void
put (FairStore *store, const char *before, const char *state, gint64 at)
{
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (FairRuleState));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FairStateChange));
  g_autoptr (GError) error = NULL;
  FairRuleState row = { .rule = "disk", .state = state, .since = at, .checked_at = at };
  FairStateChange change = { .rule = "disk", .before = before, .after = state, .changed_at = at };

  change.sentence = g_strdup ("Full.");
  g_array_set_clear_func (changes, (GDestroyNotify) fair_state_change_clear);
  g_array_append_val (states, row);
  if (!g_str_equal (before, state))
    g_array_append_val (changes, change);
  else
    fair_state_change_clear (&change);
  g_assert_true (fair_store_put_rule_states (store, states, changes, &error));
  g_assert_no_error (error);
}

/* The last state counts, and each change is kept. */
static void
test_states (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) states = NULL;
  const FairRuleState *state;

  put (store, "green", "green", 100);
  put (store, "green", "red", 200);
  /* What becomes better moves nothing. */
  put (store, "red", "orange", 300);
  states = fair_store_load_rule_states (store, NULL);
  g_assert_cmpuint (states->len, ==, 1);
  state = &g_array_index (states, FairRuleState, 0);
  g_assert_cmpstr (state->rule, ==, "disk");
  g_assert_cmpstr (state->state, ==, "orange");
  g_assert_cmpint (state->since, ==, 300);
  g_assert_cmpint (state->worsened_at, ==, 200);
}

/* Each reader hears of a change once, and one reader takes nothing from another. */
static void
test_readers (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GArray) other = NULL;
  gint64 id;

  put (store, "green", "red", 200);
  put (store, "red", "orange", 300);
  first = fair_store_list_state_changes (store, "mail", NULL);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpstr (g_array_index (first, FairStateChange, 0).after, ==, "red");
  g_assert_cmpstr (g_array_index (first, FairStateChange, 1).sentence, ==, "Full.");
  id = g_array_index (first, FairStateChange, 1).id;
  g_assert_true (fair_store_see_state_changes (store, "mail", id, NULL));
  /* Who comes late must not undo what another has read. */
  g_assert_true (fair_store_see_state_changes (store, "mail", id - 1, NULL));
  again = fair_store_list_state_changes (store, "mail", NULL);
  g_assert_cmpuint (again->len, ==, 0);
  other = fair_store_list_state_changes (store, "window", NULL);
  g_assert_cmpuint (other->len, ==, 2);
}

/* A person's own words are among what happened, and nobody is told of them. */
static void
test_notes (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) told = NULL;
  g_autoptr (GArray) all = NULL;

  put (store, "green", "red", 200);
  g_assert_true (fair_store_add_note (store, FAIR_NOTE_RULE, "Bought a disk.", 300, NULL));
  told = fair_store_list_state_changes (store, "mail", NULL);
  g_assert_cmpuint (told->len, ==, 1);
  all = fair_store_list_state_changes (store, "", NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (g_array_index (all, FairStateChange, 1).sentence, ==, "Bought a disk.");
}

static void
test_refused (Place *place, gconstpointer data)
{
  fair_store_close (place_open (place));
  g_assert_cmpint (place_sql (place, "INSERT INTO rule_state VALUES ('disk', 'purple', 1, 1)"), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/watch/states", Place, NULL, place_set_up, test_states, place_tear_down);
  g_test_add ("/store/watch/readers", Place, NULL, place_set_up, test_readers, place_tear_down);
  g_test_add ("/store/watch/notes", Place, NULL, place_set_up, test_notes, place_tear_down);
  g_test_add ("/store/watch/refused", Place, NULL, place_set_up, test_refused, place_tear_down);
  return place_run_tests ();
}
