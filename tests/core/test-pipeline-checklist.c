/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left to do without a store, and what the readers are told. */
#include "fair-notice-draft.h"

#include "fair-error.h"

static const FairStep *
step_at (const GArray *steps, guint index)
{
  g_assert_cmpuint (index, <, steps->len);
  return &g_array_index (steps, FairStep, index);
}

static void
test_damaged (void)
{
  g_autoptr (GError) problem = g_error_new_literal (FAIR_ERROR, FAIR_ERROR_FAILED, "The store is damaged.");
  g_autoptr (GArray) steps = fair_checklist_make_without_store (problem);

  g_assert_cmpstr (step_at (steps, 0)->sentence, ==, "The store is damaged.");
  g_assert_cmpint (step_at (steps, 0)->state, ==, FAIR_STEP_OPEN);
  g_assert_cmpstr (fair_remedy_get_command (step_at (steps, 0)->remedy), ==, "fair backup restore FILE");
  g_assert_cmpint (step_at (steps, 1)->remedy, ==, FAIR_REMEDY_NOTICE);
  g_assert_cmpint (step_at (steps, 2)->remedy, ==, FAIR_REMEDY_NOTE);
}

static void
test_nothing_stored (void)
{
  g_autoptr (GArray) steps = fair_checklist_make_without_store (NULL);

  g_assert_cmpint (step_at (steps, 0)->state, ==, FAIR_STEP_PERSON);
  g_assert_cmpint (step_at (steps, 0)->remedy, ==, FAIR_REMEDY_RUN);
}

/* A reader learns what fails and what was done about it, and nothing of the owner's computer. */
static void
test_notice (void)
{
  FairStep all[] = {
    { FAIR_EMERGENCY_RUN, "Age of the data", (char *) "Of another list.", FAIR_STEP_OPEN, FAIR_REMEDY_NONE },
    { FAIR_EMERGENCY_MODEL, "Model error", (char *) "See /media/drive.", FAIR_STEP_OPEN, FAIR_REMEDY_NONE },
    { FAIR_EMERGENCY_MODEL, "Win rate", (char *) "All is well.", FAIR_STEP_DONE, FAIR_REMEDY_NONE },
    { FAIR_EMERGENCY_MODEL, "Conservative mode", (char *) "On.", FAIR_STEP_DONE, FAIR_REMEDY_USUAL },
  };
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FairStep));
  g_autoptr (FairNoticeDraft) careful = NULL;
  g_autoptr (FairNoticeDraft) missing = NULL;

  g_array_append_vals (steps, all, G_N_ELEMENTS (all));
  careful = fair_notice_draft_new (FAIR_EMERGENCY_MODEL, steps);
  missing = fair_notice_draft_new (FAIR_EMERGENCY_NEEDS, steps);
  g_assert_cmpstr (careful->subject, ==, "Be careful this week");
  g_assert_true (g_str_has_suffix (careful->text, "says.\n\n• Model error: not well\n• Conservative mode: On."));
  g_assert_null (strstr (careful->text, "/media"));
  g_assert_true (g_str_has_suffix (missing->text, "before you bet."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/checklist/damaged", test_damaged);
  g_test_add_func ("/pipeline/checklist/nothing-stored", test_nothing_stored);
  g_test_add_func ("/pipeline/checklist/notice", test_notice);
  return g_test_run ();
}
